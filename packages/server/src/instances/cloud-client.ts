import type { RequestOptions, ResourceClient } from '@novita-fleet/client';
import { NovitaError, type Clock } from '@novita-fleet/resilience';
import type { CallContexts } from '../telemetry/call-context.js';
import type { Log } from '../telemetry/log.js';

/**
 * The client of the cloud as the server uses it: a call carries the correlation id of whoever asked for it, is told in
 * the log, and ends when the server must stop.
 */
export class CloudClient implements ResourceClient {
  readonly #client: ResourceClient;
  readonly #contexts: CallContexts;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #signal: AbortSignal;

  /** @param options.signal - aborts the calls that are under way, and all later ones. */
  constructor(options: {
    client: ResourceClient;
    contexts: CallContexts;
    clock: Clock;
    log: Log;
    signal: AbortSignal;
  }) {
    this.#client = options.client;
    this.#contexts = options.contexts;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#signal = options.signal;
  }

  async request<T = unknown>(options: RequestOptions): Promise<T> {
    const correlationId = this.#contexts.current?.correlationId;
    const began = this.#clock.monotonic();
    let outcome = 'success';
    try {
      return await this.#client.request<T>({
        ...options,
        signal: this.#signal,
        ...(correlationId === undefined ? {} : { correlationId }),
      });
    } catch (error) {
      outcome = error instanceof NovitaError ? error.code : 'unknown_error';
      throw error;
    } finally {
      const { method, route = options.path } = options;
      const fields = { method, route, outcome, durationMs: Math.round(this.#clock.monotonic() - began) };
      // Looks are many and change nothing.
      if (method === 'GET') this.#log.debug(fields, 'cloud asked');
      else this.#log.info(fields, 'cloud called');
    }
  }
}
