import { DecodeError, type NovitaClient, type RequestOptions, type ResourceClient } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';

/** How long an answer is kept that is not asked for again, such as a page of a list that has become shorter. */
const KEEP_MS = 60 * 60_000;

interface Kept {
  readonly bytes: Buffer;
  readonly answer: unknown;
  /** When it was asked for last, in milliseconds of the monotonic clock. */
  readonly at: number;
}

/**
 * A client for what is read again and again, such as the list that a sweep reads: an answer with the same bytes as the one
 * before to the same question is not decoded again, and is the very same object. To compare bytes takes a small part of
 * what decoding them does. It keeps the last answer to every question, so it is for few questions, and for reading only.
 */
export class UnchangedAnswers implements ResourceClient {
  readonly #client: Pick<NovitaClient, 'requestRaw'>;
  readonly #clock: Clock;
  /** By question, the one that was not asked for longest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(client: Pick<NovitaClient, 'requestRaw'>, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Throws as the client does; DecodeError when the answer is not JSON. */
  async request<T = unknown>(options: RequestOptions): Promise<T> {
    const question = JSON.stringify([options.path, options.query]);
    const { body: bytes, status } = await this.#client.requestRaw(options);
    const last = this.#kept.get(question);
    const answer = last?.bytes.equals(bytes) === true ? last.answer : decode(bytes, status);
    const at = this.#clock.monotonic();
    this.#kept.delete(question);
    this.#kept.set(question, { bytes, answer, at });
    for (const [old, kept] of this.#kept) {
      if (at - kept.at <= KEEP_MS) break;
      this.#kept.delete(old);
    }
    return answer as T;
  }
}

function decode(bytes: Buffer, status: number): unknown {
  try {
    return bytes.length === 0 ? undefined : (JSON.parse(bytes.toString('utf8')) as unknown);
  } catch {
    // The parser's own message quotes the answer.
    throw new DecodeError(`The answer (${status}, ${bytes.length} bytes) is not JSON`, status);
  }
}
