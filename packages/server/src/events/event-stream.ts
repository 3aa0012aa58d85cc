import { Readable } from 'node:stream';
import type { Clock, Timer } from '@novita-fleet/resilience';
import type { EventFilter, PositionedEvent } from '../store/event-positions.js';
import type { Log } from '../telemetry/log.js';
import type { EventFeed } from './event-feed.js';

/** How a stream of events is sent. */
export interface EventStreamOptions {
  feed: EventFeed;
  clock: Clock;
  log: Log;
  filter: EventFilter;
  /** Position up to which the reader has everything. */
  after: number;
  /** Sent before all else. */
  preamble: string;
  /** Milliseconds between signs of life. */
  heartbeatMs: number;
  /** Whether the reader may still read; asked before each sign of life. */
  mayGoOn: () => Promise<boolean>;
  /** How long a reader may take nothing although something waits for it, in milliseconds. */
  stallMs: number;
}

/**
 * Events as text for one reader (WHATWG HTML, server-sent events). It is pulled: when the reader takes nothing, nothing
 * is read for it, so that what waits for it is one page at most. A reader that takes nothing for long is cut off; it
 * goes on later by the id of the last event that it got.
 */
export class EventStream extends Readable {
  readonly #options: EventStreamOptions;
  readonly #unsubscribe: () => void;
  #waiting: PositionedEvent[] = [];
  /** All up to here is read, and in the stream or in `#waiting`. */
  #read: number;
  /** All up to here is in the stream. */
  #sent: number;
  #isWanted = false;
  #isFilling = false;
  #isAskedAgain = false;
  #heartbeat: Timer | undefined;
  #stall: Timer | undefined;

  constructor(options: EventStreamOptions) {
    super({ encoding: 'utf8' });
    this.#options = options;
    this.#read = options.after;
    this.#sent = options.after;
    // The id lets a reader that never gets an event go on from here. Without data it makes no message.
    this.push(`${options.preamble}retry: 1000\nid: ${options.after}\n\n`);
    this.#unsubscribe = options.feed.subscribe(() => void this.#fill());
    this.#beat();
  }

  override _read(): void {
    this.#isWanted = true;
    this.#stall?.cancel();
    this.#stall = undefined;
    void this.#fill();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#unsubscribe();
    this.#heartbeat?.cancel();
    this.#stall?.cancel();
    done(error);
  }

  async #fill(): Promise<void> {
    this.#isAskedAgain = true;
    if (this.#isFilling) return;
    this.#isFilling = true;
    try {
      while (this.#isAskedAgain && !this.destroyed) {
        this.#isAskedAgain = false;
        await this.#fillOnce();
      }
    } catch (error) {
      // The reader comes back; by then the store may answer again.
      this.#options.log.warn({ err: error }, 'events could not be read for a stream');
      this.destroy();
    } finally {
      this.#isFilling = false;
    }
  }

  async #fillOnce(): Promise<void> {
    const { feed, filter } = this.#options;
    while (this.#isWanted && !this.destroyed) {
      if (feed.isClosed) {
        this.push(null);
        this.#isWanted = false;
        return;
      }
      if (this.#waiting.length === 0) {
        const from = this.#read;
        const { events, upTo } = await feed.read(from, filter);
        this.#read = upTo;
        this.#waiting = [...events];
        if (events.length === 0) {
          this.#sent = upTo;
          return;
        }
      }
      const event = this.#waiting.shift();
      if (event === undefined) continue;
      this.#sent = this.#waiting.length === 0 ? this.#read : event.position;
      this.#send(`id: ${event.position}\nevent: ${event.type}\ndata: ${event.body}\n\n`);
    }
    if (feed.isClosed) this.push(null);
  }

  #send(text: string): void {
    if (this.push(text)) return;
    this.#isWanted = false;
    this.#stall ??= this.#options.clock.setTimeout(() => {
      this.#options.log.warn({ position: this.#sent }, 'a reader of events is too slow and was cut off');
      this.destroy();
    }, this.#options.stallMs);
  }

  #beat(): void {
    this.#heartbeat = this.#options.clock.setTimeout(() => void this.#live(), this.#options.heartbeatMs);
  }

  async #live(): Promise<void> {
    // When the store does not answer now, it is asked again with the next sign of life.
    const mayGoOn = await this.#options.mayGoOn().catch(() => true);
    if (this.destroyed) return;
    if (!mayGoOn) {
      this.destroy();
      return;
    }
    // One that takes nothing gets no signs of life either: they would pile up. The id spares a reader with a narrow
    // filter a long way when it comes back.
    if (this.#isWanted && !this.#options.feed.isClosed) this.#send(`: alive\nid: ${this.#sent}\n\n`);
    this.#beat();
  }
}
