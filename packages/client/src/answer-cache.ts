import type { TransportResponse } from './transport/transport.js';

/** An answer that is kept, and the key under which it was given. */
export interface KeptAnswer {
  readonly response: TransportResponse;
  /** The API key, to be masked in what is told of the answer. */
  readonly secret: string;
}

interface Entry extends KeptAnswer {
  /** In milliseconds of a monotonic clock. */
  readonly until: number;
}

/** Answers kept at most, and the bytes of all their bodies. */
const MAX_ENTRIES = 100;
const MAX_BYTES = 4 * 1024 * 1024;

/** Answers that are kept for a while, in bounded memory. The oldest go first; no timer is needed. */
export class AnswerCache {
  readonly #ttlMs: number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  /** @param ttlMs - how long an answer is kept, in milliseconds; 0 keeps none. */
  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** @param now - in milliseconds of a monotonic clock. */
  get(key: string, now: number): KeptAnswer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || now < entry.until) return entry;
    this.#delete(key, entry);
    return undefined;
  }

  put(key: string, answer: KeptAnswer, now: number): void {
    const { length } = answer.response.body;
    if (this.#ttlMs === 0 || length > MAX_BYTES) return;
    const before = this.#entries.get(key);
    if (before !== undefined) this.#delete(key, before);
    this.#entries.set(key, { ...answer, until: now + this.#ttlMs });
    this.#bytes += length;
    // All live equally long, so the first are the oldest.
    for (const [oldest, entry] of this.#entries) {
      if (entry.until > now && this.#entries.size <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) break;
      this.#delete(oldest, entry);
    }
  }

  #delete(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= entry.response.body.length;
  }
}
