import { useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/use-api.js';
import { ErrorNote } from '../ui/error-note.js';
import { useToast } from '../ui/toasts.js';
import type { SessionStore } from './session-store.js';
import { SignInScreen } from './sign-in-screen.js';
import { SessionContext, type SessionState } from './use-session.js';

/** Shows its content to who is signed in, and the form for it to others. The address stays, so one gets where one was. */
export function SessionGate({ store, children }: { store: SessionStore; children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const phase = useSyncExternalStore(store.subscribe, store.phase);
  const session = phase.kind === 'signed_in' ? phase.session : null;

  useEffect(() => void store.restore(api), [store, api]);
  useEffect(() => {
    // The next one who signs in must not see what this one has read.
    if (session === null) queries.clear();
  }, [session, queries]);

  const state = useMemo<SessionState | null>(() => {
    if (session === null) return null;
    const whyReadOnly =
      session.scope === 'read'
        ? 'This API key may only read. Sign in with a key of the scope “write” to do this.'
        : undefined;
    const signOut = () => void store.signOut(api).catch((error: unknown) => toast.failed('Signing out failed', error));
    return { session, whyReadOnly, isAdmin: session.scope === 'admin', signOut };
  }, [session, store, api, toast]);

  if (state !== null) return <SessionContext value={state}>{children}</SessionContext>;
  if (phase.kind === 'unreachable') {
    return (
      <main className="gate">
        <ErrorNote error={phase.error} onRetry={() => void store.restore(api)} />
      </main>
    );
  }
  if (phase.kind === 'signed_out') {
    return <SignInScreen hasEnded={phase.hasEnded} onSignIn={(apiKey) => store.signIn(api, apiKey)} />;
  }
  return (
    <main
      className="gate"
      aria-busy="true"
      aria-label={phase.kind === 'leaving' ? 'Signing out' : 'Looking whether you are signed in'}
    />
  );
}
