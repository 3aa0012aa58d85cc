import {
  CircuitBreaker,
  RateLimiter,
  RetryBudget,
  checkKnownOptions,
  exponentialBackoff,
  type CircuitBreakerState,
  type Clock,
} from '@novita-fleet/resilience';
import {
  CALL_DEFAULT_NAMES,
  resolveCallDefaults,
  resolveOptions,
  type CallDefaults,
  type ClientOptions,
  type ResolvedOptions,
  type Surface,
} from './client-options.js';
import type { ErrorMap } from './error-map.js';
import { ClientClosedError } from './errors/call-errors.js';
import { NovitaError } from './errors/index.js';
import { channels } from './events.js';
import { attemptTimeout } from './middleware/attempt-timeout.js';
import { compose, type CallHandler } from './middleware/call.js';
import { circuitBreaker } from './middleware/circuit-breaker.js';
import { correlationId } from './middleware/correlation-id.js';
import { credentials } from './middleware/credentials.js';
import { deadline } from './middleware/deadline.js';
import { exchange } from './middleware/exchange.js';
import { observe } from './middleware/observe.js';
import { rateLimit } from './middleware/rate-limit.js';
import { retry } from './middleware/retry.js';
import { Waits } from './middleware/waits.js';
import { makeCall, type RequestOptions } from './request-options.js';
import type { Transport } from './transport/transport.js';
import { UndiciTransport } from './transport/undici-transport.js';

/** Delay before the first retry in milliseconds; it doubles with each further one. Also the pause of all calls after a bare 429. */
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** What waits for the rate limiter and what is under way. */
export interface QueueStatus {
  /** Calls that wait for the rate limiter. */
  readonly queueLength: number;
  /** Whether any call waits or is under way. */
  readonly isProcessing: boolean;
  /** Attempts under way. */
  readonly inFlight: number;
  /** End of the present pause in milliseconds since 1970, or undefined. */
  readonly pausedUntil: number | undefined;
}

/** Result of a health check. */
export interface Health {
  readonly ok: boolean;
  readonly latencyMs: number;
  readonly error?: NovitaError;
}

/** Parts that all views of one client share. */
interface Shared {
  readonly owner: string;
  readonly options: ResolvedOptions;
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly breaker: CircuitBreaker;
  readonly waits: Waits;
  readonly handler: CallHandler;
  /** Set once the client is closed or closing. */
  closing: Promise<void> | undefined;
}

/**
 * The client of one API without its methods: transport, policies, and the order in which they apply.
 *
 * @example
 * ```ts
 * import { HttpCore, mapApiError, type Surface } from '@novita-fleet/client';
 *
 * // The same policies around another API.
 * const surface: Surface = {
 *   owner: 'OtherClient',
 *   defaultBaseUrl: 'https://api.example.com',
 *   baseUrlVariable: 'OTHER_BASE_URL',
 *   apiKeyVariable: 'OTHER_API_KEY',
 *   apiKeyFileVariable: 'OTHER_API_KEY_FILE',
 * };
 * const core = HttpCore.create({ apiKey: 'secret' }, surface, mapApiError);
 * console.log(await core.request({ method: 'GET', path: '/v1/things' }));
 * await core.close();
 * ```
 */
export class HttpCore {
  readonly #shared: Shared;
  readonly #defaults: Required<CallDefaults>;

  private constructor(shared: Shared, defaults: Required<CallDefaults>) {
    this.#shared = shared;
    this.#defaults = defaults;
  }

  /**
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when there is no key.
   */
  static create(options: ClientOptions, surface: Surface, mapError: ErrorMap): HttpCore {
    const resolved = resolveOptions(options, surface);
    warnOfInsecureTls(resolved, surface.owner);
    const shared = assemble(resolved, surface.owner, mapError);
    return new HttpCore(shared, resolved);
  }

  get clock(): Clock {
    return this.#shared.options.clock;
  }

