import type { FaultKind } from './fault-plan.js';

/** Holds the answer back. The request has its effect at once, so a caller that gives up has lost its answer. */
export interface LatencyFault {
  readonly kind: 'latency';
  /** Real milliseconds, 0 to 3,600,000. */
  readonly ms: number;
}

export const latency: FaultKind = {
  kind: 'latency',
  plan: (fields) => ({ delayMs: fields.required('ms', fields.number('ms', { min: 0, max: 3_600_000 })) }),
};
