import type { HeaderValues } from '@novita-fleet/resilience';
import { DecodeError } from './errors/transport-errors.js';
import { linesOf } from './stream-lines.js';
import type { BodyStream } from './transport/body-stream.js';
import { unpackChunks } from './transport/content-encoding.js';

/** What a `ResponseStream` is made of. */
export interface ResponseStreamParts {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly requestId: string | undefined;
  readonly correlationId: string;
  readonly attempts: number;
  readonly body: BodyStream;
}

/**
 * An answer whose body is read as it comes, by one reader, once.
 *
 * No more is read from the connection than the reader takes, 64 KiB apart. Leaving the loop, `close()` and
 * `await using` give the connection up; one of them is needed when the body is not read to its end, because an open
 * answer keeps its connection. The loop throws an `AbortedError` when the signal of the call is aborted, an
 * `AttemptTimeoutError` after `idleTimeoutMs` of silence, a `ConnectionError` when the connection is lost, a
 * `DecodeError` when a packed body is damaged, and a `ClientClosedError` when the client is closed. What has begun is
 * never sent again.
 *
 * @example
 * ```ts
 * import { NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * await using answer = await client.stream({ path: '/gpu-instance/openapi/v1/products' });
 * let bytes = 0;
 * for await (const chunk of answer) bytes += chunk.length;
 * console.log(answer.status, bytes);
 * ```
 */
export class ResponseStream implements AsyncIterable<Uint8Array>, AsyncDisposable {
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** Names in lower case; a header that came several times is a list. Not redacted. */
  readonly headers: HeaderValues;
  /** The id that the API gave to the request, where it gave one. */
  readonly requestId: string | undefined;
  /** The id that the client gave to the call. */
  readonly correlationId: string;
  /** How often the call was sent until an answer began. */
  readonly attempts: number;
  readonly #body: BodyStream;

  constructor(parts: ResponseStreamParts) {
    this.status = parts.status;
    this.headers = parts.headers;
    this.requestId = parts.requestId;
    this.correlationId = parts.correlationId;
    this.attempts = parts.attempts;
    this.#body = parts.body;
  }

  /** The body piece by piece, its content encoding undone. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const encoding = this.headers['content-encoding'];
    if (encoding === undefined) {
      yield* this.#body;
      return;
    }
    const names = typeof encoding === 'string' ? encoding : encoding.join(',');
    try {
      yield* unpackChunks(this.#body, names, (error) => this.#damaged(error));
    } finally {
      this.#body.cancel();
    }
  }

  /**
   * The body as lines of UTF-8 text, without their ends. A line of more than 65,536 characters comes in parts.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const address = 'https://logs.example.com/instance?token=of-the-answer';
   * const log = await client.stream({ url: address, idleTimeoutMs: Infinity });
   * for await (const line of log.lines()) {
   *   console.log(line);
   *   if (line.includes('ready')) break; // gives the connection up
   * }
   * ```
   */
  lines(): AsyncGenerator<string, void, undefined> {
    return linesOf(this);
  }

  /**
   * Gives the rest of the body and its connection up. A loop over it ends. Has no effect at the end of the body.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const answer = await client.stream({ path: '/gpu-instance/openapi/v1/products' });
   * answer.close(); // only the status was of interest
   * ```
   */
  close(): void {
    this.#body.cancel();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  #damaged(error: unknown): DecodeError {
    const why = error instanceof Error ? error.message : 'unknown error';
    return new DecodeError(`The answer (${this.status}) cannot be unpacked: ${why}`, this.status, { cause: error });
  }
}
