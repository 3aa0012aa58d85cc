/** What a listener is told about a request to the cloud. */
export interface RequestInfo {
  /** The route as faults name it, such as `POST /gpu-instance/openapi/v1/gpu/instance/create`. */
  readonly route: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** `received`: read in full, nothing has happened yet. `answered`: the effect is done, nothing is sent yet. */
  readonly phase: 'received' | 'answered';
  /** With `answered`: the HTTP status about to be sent; null when the connection will be reset instead. */
  readonly status?: number | null;
}

export type RequestListener = (info: RequestInfo) => void;

/** Listeners that are called in the middle of a request, synchronously. They must not throw. */
export class RequestListeners {
  readonly #listeners = new Set<RequestListener>();

  /** @returns what removes the listener. */
  add(listener: RequestListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(info: RequestInfo): void {
    for (const listener of [...this.#listeners]) listener(info);
  }
}
