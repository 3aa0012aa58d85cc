import { createContext, useContext } from 'react';
import type { Session } from '../api/schemas.js';

export interface SessionState {
  readonly session: Session;
  /** Why this key may not change anything; undefined when it may. For `whyDisabled` of a button. */
  readonly whyReadOnly: string | undefined;
  readonly isAdmin: boolean;
  readonly signOut: () => void;
}

export const SessionContext = createContext<SessionState | null>(null);

/** Who is signed in, below the gate that asks for it. */
export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('Nobody is signed in around this component.');
  return state;
}
