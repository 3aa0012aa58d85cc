import type { MetricInfo } from './metric-registry.js';

const SHORT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LONG = [1, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 2_700, 3_600];

/** Everything that `/metrics` tells. docs/metrics.md is written from this list. */
export const METRICS = [
  {
    name: 'novita_fleet_info',
    type: 'gauge',
    help: 'Always 1; the labels tell what runs.',
    labels: ['version', 'store'],
  },
  {
    name: 'novita_fleet_instances',
    type: 'gauge',
    help: 'Instances in the store, by state; those that have ended until they are removed.',
    labels: ['state'],
  },
  {
    name: 'novita_fleet_phase_duration_seconds',
    type: 'histogram',
    help: 'How long instances stayed in a phase on their way up, by the phase that they left.',
    labels: ['phase'],
    buckets: LONG,
  },
  {
    name: 'novita_fleet_time_to_ready_seconds',
    type: 'histogram',
    help: 'From the request for an instance to its first time ready.',
    buckets: LONG,
  },
  {
    name: 'novita_fleet_sweep_duration_seconds',
    type: 'histogram',
    help: 'How long sweeps of this process took, from the first page of the list to the last change stored.',
    labels: ['outcome'],
    buckets: SHORT,
  },
  {
    name: 'novita_fleet_sweep_lag_seconds',
    type: 'gauge',
    help: 'How much later than due the last sweep began, in whichever process.',
  },
  {
    name: 'novita_fleet_sweep_age_seconds',
    type: 'gauge',
    help: 'Time since the last sweep that read the whole list, in whichever process; absent before the first.',
  },
  {
    name: 'novita_fleet_watched_instances',
    type: 'gauge',
    help: 'Instances that the last sweep compared with the list.',
  },
  {
    name: 'novita_fleet_cost_usd_per_hour',
    type: 'gauge',
    help: 'What the instances of this fleet cost an hour, as the last sweep saw them.',
  },
  {
    name: 'novita_fleet_stray_instances',
    type: 'gauge',
    help: 'Instances in the cloud that carry our marker and that no instance knows of, at the last regular report.',
  },
  {
    name: 'novita_fleet_stray_deletions_total',
    type: 'counter',
    help: 'Strays that were deleted because NOVITA_FLEET_ORPHAN_DELETE asks for it.',
  },
  {
    name: 'novita_fleet_cloud_calls_total',
    type: 'counter',
    help: 'Calls of the cloud that have ended, retries included in one, by outcome: success or the code of the error.',
    labels: ['outcome'],
  },
  {
    name: 'novita_fleet_cloud_attempts_total',
    type: 'counter',
    help: 'Requests sent to the cloud.',
  },
  {
    name: 'novita_fleet_cloud_retries_total',
    type: 'counter',
    help: 'Requests to the cloud that followed a failed one of the same call.',
  },
  {
    name: 'novita_fleet_cloud_rate_limited_total',
    type: 'counter',
    help: 'Answers 429 of the cloud.',
  },
  {
    name: 'novita_fleet_cloud_rate_requests_per_minute',
    type: 'gauge',
    help: 'Requests a minute that the client allows itself: below the setting for a while after answers 429.',
  },
  {
    name: 'novita_fleet_cloud_queue_calls',
    type: 'gauge',
    help: 'Calls of the cloud that wait for the rate limit.',
  },
  {
    name: 'novita_fleet_cloud_breaker_state',
    type: 'gauge',
    help: '1 for the state that the circuit breaker of the cloud is in.',
    labels: ['state'],
  },
  {
    name: 'novita_fleet_outbox_deliveries',
    type: 'gauge',
    help: 'Webhook deliveries that wait.',
  },
  {
    name: 'novita_fleet_outbox_oldest_age_seconds',
    type: 'gauge',
    help: 'Age of the oldest webhook delivery that waits; 0 when none does.',
  },
  {
    name: 'novita_fleet_webhook_attempts_total',
    type: 'counter',
    help: 'Attempts of this process to deliver a webhook, by outcome: delivered, failed (tried again) or dead.',
    labels: ['outcome'],
  },
  {
    name: 'novita_fleet_event_stream_readers',
    type: 'gauge',
    help: 'Readers of /v1/events at this process.',
  },
  {
    name: 'novita_fleet_http_requests_total',
    type: 'counter',
    help: 'Requests to this process, by method, route and status.',
    labels: ['method', 'route', 'status'],
  },
  {
    name: 'novita_fleet_http_request_duration_seconds',
    type: 'histogram',
    help: 'How long requests to this process took; streams are left out.',
    labels: ['method', 'route'],
    buckets: SHORT,
  },
  {
    name: 'nodejs_eventloop_lag_seconds',
    type: 'gauge',
    help: 'Delay of the event loop since the last scrape.',
    labels: ['quantile'],
  },
  { name: 'nodejs_heap_used_bytes', type: 'gauge', help: 'Heap in use.' },
  { name: 'process_cpu_seconds_total', type: 'counter', help: 'CPU time of the process, user and system.' },
  { name: 'process_resident_memory_bytes', type: 'gauge', help: 'Memory of the process.' },
  { name: 'process_start_time_seconds', type: 'gauge', help: 'Start of the process, in seconds since 1970.' },
] as const satisfies readonly MetricInfo[];
