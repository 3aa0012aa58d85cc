import type { Fields } from '../fields.js';
import type { Answer, Outcome } from '../http/answer.js';

/** What a fault does to one request. Plans of several faults add up. */
export interface FaultPlan {
  /** The caller gets this, and the request has no effect. */
  readonly instead?: Outcome;
  /** The request has its effect; the caller gets this for the true answer. */
  readonly afterwards?: (answer: Answer) => Outcome;
  /** Holds the answer back, in real milliseconds, after the effect. */
  readonly delayMs?: number;
}

/** A kind of fault: how its parameters are read, and what it does. One file each. */
export interface FaultKind {
  readonly kind: string;
  /**
   * Reads the parameters of the kind.
   *
   * @throws FieldError naming a parameter that is missing or wrong.
   */
  readonly plan: (fields: Fields) => FaultPlan;
}
