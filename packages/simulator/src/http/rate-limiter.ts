import { apiError } from './api-error.js';
import type { Answer } from './answer.js';

const WINDOW_MS = 60_000;

/** At most so many requests of one key in any virtual minute; refused ones do not count. */
export class RateLimiter {
  readonly #perMinute: number;
  readonly #tellsWhen: boolean;
  readonly #timesByKey = new Map<string, number[]>();

  /**
   * @param perMinute - requests of one key.
   * @param tellsWhen - whether a refusal carries `Retry-After`.
   */
  constructor(perMinute: number, tellsWhen: boolean) {
    this.#perMinute = perMinute;
    this.#tellsWhen = tellsWhen;
  }

  /** Counts a request. @returns the refusal when it came too soon. */
  check(key: string, nowMs: number): Answer | undefined {
    const times = this.#timesByKey.get(key) ?? [];
    this.#timesByKey.set(key, times);
    while (times[0] !== undefined && times[0] <= nowMs - WINDOW_MS) times.shift();
    const [oldest] = times;
    if (oldest === undefined || times.length < this.#perMinute) {
      times.push(nowMs);
      return undefined;
    }
    const refusal = apiError(429, 'RATE_LIMIT_EXCEEDED', `more than ${this.#perMinute} requests in a minute`);
    if (!this.#tellsWhen) return refusal;
    return { ...refusal, headers: { 'retry-after': String(Math.ceil((oldest + WINDOW_MS - nowMs) / 1000)) } };
  }
}
