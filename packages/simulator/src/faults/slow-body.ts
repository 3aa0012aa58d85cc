import type { FaultKind } from './fault-plan.js';

/** The head of the answer comes at once, its body a few bytes at a time. */
export interface SlowBodyFault {
  readonly kind: 'slow_body';
  /** Bytes in one piece, from 1; default 1. */
  readonly bytes?: number;
  /** Real milliseconds between two pieces, 0 to 60,000; default 100. */
  readonly everyMs?: number;
}

export const slowBody: FaultKind = {
  kind: 'slow_body',
  decides: true,
  read(fields) {
    const bytes = fields.integer('bytes', { min: 1 }) ?? 1;
    const everyMs = fields.number('everyMs', { min: 0, max: 60_000 }) ?? 100;
    return () => ({
      afterwards: (answer) => ({ type: 'answer', answer: { ...answer, drip: { bytes, everyMs } } }),
    });
  },
};
