import { NovitaError } from '@novita-fleet/resilience';

/**
 * The connection could not be made or was lost.
 *
 * @example
 * ```ts
 * import { ConnectionError, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient({ baseUrl: 'http://127.0.0.1:9', apiKey: 'sk_test', maxRetries: 0 });
 * try {
 *   await client.get('/');
 * } catch (error) {
 *   if (error instanceof ConnectionError) console.log(error.requestSent); // → false
 * }
 * ```
 */
export class ConnectionError extends NovitaError {
  static override readonly brand: string = 'ConnectionError';
  override readonly name: string = 'ConnectionError';
  /** Whether the request was put on the wire, so that it may have taken effect. */
  readonly requestSent: boolean;

  constructor(message: string, requestSent: boolean, options?: ErrorOptions) {
    super('connection_failed', message, options);
    this.requestSent = requestSent;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent };
  }
}

/**
 * One attempt got no full answer in time.
 *
 * @example
 * ```ts
 * import { AttemptTimeoutError, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const path = '/gpu-instance/openapi/v1/gpu/instances?pageNum=1&pageSize=1000';
 * const answer = await client.get(path, { timeoutMs: 2_000, maxRetries: 0 }).catch((error: unknown) => {
 *   if (error instanceof AttemptTimeoutError) return client.get(path, { timeoutMs: 10 * error.timeoutMs });
 *   throw error;
 * });
 * console.log(answer);
 * ```
 */
export class AttemptTimeoutError extends NovitaError {
  static override readonly brand: string = 'AttemptTimeoutError';
  override readonly name: string = 'AttemptTimeoutError';
  /** Whether the request was put on the wire, so that it may have taken effect. */
  readonly requestSent: boolean;
  /** The time that the attempt had, in milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, requestSent: boolean, timeoutMs: number) {
    super('attempt_timeout', message);
    this.requestSent = requestSent;
    this.timeoutMs = timeoutMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent, timeoutMs: this.timeoutMs };
  }
}

/**
 * The answer could not be read: not JSON, cut short, too large, or packed in a way that is not known.
 *
 * @example
 * ```ts
 * import { DecodeError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * try {
 *   await new NovitaApiService(client).templates.list();
 * } catch (error) {
 *   if (!(error instanceof DecodeError)) throw error;
 *   console.log(`answered with ${error.status} by something that is not the API`);
 * }
 * ```
 */
export class DecodeError extends NovitaError {
  static override readonly brand: string = 'DecodeError';
  override readonly name: string = 'DecodeError';
  /** HTTP status of the answer. A 2xx means that the call has taken effect although its answer is lost. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super('decode_failed', message, options);
    this.status = status;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status };
  }
}
