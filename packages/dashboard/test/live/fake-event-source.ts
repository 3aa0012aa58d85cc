import type { EventSourceLike } from '../../src/live/event-connection.js';

type Listener = Parameters<EventSourceLike['addEventListener']>[1];

/** An `EventSource` that a test plays. */
export class FakeEventSource implements EventSourceLike {
  readonly url: string;
  readyState = 0;
  isClosed = false;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.#tell('open', {});
  }

  /** The connection is lost; the browser comes back by itself. */
  lose(): void {
    this.readyState = 0;
    this.#tell('error', {});
  }

  /** The server refuses; the browser gives up. */
  refuse(): void {
    this.readyState = 2;
    this.#tell('error', {});
  }

  tell(type: string, data: unknown, lastEventId = ''): void {
    this.#tell(type, { data: JSON.stringify(data), lastEventId });
  }

  #tell(type: string, event: Parameters<Listener>[0]): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}
