import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { PRICE_SCALE, type ErrorEvent, type NovitaClient, type RetryEvent } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';
import type { EventFeed } from '../events/event-feed.js';
import type { Instance } from '../lifecycle/instance.js';
import { countStates, outboxState } from '../store/counts.js';
import type { Store } from '../store/store.js';
import { readSweep } from '../store/sweeps.js';
import { MetricRegistry } from './metric-registry.js';
import { METRICS } from './metrics.js';

/** What a scrape reads. */
export interface Sources {
  store: Store;
  client: NovitaClient;
  eventFeed: EventFeed;
}

/** Measures the server: some as it happens, the rest when it is asked for. */
export class FleetMetrics {
  readonly #registry = new MetricRegistry(METRICS);
  readonly #clock: Clock;
  readonly #lag: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });
  readonly #onFailure = (event: unknown): void => this.#cloudFailed(event as RetryEvent | ErrorEvent);

  constructor(options: { clock: Clock; version: string; store: 'sqlite' | 'postgres' }) {
    this.#clock = options.clock;
    this.#registry.set('novita_fleet_info', 1, { version: options.version, store: options.store });
    for (const name of ['novita_fleet_cloud_rate_limited_total', 'novita_fleet_stray_deletions_total']) {
      this.#registry.set(name, 0);
    }
    for (const outcome of ['delivered', 'failed', 'dead']) {
      this.#registry.set('novita_fleet_webhook_attempts_total', 0, { outcome });
    }
    this.#lag.enable();
    subscribe('novita-fleet:retry', this.#onFailure);
    subscribe('novita-fleet:error', this.#onFailure);
  }

  /** Notes what a change of an instance ends. @param now - milliseconds since 1970. */
  changed(before: Instance, after: Instance, now: number): void {
    const { phase } = before;
    if (phase !== null && phase.name !== after.phase?.name) {
      const seconds = (now - phase.since) / 1_000;
      this.#registry.observe('novita_fleet_phase_duration_seconds', seconds, { phase: phase.name });
    }
    if (!before.wasReady && after.wasReady) {
      this.#registry.observe('novita_fleet_time_to_ready_seconds', (now - after.createdAt) / 1_000);
    }
  }

  swept(durationMs: number, isComplete: boolean): void {
    const outcome = isComplete ? 'success' : 'incomplete';
    this.#registry.observe('novita_fleet_sweep_duration_seconds', durationMs / 1_000, { outcome });
  }

  webhookTried(outcome: 'delivered' | 'failed' | 'dead'): void {
    this.#registry.count('novita_fleet_webhook_attempts_total', { outcome });
  }

  /** @param deleted - how many strays were deleted since the last report. */
  straysSeen(strays: number, deleted: number): void {
    this.#registry.set('novita_fleet_stray_instances', strays);
    this.#registry.count('novita_fleet_stray_deletions_total', {}, deleted);
  }

  answered(request: { method: string; route: string; status: number; durationMs: number; isStream: boolean }): void {
    const { method, route, status, durationMs, isStream } = request;
    this.#registry.count('novita_fleet_http_requests_total', { method, route, status: String(status) });
    if (isStream) return;
    this.#registry.observe('novita_fleet_http_request_duration_seconds', durationMs / 1_000, { method, route });
  }

  /** All as text. */
  async render(sources: Sources): Promise<string> {
    await this.#readStore(sources.store);
    this.#readClient(sources.client);
    this.#readProcess();
    this.#registry.set('novita_fleet_event_stream_readers', sources.eventFeed.readers);
    return this.#registry.render();
  }

  close(): void {
    this.#lag.disable();
    unsubscribe('novita-fleet:retry', this.#onFailure);
    unsubscribe('novita-fleet:error', this.#onFailure);
  }

  /** The channels are of the whole process; a process has one server. */
  #cloudFailed(event: RetryEvent | ErrorEvent): void {
    if (event.client !== 'NovitaClient' || event.code !== 'rate_limited') return;
    // A call that fails without having been sent met our own limit.
    if (event.attempts === 0) return;
    this.#registry.count('novita_fleet_cloud_rate_limited_total');
  }

  async #readStore(store: Store): Promise<void> {
    const registry = this.#registry;
    const now = this.#clock.now();
    const [states, outbox, sweep] = await Promise.all([
      countStates(store.db),
      outboxState(store.db),
      readSweep(store.db),
    ]);
    registry.clear('novita_fleet_instances');
    for (const [state, count] of states) registry.set('novita_fleet_instances', count, { state });
    registry.set('novita_fleet_outbox_deliveries', outbox.waiting);
    const age = outbox.oldestAt === null ? 0 : Math.max(now - outbox.oldestAt, 0) / 1_000;
    registry.set('novita_fleet_outbox_oldest_age_seconds', age);
    if (sweep === undefined) return;
    registry.set('novita_fleet_sweep_lag_seconds', sweep.lagMs / 1_000);
    registry.set('novita_fleet_watched_instances', sweep.watched);
    registry.set('novita_fleet_cost_usd_per_hour', sweep.hourlyCost / 10 ** PRICE_SCALE);
    if (sweep.succeededAt === null) return;
    registry.set('novita_fleet_sweep_age_seconds', Math.max(now - sweep.succeededAt, 0) / 1_000);
  }

  #readClient(client: NovitaClient): void {
    const registry = this.#registry;
    const { outcomes, attempts, retries, limiter, circuitBreaker } = client.stats();
    for (const [outcome, count] of Object.entries({ success: 0, ...outcomes })) {
      registry.set('novita_fleet_cloud_calls_total', count, { outcome });
    }
    registry.set('novita_fleet_cloud_attempts_total', attempts);
    registry.set('novita_fleet_cloud_retries_total', retries);
    registry.set('novita_fleet_cloud_rate_requests_per_minute', limiter.requestsPerMinute);
    registry.set('novita_fleet_cloud_queue_calls', limiter.queueLength);
    for (const state of ['closed', 'open', 'half_open']) {
      registry.set('novita_fleet_cloud_breaker_state', state === circuitBreaker ? 1 : 0, { state });
    }
  }

  #readProcess(): void {
    const registry = this.#registry;
    const lag = this.#lag;
    for (const [quantile, nanoseconds] of Object.entries({
      '0.5': lag.percentile(50),
      '0.99': lag.percentile(99),
      '1': lag.max,
    })) {
      registry.set('nodejs_eventloop_lag_seconds', lag.count === 0 ? 0 : nanoseconds / 1e9, { quantile });
    }
    lag.reset();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    registry.set('nodejs_heap_used_bytes', heapUsed);
    registry.set('process_cpu_seconds_total', (user + system) / 1e6);
    registry.set('process_resident_memory_bytes', rss);
    registry.set('process_start_time_seconds', performance.timeOrigin / 1_000);
  }
}