  /** Carries out a call; see the errors in `errors/index.ts`. All are thrown through the promise. */
  request<T>(options: RequestOptions): Promise<T> {
    const shared = this.#shared;
    if (shared.closing !== undefined) return Promise.reject(new ClientClosedError());
    try {
      const call = makeCall(shared.owner, options, shared.options.basePath, this.#defaults);
      return shared.handler(call) as Promise<T>;
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new TypeError('not an error', { cause: error }));
    }
  }

  /** Times one attempt of a cheap read; never throws. */
  async checkHealth(path: string, signal: AbortSignal | undefined): Promise<Health> {
    const startedAt = this.clock.monotonic();
    try {
      await this.request({ method: 'GET', path, maxRetries: 0, signal });
      return { ok: true, latencyMs: this.clock.monotonic() - startedAt };
    } catch (error) {
      const latencyMs = this.clock.monotonic() - startedAt;
      if (error instanceof NovitaError) return { ok: false, latencyMs, error };
      throw error;
    }
  }

  /** State of the circuit breaker, as a call would meet it now. */
  getCircuitBreakerState(): CircuitBreakerState {
    return this.#shared.breaker.getState();
  }

  /** What waits for the rate limiter and what is under way. */
  getQueueStatus(): QueueStatus {
    const { queueLength, inFlight, pausedUntil } = this.#shared.limiter.getStatus();
    return { queueLength, isProcessing: queueLength > 0 || inFlight > 0, inFlight, pausedUntil };
  }

  /** The same core with other limits for its calls; connections, limiter and breaker are shared. */
  withOptions(options: CallDefaults): HttpCore {
    checkKnownOptions(`${this.#shared.owner}.withOptions`, options, CALL_DEFAULT_NAMES);
    return new HttpCore(this.#shared, resolveCallDefaults(options, this.#defaults));
  }

  /** Refuses new calls, ends those that wait, lets attempts under way finish, then closes the connections. */
  close(): Promise<void> {
    const shared = this.#shared;
    shared.closing ??= closeParts(shared);
    return shared.closing;
  }
}

function closeParts(shared: Shared): Promise<void> {
  shared.waits.close();
  shared.limiter.rejectAll(new ClientClosedError());
  return shared.transport.close();
}

function assemble(options: ResolvedOptions, owner: string, mapError: ErrorMap): Shared {
  const { clock, origin, logger, maxResponseBytes, maxRetryAfterMs, random } = options;
  const transport = new UndiciTransport({
    origin,
    maxResponseBytes,
    ca: options.ca,
    insecureTls: options.insecureTls,
    clock,
  });
  const limiter = new RateLimiter({ ...options.rateLimit, clock });
  const breaker = new CircuitBreaker({
    ...options.circuitBreaker,
    clock,
    onStateChange: (to, from) => {
      channels.circuit.publish({ origin, from, to });
      logger?.warn('circuit breaker', { origin, from, to });
    },
  });
  const waits = new Waits(clock);
  const backoff = exponentialBackoff({ baseMs: BASE_DELAY_MS, maxMs: MAX_DELAY_MS, jitter: 'full', random });
  const handler = compose(
    [
      correlationId(options.newId),
      observe(logger, clock),
      deadline(clock),
      retry({ backoff, budget: new RetryBudget(), maxRetryAfterMs, clock, waits, logger }),
      rateLimit({ limiter, breaker, defaultPauseMs: BASE_DELAY_MS, maxPauseMs: maxRetryAfterMs }),
      circuitBreaker(breaker),
      credentials({ apiKey: options.apiKey, userAgent: options.userAgent, headers: options.headers, waits }),
      attemptTimeout(clock),
    ],
    exchange(transport, mapError, maxResponseBytes, clock),
  );
  return { owner, options, transport, limiter, breaker, waits, handler, closing: undefined };
}

function warnOfInsecureTls(options: ResolvedOptions, owner: string): void {
  if (!options.insecureTls) return;
  const message = `${owner}: \`insecureTls\` is on; whoever is on the way can read the API key`;
  if (options.logger === undefined) process.emitWarning(message, { code: 'NOVITA_FLEET_INSECURE_TLS' });
  else options.logger.warn(message, { origin: options.origin });
}
