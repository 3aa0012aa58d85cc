import type { HeaderValues } from '@novita-fleet/resilience';

/** Methods that a client sends. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP exchange. */
export interface TransportRequest {
  readonly method: HttpMethod;
  /** Path and query, from the first slash. */
  readonly target: string;
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body: string | undefined;
  /** Time for the whole exchange in milliseconds; `Infinity` for none. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderValues;
  readonly body: Buffer;
}

/** Carries requests to one origin. */
export interface Transport {
  /**
   * Sends one request and reads the whole answer, whatever its status.
   *
   * @throws ConnectionError when the connection cannot be made or is lost.
   * @throws AttemptTimeoutError when the answer is not complete in time.
   * @throws AbortedError when the signal is aborted.
   * @throws DecodeError when the answer is larger than allowed.
   * @throws ClientClosedError when the transport is closed.
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Lets exchanges under way finish, then closes the connections. */
  close(): Promise<void>;
}
