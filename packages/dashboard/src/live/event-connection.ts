import type { FleetEvent } from '../api/schemas.js';
import { EVENT_TYPES } from './event-types.js';

/** `connecting`: for the first time. */
export type Connection = 'connecting' | 'live' | 'reconnecting';

/** The part of the browser's `EventSource` that is needed. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(
    type: string,
    listener: (event: { readonly data?: unknown; readonly lastEventId?: string }) => void,
  ): void;
  close(): void;
}

export interface EventConnectionOptions {
  readonly open: (url: string) => EventSourceLike;
  /** Calls back once after a time in milliseconds, until its answer is called. */
  readonly after: (ms: number, then: () => void) => () => void;
  readonly onEvent: (event: FleetEvent) => void;
  /** What was read before may be out of date: the connection is new, was lost, or events are gone. */
  readonly onResync: () => void;
  readonly onState: (state: Connection) => void;
  /** The server has refused the stream, perhaps because the session has ended. */
  readonly onRefused: () => void;
}

const CLOSED = 2;
/** Pause after the first refusal, doubled with each further one. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** The stream of events. The browser itself comes back after a lost connection; after a refusal we do. */
export class EventConnection {
  readonly #options: EventConnectionOptions;
  #source: EventSourceLike | null = null;
  #cancelPause: () => void = () => undefined;
  #lastId = '';
  #refusals = 0;
  #state: Connection = 'connecting';

  constructor(options: EventConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    const url = this.#lastId === '' ? '/v1/events' : `/v1/events?after=${encodeURIComponent(this.#lastId)}`;
    const source = this.#options.open(url);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#refusals = 0;
      if (this.#state === 'live') return;
      this.#enter('live');
      this.#options.onResync();
    });
    source.addEventListener('error', () => {
      this.#enter('reconnecting');
      if (source.readyState === CLOSED) this.#comeBack();
    });
    source.addEventListener('gap', () => this.#options.onResync());
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, ({ data, lastEventId = '' }) => {
        if (lastEventId !== '') this.#lastId = lastEventId;
        this.#options.onEvent(JSON.parse(String(data)) as FleetEvent);
      });
    }
  }

  /** Stops until it is started again, and what was read is out of date by then. */
  rest(): void {
    this.stop();
    this.#enter('reconnecting');
  }

  stop(): void {
    this.#cancelPause();
    this.#source?.close();
    this.#source = null;
  }

  #comeBack(): void {
    this.#source?.close();
    this.#options.onRefused();
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#refusals, MAX_PAUSE_MS);
    this.#refusals += 1;
    this.#cancelPause();
    this.#cancelPause = this.#options.after(pause, () => this.start());
  }

  #enter(state: Connection): void {
    if (this.#state === state) return;
    // What has never been live is still connecting for the first time.
    if (state === 'reconnecting' && this.#state === 'connecting' && this.#refusals === 0) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
