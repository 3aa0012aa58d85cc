import type { Clock } from '@novita-fleet/resilience';
import type { FastifyReply } from 'fastify';
import { ProblemError } from './problem.js';

const WINDOW_MS = 60_000;

/** Callers that are remembered at most; beyond that the one whose minute began first is forgotten. */
const MAX_CALLERS = 10_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/**
 * Counts the requests of each caller by the minute; a minute begins with the first request after the one before. It
 * counts what this process gets: of several that share a database each has its own.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  /** By caller, in the order in which their minutes end. */
  readonly #windows = new Map<string, Window>();

  /** @param options.perMinute - requests a minute of one caller. */
  constructor(options: { perMinute: number; clock: Clock }) {
    this.#perMinute = options.perMinute;
    this.#clock = options.clock;
  }

  /**
   * Counts a request and says in the headers of its answer what is left.
   *
   * @throws ProblemError `rate_limited` when nothing is left; `Retry-After` tells when there will be.
   */
  count(caller: string, reply: FastifyReply): void {
    const window = this.#windowOf(caller);
    window.count += 1;
    const left = Math.max(this.#perMinute - window.count, 0);
    const resetS = Math.max(Math.ceil((window.endsAt - this.#clock.monotonic()) / 1_000), 1);
    // draft-ietf-httpapi-ratelimit-headers: q requests in w seconds; r are left, for t seconds more.
    reply.header('ratelimit-policy', `"minute";q=${this.#perMinute};w=${WINDOW_MS / 1_000}`);
    reply.header('ratelimit', `"minute";r=${left};t=${resetS}`);
    if (window.count <= this.#perMinute) return;
    reply.header('retry-after', resetS);
    throw new ProblemError('rate_limited', `More than ${this.#perMinute} requests in a minute; wait ${resetS} s.`);
  }

  #windowOf(caller: string): Window {
    const now = this.#clock.monotonic();
    const known = this.#windows.get(caller);
    if (known !== undefined && known.endsAt > now) return known;
    for (const [name, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size < MAX_CALLERS) break;
      this.#windows.delete(name);
    }
    const fresh = { endsAt: now + WINDOW_MS, count: 0 };
    this.#windows.set(caller, fresh);
    return fresh;
  }
}

/** Whom an address stands for: with IPv6 a network of 64 bits is one household. */
export function callerAt(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::', 2) ?? [];
  const start = head === '' ? [] : head.split(':');
  const end = tail === '' ? [] : tail.split(':');
  const missing = Array.from({ length: Math.max(8 - start.length - end.length, 0) }, () => '0');
  return [...start, ...missing, ...end].slice(0, 4).join(':');
}
