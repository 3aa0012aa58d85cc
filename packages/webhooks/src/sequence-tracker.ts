import { checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import type { WebhookEvent } from './event.js';

/**
 * Where an event stands among those of its instance that came before.
 *
 * - `next`: the one that was due.
 * - `gap`: events are missing before it: `missing` says which, the last ones when there are many. They come later, or were
 *   given up by the sender.
 * - `late`: a newer one came before it; what it says of the state is old news. `filled` is true when it was missing, and
 *   false when it came before.
 * - `first`: the first of its instance that is seen here. When its number is not 1, earlier ones went elsewhere.
 * - `unnumbered`: it is about no instance.
 */
export type SequencePosition =
  | { readonly kind: 'first' }
  | { readonly kind: 'next' }
  | {
      readonly kind: 'gap';
      /** Sequence numbers: the number of each missing event, at most the last 100. */
      readonly missing: readonly number[];
      readonly missingCount: number;
    }
  | { readonly kind: 'late'; readonly filled: boolean }
  | { readonly kind: 'unnumbered' };

/** How much is remembered. */
export interface SequenceTrackerOptions {
  /** How many instances are remembered; beyond it the one that was silent longest is forgotten. Default 10000. */
  readonly maxInstances?: number;
}

/** How many missing numbers are remembered for an instance: the last ones. */
const MAX_MISSING = 100;

interface Seen {
  highest: number;
  readonly missing: Set<number>;
}

/**
 * Tells gaps and late events. The fleet server sends the events of an instance in order, but one that it gives up leaves
 * a gap, and one that somebody sends again comes late.
 *
 * It remembers in the memory of this process; where the state of an instance is stored, comparing `event.sequence` with
 * the number stored beside it does the same for good.
 *
 * @example
 * ```ts
 * import { SequenceTracker, type SequencePosition, type SequenceTrackerOptions } from '@novita-fleet/webhooks';
 *
 * const options: SequenceTrackerOptions = { maxInstances: 1_000 };
 * const tracker = new SequenceTracker(options);
 * const at = (sequence: number): SequencePosition => tracker.place({ sequence, data: { instanceId: 'inst_1' } });
 * console.log(at(1).kind, at(2).kind, at(5), at(3)); // → first next { kind: 'gap', missing: [ 3, 4 ], missingCount: 2 } { kind: 'late', filled: true }
 * ```
 */
export class SequenceTracker {
  readonly #maxInstances: number;
  /** By instance, the one that was silent longest first. */
  readonly #seen = new Map<string, Seen>();

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: SequenceTrackerOptions = {}) {
    checkKnownOptions('SequenceTracker', options, ['maxInstances']);
    this.#maxInstances = checkNumber('maxInstances', options.maxInstances ?? 10_000, { min: 1, integer: true });
  }

  /** Says where an event stands, and remembers it. Call it once for each event, in `onEvent`. */
  place({
    sequence,
    data,
  }: Pick<WebhookEvent, 'sequence'> & { readonly data: Pick<WebhookEvent['data'], 'instanceId'> }): SequencePosition {
    const { instanceId } = data;
    if (sequence === 0 || instanceId === '') return { kind: 'unnumbered' };
    const seen = this.#seen.get(instanceId);
    this.#seen.delete(instanceId);
    this.#seen.set(instanceId, seen ?? { highest: sequence, missing: new Set() });
    if (seen === undefined) {
      for (const oldest of this.#seen.keys()) {
        if (this.#seen.size <= this.#maxInstances) break;
        this.#seen.delete(oldest);
      }
      return { kind: 'first' };
    }
    if (sequence <= seen.highest) return { kind: 'late', filled: seen.missing.delete(sequence) };
    const missingCount = sequence - seen.highest - 1;
    const missing: number[] = [];
    for (let number = Math.max(seen.highest + 1, sequence - MAX_MISSING); number < sequence; number += 1) {
      missing.push(number);
      seen.missing.add(number);
    }
    for (const oldest of seen.missing) {
      if (seen.missing.size <= MAX_MISSING) break;
      seen.missing.delete(oldest);
    }
    seen.highest = sequence;
    return missingCount === 0 ? { kind: 'next' } : { kind: 'gap', missing, missingCount };
  }
}
