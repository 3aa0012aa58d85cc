import type { HeaderValues } from '@novita-fleet/resilience';
import type { BodyStream } from './body-stream.js';

/** Methods that a client sends. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP exchange. */
export interface TransportRequest {
  readonly method: HttpMethod;
  /** Scheme, host and port when it is not the origin of the transport. */
  readonly origin: string | undefined;
  /** Path and query, from the first slash. */
  readonly target: string;
  /** What messages show of the target. */
  readonly path: string;
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body: string | Buffer | undefined;
  /** Time for the whole exchange in milliseconds, for a stream until its answer begins; `Infinity` for none. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Set when the body of a success is to be handed over as it comes. */
  readonly stream: StreamSettings | undefined;
}

export interface StreamSettings {
  /** Longest silence while the body is read, in milliseconds; `Infinity` for none. */
  readonly idleTimeoutMs: number;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderValues;
  /** The whole body; empty when it comes as a stream. */
  readonly body: Buffer;
  /** The body of a success whose request asked for a stream. */
  readonly stream: BodyStream | undefined;
}

/** Carries requests, in general to one origin. */
export interface Transport {
  /**
   * Sends one request and reads the whole answer, whatever its status; of a success that was asked for as a stream the
   * head only.
   *
   * @throws ConnectionError when the connection cannot be made or is lost.
   * @throws AttemptTimeoutError when the answer is not complete in time.
   * @throws AbortedError when the signal is aborted.
   * @throws DecodeError when the answer is larger than allowed.
   * @throws ClientClosedError when the transport is closed.
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Ends streams, lets other exchanges under way finish, then closes the connections. */
  close(): Promise<void>;
}
