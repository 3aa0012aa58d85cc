import type { FaultKind } from './fault-plan.js';

/** Resets the connection: before the effect, which then never happens, or after it, which loses the answer. */
export interface ResetFault {
  readonly kind: 'reset_before' | 'reset_after';
}

export const resetBefore: FaultKind = {
  kind: 'reset_before',
  decides: true,
  read: () => () => ({ instead: { type: 'reset' } }),
};

export const resetAfter: FaultKind = {
  kind: 'reset_after',
  decides: true,
  read: () => () => ({ afterwards: () => ({ type: 'reset' }) }),
};
