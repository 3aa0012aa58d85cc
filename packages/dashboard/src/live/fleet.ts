import type { Api } from '../api/api.js';
import type { FleetEvent, Instance, Schemas } from '../api/schemas.js';
import { EventConnection, type Connection, type EventSourceLike } from './event-connection.js';
import { FleetStore } from './fleet-store.js';

/** Instances of the first page, which is to be seen soon, and of all others: what the server allows. */
const FIRST_PAGE = 100;
const PAGE = 1_000;
/** Instances of one reading by ids: what the server allows. */
const BATCH = 200;

/** Events come in groups; what they name is read again this much later, together. */
const COALESCE_MS = 250;
/** Pause after a reading that failed. */
const RETRY_MS = 3_000;
/** Between readings of what changes without events. */
const REFRESH_MS = 15_000;
/** Without a stream for so long, the list is read all the same. */
const PATIENCE_MS = 1_500;
/** A tab that nobody has looked at for so long gives its connection back: a browser allows six for all tabs together. */
const REST_AFTER_MS = 30_000;
/** Changes are shown at most this often. */
const SHOW_MS = 80;

export interface FleetOptions {
  readonly api: Api;
  readonly openEvents: (url: string) => EventSourceLike;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once after a time in milliseconds, until its answer is called. */
  readonly after: (ms: number, then: () => void) => () => void;
}

/** Keeps the store of the fleet up to date: reads all once, then only what events name. */
export class Fleet {
  readonly store: FleetStore;
  readonly #options: FleetOptions;
  readonly #connection: EventConnection;
  readonly #ended = new AbortController();
  readonly #changed = new Set<string>();
  readonly #eventListeners = new Set<(event: FleetEvent) => void>();
  readonly #stateListeners = new Set<() => void>();
  readonly #timers = new Set<() => void>();
  #state: Connection = 'connecting';
  #reading: 'no' | 'yes' | 'again' = 'no';
  #isRereading = false;
  #isResting = false;
  #cancelRest: () => void = () => undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.store = new FleetStore((tell) => this.#after(SHOW_MS, tell));
    this.#connection = new EventConnection({
      open: options.openEvents,
      after: options.after,
      onEvent: (event) => this.#onEvent(event),
      onResync: () => this.reload(),
      onState: (state) => {
        this.#state = state;
        for (const listener of this.#stateListeners) listener();
      },
      // A 401 of any read ends the session.
      onRefused: () => void options.api.get('/v1/instances', { query: { limit: 1 } }).catch(() => undefined),
    });
  }

  start(): void {
    // The list is read once the stream is open, so that nothing happens unseen between the two.
    this.#connection.start();
    this.#after(PATIENCE_MS, () => {
      if (this.store.snapshot().loading.kind === 'first_page') this.reload();
    });
    this.#refreshLater();
  }

  /** Nobody sees the page now, or somebody does again. */
  setSeen(isSeen: boolean): void {
    this.#cancelRest();
    if (isSeen && this.#isResting) {
      this.#isResting = false;
      this.#connection.start();
    } else if (!isSeen) {
      this.#cancelRest = this.#options.after(REST_AFTER_MS, () => {
        this.#isResting = true;
        this.#connection.rest();
      });
    }
  }

  stop(): void {
    this.#ended.abort();
    this.#cancelRest();
    this.#connection.stop();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  readonly connection = (): Connection => this.#state;

  readonly onConnection = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  /** Tells every event from now on. */
  readonly onEvent = (listener: (event: FleetEvent) => void): (() => void) => {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  };

  /** Reads the whole list, after the present reading if there is one. */
  readonly reload = (): void => {
    if (this.#ended.signal.aborted) return;
    if (this.#reading !== 'no') {
      this.#reading = 'again';
      return;
    }
    this.#reading = 'yes';
    void this.#readList().finally(() => {
      const isAskedAgain = this.#reading === 'again';
      this.#reading = 'no';
      if (isAskedAgain) this.reload();
    });
  };

  /** Has one instance read again soon. */
  reread(id: string): void {
    this.#changed.add(id);
    if (this.#isRereading) return;
    this.#isRereading = true;
    this.#after(COALESCE_MS, () => void this.#readChanged());
  }

  #onEvent(event: FleetEvent): void {
    this.store.patch(event);
    this.reread(event.data.instanceId);
    for (const listener of this.#eventListeners) listener(event);
  }

  async #readList(): Promise<void> {
    const { api, now } = this.#options;
    const { signal } = this.#ended;
    this.store.beginList();
    try {
      let cursor: string | undefined;
      do {
        const page: Schemas['InstanceList'] = await api.get('/v1/instances', {
          query: { limit: cursor === undefined ? FIRST_PAGE : PAGE, cursor },
          signal,
        });
        this.store.put(page.data, now());
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      this.store.endList();
    } catch (error) {
      if (!signal.aborted) this.store.failList(error as Error);
    }
  }

  async #readChanged(): Promise<void> {
    const { api, now } = this.#options;
    const { signal } = this.#ended;
    const ids = [...this.#changed].slice(0, BATCH);
    for (const id of ids) this.#changed.delete(id);
    let pause = COALESCE_MS;
    try {
      const { data } = await api.get<{ data: Instance[] }>('/v1/instances', {
        query: { id: ids, limit: BATCH },
        signal,
      });
      this.store.put(data, now());
      const found = new Set(data.map(({ id }) => id));
      this.store.remove(ids.filter((id) => !found.has(id)));
    } catch {
      if (signal.aborted) return;
      for (const id of ids) this.#changed.add(id);
      pause = RETRY_MS;
    }
    this.#isRereading = this.#changed.size > 0;
    if (this.#isRereading) this.#after(pause, () => void this.#readChanged());
  }

  #refreshLater(): void {
    this.#after(REFRESH_MS, () => {
      if (this.#state === 'live') for (const id of this.store.unsettled(BATCH)) this.reread(id);
      this.#refreshLater();
    });
  }

  #after(ms: number, then: () => void): void {
    const cancel = this.#options.after(ms, () => {
      this.#timers.delete(cancel);
      then();
    });
    this.#timers.add(cancel);
  }
}
