import { AbortListeners, DeadlineQueue, type Clock } from '@novita-fleet/resilience';
import type { Agent } from 'undici';
import { AbortedError, ClientClosedError } from '../errors/call-errors.js';
import { Exchange, type ExchangeHost } from './exchange.js';
import type { Transport, TransportRequest, TransportResponse } from './transport.js';

export interface UndiciTransportOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Largest body that is read, in bytes. */
  readonly maxResponseBytes: number;
  /** Certificate authorities to trust instead of the built-in ones, in PEM form. */
  readonly ca: string | Buffer | readonly (string | Buffer)[] | undefined;
  /** Whether any certificate is accepted. */
  readonly insecureTls: boolean;
  readonly clock: Clock;
}

/** How long an idle connection is kept unless the server names a shorter time: longer than the pause between polls. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Transport on a connection pool of its own. The timeouts of all exchanges share one timer, and an exchange without a
 * signal creates none.
 */
export class UndiciTransport implements Transport {
  readonly #origin: string;
  readonly #clock: Clock;
  readonly #agentOptions: Agent.Options;
  readonly #host: ExchangeHost;
  /** Made by the first request: until then nobody waits for undici to be loaded. */
  #agent: Agent | undefined;
  #loading: Promise<Agent> | undefined;
  #underWay = 0;
  #closing: { readonly idle: () => void } | undefined;

  constructor(options: UndiciTransportOptions) {
    this.#origin = options.origin;
    this.#clock = options.clock;
    this.#host = {
      maxResponseBytes: options.maxResponseBytes,
      deadlines: new DeadlineQueue(options.clock),
      aborts: new AbortListeners(),
      streams: new Set(),
      now: () => this.#clock.monotonic(),
      ended: () => {
        this.#underWay--;
        if (this.#underWay === 0) this.#closing?.idle();
      },
    };
    this.#agentOptions = {
      // One request at a time on a connection: with more, a lost connection would leave it open which of them ran.
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The attempt timeout covers both, without a timer for each request.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        rejectUnauthorized: !options.insecureTls,
        ...(options.ca !== undefined && { ca: options.ca as string }),
      },
    };
  }

  send(request: TransportRequest): Promise<TransportResponse> {
    const { signal, timeoutMs } = request;
    if (this.#closing !== undefined) return Promise.reject(new ClientClosedError());
    if (signal?.aborted === true) return Promise.reject(new AbortedError(false, { cause: signal.reason }));
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(request, this.#host, resolve, reject);
      this.#underWay++;
      if (signal !== undefined) this.#host.aborts.add(signal, exchange);
      if (timeoutMs !== Infinity) {
        exchange.bucket = this.#host.deadlines.add(this.#clock.monotonic() + timeoutMs, exchange);
      }
      if (this.#agent !== undefined) this.#dispatch(this.#agent, request, exchange);
      else void this.#dispatchOnceLoaded(request, exchange);
    });
  }

  async close(): Promise<void> {
    // A log may never end by itself.
    for (const stream of this.#host.streams) stream.cancel(new ClientClosedError());
    await new Promise<void>((resolve) => {
      this.#closing = { idle: resolve };
      if (this.#underWay === 0) resolve();
    });
    this.#host.deadlines.close();
    // What is left are idle connections, and requests given up while they waited for a connection.
    await (await this.#loading)?.destroy();
  }

  #dispatch(agent: Agent, request: TransportRequest, exchange: Exchange): void {
    agent.dispatch(
      {
        origin: request.origin ?? this.#origin,
        path: request.target,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
      },
      exchange,
    );
  }

  /** Timeout and signal of the exchange count meanwhile; one that has ended is taken back by itself. */
  async #dispatchOnceLoaded(request: TransportRequest, exchange: Exchange): Promise<void> {
    try {
      this.#loading ??= this.#load();
      this.#dispatch(await this.#loading, request, exchange);
    } catch (error) {
      exchange.onResponseError(undefined, error as Error);
    }
  }

  async #load(): Promise<Agent> {
    try {
      const { Agent } = await import('undici');
      return (this.#agent = new Agent(this.#agentOptions));
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }
}
