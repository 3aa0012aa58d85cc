import { NovitaError } from '@novita-fleet/resilience';

/**
 * The call did not succeed before its total deadline. `cause` holds the last failure, where there was one.
 *
 * @example
 * ```ts
 * import { DeadlineExceededError, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * try {
 *   await client.get('/gpu-instance/openapi/v1/clusters', { deadlineMs: 2_000 });
 * } catch (error) {
 *   if (!(error instanceof DeadlineExceededError)) throw error;
 *   console.log('the last failure was', error.cause);
 * }
 * ```
 */
export class DeadlineExceededError extends NovitaError {
  static override readonly brand: string = 'DeadlineExceededError';
  override readonly name: string = 'DeadlineExceededError';
  /** Whether an attempt was put on the wire whose result is not known, so that the call may have taken effect. */
  readonly requestSent: boolean;
  /** Milliseconds after which a new call may succeed, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, requestSent: boolean, retryAfterMs?: number, options?: ErrorOptions) {
    super('deadline_exceeded', message, options);
    this.requestSent = requestSent;
    this.retryAfterMs = retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent, retryAfterMs: this.retryAfterMs };
  }
}

/**
 * The caller aborted the call. `cause` holds the reason of the signal.
 *
 * @example
 * ```ts
 * import { AbortedError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const stop = new AbortController();
 * process.once('SIGINT', () => stop.abort());
 * await using client = new NovitaClient();
 * try {
 *   await new NovitaApiService(client).products.list({}, { signal: stop.signal });
 * } catch (error) {
 *   if (!(error instanceof AbortedError)) throw error;
 *   console.log(error.requestSent ? 'ended while it ran' : 'ended before it was sent');
 * }
 * ```
 */
export class AbortedError extends NovitaError {
  static override readonly brand: string = 'AbortedError';
  override readonly name: string = 'AbortedError';
  /** Whether an attempt was put on the wire whose result is not known, so that the call may have taken effect. */
  readonly requestSent: boolean;

  constructor(requestSent: boolean, options?: ErrorOptions) {
    super('aborted', 'The caller aborted the call', options);
    this.requestSent = requestSent;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent };
  }
}

/**
 * The client was used after `close()`, or closed while the call waited.
 *
 * @example
 * ```ts
 * import { ClientClosedError, NovitaClient } from '@novita-fleet/client';
 *
 * const client = new NovitaClient({ apiKey: 'sk_test' });
 * await client.close();
 * await client.get('/gpu-instance/openapi/v1/clusters').catch((error: unknown) => {
 *   console.log(error instanceof ClientClosedError); // → true
 * });
 * ```
 */
export class ClientClosedError extends NovitaError {
  static override readonly brand: string = 'ClientClosedError';
  override readonly name: string = 'ClientClosedError';

  constructor(options?: ErrorOptions) {
    super('client_closed', 'The client is closed', options);
  }
}

/**
 * No API key was given, or the function that gives it failed. Nothing was sent.
 *
 * @example
 * ```ts
 * import { MissingApiKeyError, NovitaClient } from '@novita-fleet/client';
 *
 * try {
 *   await new NovitaClient({ env: {} }).close();
 * } catch (error) {
 *   console.log(error instanceof MissingApiKeyError); // → true
 * }
 * ```
 */
export class MissingApiKeyError extends NovitaError {
  static override readonly brand: string = 'MissingApiKeyError';
  override readonly name: string = 'MissingApiKeyError';

  constructor(message: string, options?: ErrorOptions) {
    super('missing_api_key', message, options);
  }
}
