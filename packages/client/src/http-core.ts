import { checkKnownOptions, type CircuitBreakerState, type Clock } from '@novita-fleet/resilience';
import { assemble, type ClientParts } from './client-parts.js';
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
import { Call, type CallSettings } from './middleware/call.js';
import type { RawResponse } from './raw-response.js';
import { settingsFor, settingsOf, type CallKind, type CallOptions, type RequestOptions } from './request-options.js';
import { requestIdOf } from './response-info.js';
import { ResponseStream } from './response-stream.js';
import type { ClientStats } from './stats/client-stats.js';
import type { HttpMethod } from './transport/transport.js';
import { streamSettingsOf, type StreamOptions } from './stream-options.js';

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
  /** How long the call took, in milliseconds. */
  readonly latencyMs: number;
  readonly error?: NovitaError;
}

/** Parts that all views of one client share. */
interface Shared extends ClientParts {
  readonly client: string;
  readonly options: ResolvedOptions;
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
 * const surface: Surface = {
 *   owner: 'MyClient',
 *   defaultBaseUrl: 'https://api.example.com',
 *   baseUrlVariable: 'MY_URL',
 *   apiKeyVariable: 'MY_KEY',
 *   apiKeyFileVariable: 'MY_KEY_FILE',
 * };
 * const core = HttpCore.create({ apiKey: 'sk_example' }, surface, mapApiError);
 * console.log(core.getQueueStatus().queueLength); // 0
 * await core.close();
 * ```
 */
export class HttpCore {
  readonly #shared: Shared;
  readonly #defaults: Required<CallDefaults>;
  readonly #json: CallKind;
  readonly #bytes: CallKind;
  readonly #stream: CallKind;

  private constructor(shared: Shared, defaults: Required<CallDefaults>) {
    const { basePath } = shared.options;
    this.#shared = shared;
    this.#defaults = defaults;
    this.#json = { owner: `${shared.client}.request`, basePath, defaults, format: 'json' };
    this.#bytes = { owner: `${shared.client}.requestRaw`, basePath, defaults, format: 'bytes' };
    this.#stream = { owner: `${shared.client}.stream`, basePath, defaults, format: 'stream' };
  }

  /**
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when there is no key.
   */
  static create(options: ClientOptions, surface: Surface, mapError: ErrorMap): HttpCore {
    const resolved = resolveOptions(options, surface);
    warnOfInsecureTls(resolved, surface.owner);
    const parts = assemble(resolved, surface.owner, mapError);
    return new HttpCore({ ...parts, client: surface.owner, options: resolved, closing: undefined }, resolved);
  }

  get clock(): Clock {
    return this.#shared.options.clock;
  }

  /** Carries out a call; see the errors in `errors/index.ts`. All are thrown through the promise. */
  request<T>(options: RequestOptions): Promise<T> {
    return this.#carryOut(() => settingsOf(options, this.#json)) as Promise<T>;
  }

  /** Like `request`, with method, path and body apart from the other options. */
  call<T>(method: HttpMethod, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.#carryOut(() => settingsFor(method, path, body, options, this.#json)) as Promise<T>;
  }

  /** Carries out a call and hands over the bytes of its answer. */
  async requestRaw(options: RequestOptions): Promise<RawResponse> {
    const call = new Call(settingsOf(options, this.#bytes));
    await this.#send(call);
    const { status, headers, body } = call.response;
    const durationMs = this.clock.monotonic() - call.startedAt;
    return { status, headers, body, ...identityOf(call), durationMs };
  }

  /** Carries out a call and hands over its answer as it comes. */
  async stream(options: StreamOptions): Promise<ResponseStream> {
    const settings = streamSettingsOf(options, this.#stream, this.#shared.options.origin);
    const call = new Call(settings);
    await this.#send(call);
    const { status, headers, stream } = call.response;
    if (stream === undefined) throw new TypeError('the transport has opened no stream');
    return new ResponseStream({ status, headers, body: stream, ...identityOf(call) });
  }

  /** Times one attempt of a cheap read; never throws. */
  async checkHealth(path: string, signal: AbortSignal | undefined): Promise<Health> {
    const startedAt = this.clock.monotonic();
    try {
      await this.request({ method: 'GET', path, route: path, maxRetries: 0, signal });
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

  /** What all views of this client have done together. */
  stats(): ClientStats {
    const { stats, cache, limiter, breaker } = this.#shared;
    const counted = stats.snapshot();
    return {
      ...counted,
      catalogue: { ...counted.catalogue, entries: cache.size },
      limiter: limiter.getStatus(),
      circuitBreaker: breaker.getState(),
    };
  }

  /** The same core with other limits for its calls; connections, limiter and breaker are shared. */
  withOptions(options: CallDefaults): HttpCore {
    checkKnownOptions(`${this.#shared.client}.withOptions`, options, CALL_DEFAULT_NAMES);
    return new HttpCore(this.#shared, resolveCallDefaults(options, this.#defaults));
  }

  /** Refuses new calls, ends those that wait and streams, lets attempts under way finish, then closes the connections. */
  close(): Promise<void> {
    const shared = this.#shared;
    shared.closing ??= closeParts(shared);
    return shared.closing;
  }

  #carryOut(settings: () => CallSettings): Promise<unknown> {
    try {
      return this.#send(new Call(settings()));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new TypeError('not an error', { cause: error }));
    }
  }

  #send(call: Call): Promise<unknown> {
    const { closing, handler, addressHandler } = this.#shared;
    if (closing !== undefined) return Promise.reject(new ClientClosedError());
    return call.settings.origin === undefined ? handler(call) : addressHandler(call);
  }
}

function identityOf(call: Call) {
  const { correlationId, attempts } = call;
  return { requestId: requestIdOf(call.response.headers), correlationId, attempts };
}

function closeParts(shared: Shared): Promise<void> {
  shared.waits.close();
  shared.limiter.rejectAll(new ClientClosedError());
  return shared.transport.close();
}

function warnOfInsecureTls(options: ResolvedOptions, client: string): void {
  if (!options.insecureTls) return;
  const message = `${client}: \`insecureTls\` is on; whoever is on the way can read the API key`;
  if (options.logger === undefined) process.emitWarning(message, { code: 'NOVITA_FLEET_INSECURE_TLS' });
  else options.logger.warn(message, { origin: options.origin });
}
