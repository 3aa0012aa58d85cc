import type { Clock, Timer } from '@novita-fleet/resilience';
import {
  isWanted,
  listPositioned,
  positionRange,
  type EventFilter,
  type PositionedEvent,
} from '../store/event-positions.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';

/** How often the store is looked at for events of other processes, in milliseconds. */
const LOOK_MS = 500;

/** Events that are read from the store at a time. */
const PAGE = 100;

/** Newest events that are kept for all readers together. */
const RECENT = 1_000;

/** What a reader gets next. */
export interface Page {
  readonly events: readonly PositionedEvent[];
  /** Every event that the reader wants up to this position is in this page or one before. */
  readonly upTo: number;
}

/**
 * Tells readers of new events, in their order. There is one look at the store for all readers together: at a commit of
 * this process, and paced, for those of others. Readers that keep up share the newest events in memory; one that is
 * behind reads pages of its own. Nothing is kept for a single reader.
 */
export class EventFeed {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #readers = new Set<() => void>();
  #recent: PositionedEvent[] = [];
  /** All events behind this position, up to `#newest`, are in `#recent`. */
  #recentAfter = 0;
  #newest = 0;
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #closed = false;

  constructor(options: { store: Store; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Readers that listen at present. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Called when events of this process have been stored. */
  committed(): void {
    if (this.#readers.size === 0 || this.#closed) return;
    this.#lookAgain = true;
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
  }

  /**
   * Calls `wake` when there may be something to read, and once at the close.
   *
   * @returns ends it.
   */
  subscribe(wake: () => void): () => void {
    this.#readers.add(wake);
    this.#schedule();
    this.committed();
    return () => {
      this.#readers.delete(wake);
      if (this.#readers.size > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
      // Nobody follows from here on, so what is kept would soon have a hole.
      this.#recent = [];
      this.#recentAfter = Infinity;
    };
  }

  /** Where a reader starts that wants what happens from now on, and the oldest event that is stored. */
  range(): Promise<{ oldest: number; newest: number }> {
    return positionRange(this.#store.db);
  }

  /** The next events of a reader that has all up to `after`. */
  async read(after: number, filter: EventFilter): Promise<Page> {
    const newest = this.#newest;
    if (after >= this.#recentAfter && after <= newest) {
      const events: PositionedEvent[] = [];
      for (const event of this.#recent) {
        if (event.position <= after || !isWanted(filter, event)) continue;
        events.push(event);
        if (events.length === PAGE) return { events, upTo: event.position };
      }
      return { events, upTo: newest };
    }
    const events = await listPositioned(this.#store.db, { after, limit: PAGE, filter });
    const last = events.at(-1)?.position ?? after;
    // What was known as the newest before this look was visible to it.
    return { events, upTo: events.length === PAGE ? last : Math.max(last, newest, after) };
  }

  /** Ends every reader. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    for (const wake of [...this.#readers]) wake();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.committed();
      if (this.#readers.size > 0 && !this.#closed) this.#schedule();
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain) {
        this.#lookAgain = false;
        if (this.#recentAfter > this.#newest || this.#newest === 0) await this.#begin();
        for (;;) {
          const events = await listPositioned(this.#store.db, { after: this.#newest, limit: PAGE });
          if (events.length === 0) break;
          this.#keep(events);
          for (const wake of this.#readers) wake();
          if (events.length < PAGE) break;
        }
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'new events could not be read for the streams; they are looked for again');
    }
  }

  async #begin(): Promise<void> {
    const { newest } = await this.range();
    this.#recent = [];
    this.#recentAfter = newest;
    this.#newest = newest;
    for (const wake of this.#readers) wake();
  }

  #keep(events: readonly PositionedEvent[]): void {
    this.#recent.push(...events);
    this.#newest = events.at(-1)?.position ?? this.#newest;
    const removed = this.#recent.splice(0, Math.max(0, this.#recent.length - RECENT));
    this.#recentAfter = removed.at(-1)?.position ?? this.#recentAfter;
  }
}
