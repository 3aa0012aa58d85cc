import type { Catalogue } from './catalogue.js';
import type { DurationRanges } from './durations.js';
import type { EventQueue } from './event-queue.js';
import type { Quotas } from './quotas.js';

/** What the stores of account objects work with. */
export interface StoreParts {
  readonly seed: number;
  readonly catalogue: Catalogue;
  readonly durations: DurationRanges;
  readonly quotas: Quotas;
  readonly events: EventQueue;
  /** Virtual milliseconds since 1970. */
  readonly now: () => number;
}
