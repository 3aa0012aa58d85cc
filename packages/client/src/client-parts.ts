import {
  CircuitBreaker,
  InvalidArgumentError,
  RateLimiter,
  RetryBudget,
  exponentialBackoff,
  type CircuitBreakerState,
} from '@novita-fleet/resilience';
import { AnswerCache } from './answer-cache.js';
import type { ResolvedOptions } from './client-options.js';
import type { ErrorMap } from './error-map.js';
import { channels } from './events.js';
import { addressHeaders } from './middleware/address-headers.js';
import { attemptTimeout } from './middleware/attempt-timeout.js';
import { compose, type CallHandler } from './middleware/call.js';
import { catalogueCache } from './middleware/catalogue-cache.js';
import { circuitBreaker } from './middleware/circuit-breaker.js';
import { compressRequest } from './middleware/compress-request.js';
import { correlationId } from './middleware/correlation-id.js';
import { credentials } from './middleware/credentials.js';
import { deadline } from './middleware/deadline.js';
import { exchange } from './middleware/exchange.js';
import { observe } from './middleware/observe.js';
import { rateLimit } from './middleware/rate-limit.js';
import { retry } from './middleware/retry.js';
import { Waits } from './middleware/waits.js';
import { CallStats } from './stats/call-stats.js';
import type { Transport } from './transport/transport.js';
import { UndiciTransport } from './transport/undici-transport.js';

/** Delay before the first retry in milliseconds; it doubles with each further one. Also the pause of all calls after a bare 429. */
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** What all views of one client share: the policies, and the order in which they apply. */
export interface ClientParts {
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly breaker: CircuitBreaker;
  readonly waits: Waits;
  readonly cache: AnswerCache;
  readonly stats: CallStats;
  /** Carries out calls of the API. */
  readonly handler: CallHandler;
  /** Carries out calls to other servers: without key, rate limit and breaker, which are the API's. */
  readonly addressHandler: CallHandler;
}

/** @param client - class of the client, for messages and events. */
export function assemble(options: ResolvedOptions, client: string, mapError: ErrorMap): ClientParts {
  const { apiKey, clock, origin, logger, maxResponseBytes, maxRetryAfterMs, userAgent } = options;
  const { ca, insecureTls } = options;
  const transport = new UndiciTransport({ origin, maxResponseBytes, ca, insecureTls, clock });
  const limiter = within('rateLimit', () => new RateLimiter({ ...options.rateLimit, clock }));
  const onStateChange = (to: CircuitBreakerState, from: CircuitBreakerState): void => {
    channels.circuit.publish({ client, origin, from, to });
    logger?.warn('circuit breaker', { origin, from, to });
  };
  const breaker = within('circuitBreaker', () => {
    return new CircuitBreaker({ ...options.circuitBreaker, clock, onStateChange });
  });
  const waits = new Waits(clock);
  const stats = new CallStats(clock.now());
  const cache = new AnswerCache(options.catalogueTtlMs);
  const backoff = exponentialBackoff({
    baseMs: BASE_DELAY_MS,
    maxMs: MAX_DELAY_MS,
    jitter: 'full',
    random: options.random,
  });
  const outer = [correlationId(options.newId), observe({ client, origin, stats, logger, clock }), deadline];
  const again = retry({ backoff, budget: new RetryBudget(), maxRetryAfterMs, clock, waits, stats, logger });
  const send = exchange({ transport, mapError, maxResponseBytes, stats, clock });
  const handler = compose(
    [
      ...outer,
      catalogueCache({ apiKey, cache, waits, clock }),
      ...(options.compressAboveBytes === Infinity ? [] : [compressRequest(options.compressAboveBytes)]),
      again,
      rateLimit({ limiter, breaker, defaultPauseMs: BASE_DELAY_MS, maxPauseMs: maxRetryAfterMs, stats, clock }),
      circuitBreaker(breaker),
      credentials({ apiKey, userAgent, headers: options.headers, waits }),
      attemptTimeout(clock),
    ],
    send,
  );
  const addressHandler = compose([...outer, again, addressHeaders(userAgent), attemptTimeout(clock)], send);
  return { transport, limiter, breaker, waits, cache, stats, handler, addressHandler };
}

/** Makes a part of options that lie within an option, and names it in the error when they are out of range. */
function within<Part>(option: string, make: () => Part): Part {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const message = error.message.replace(`"${error.argument}"`, `"${option}.${error.argument}"`);
    throw new InvalidArgumentError(`${option}.${error.argument}`, message);
  }
}
