import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  SpanKind,
  SpanStatusCode,
  metrics,
  trace,
  type Attributes,
  type MeterProvider,
  type Span,
  type TracerProvider,
} from '@opentelemetry/api';
import { checkKnownOptions } from '@novita-fleet/resilience';
import type { CircuitEvent, ErrorEvent, RequestEvent, ResponseEvent, RetryEvent } from './events.js';
import { VERSION } from './version.js';

/** What to record, and with whose providers. */
export interface OpenTelemetryOptions {
  /** Makes the spans. Default: the global one at the time of the call of `instrumentClients`. */
  readonly tracerProvider?: TracerProvider;
  /** Makes the metrics. Default: the global one at the time of the call of `instrumentClients`. */
  readonly meterProvider?: MeterProvider;
}

const NAME = '@novita-fleet/client';
/** Those of the HTTP conventions, and longer ones: a call holds waits and retries. In seconds. */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120];

/**
 * Makes a client span of each call of each client in this process, and metrics of all of them. Needs the package
 * `@opentelemetry/api`, which this package does not bring along. Attributes follow the semantic conventions for HTTP
 * where there is one (https://opentelemetry.io/docs/specs/semconv/http/).
 *
 * A span is named by method and route, such as `GET /gpus/v2/instances/{instance_id}`, is a child of the span that was
 * active when the method of the client was called, and holds an event `retry` for each further attempt. It covers the
 * whole call; of a stream, the time until its answer begins. Metrics: `novita.client.call.duration` (histogram, in
 * seconds), `novita.client.retries` and `novita.client.circuit.changes` (counters). No attribute holds a query, a body
 * or a secret.
 *
 * @returns ends it; spans that are open then end too. Call it once: two calls make two spans of each call.
 * @throws InvalidArgumentError when an option is unknown.
 *
 * @example
 * ```ts
 * import { metrics, trace } from '@opentelemetry/api';
 * import { NovitaClient } from '@novita-fleet/client';
 * import { instrumentClients, type OpenTelemetryOptions } from '@novita-fleet/client/opentelemetry';
 *
 * // After the SDK has been started; these are the defaults.
 * const options: OpenTelemetryOptions = {
 *   tracerProvider: trace.getTracerProvider(),
 *   meterProvider: metrics.getMeterProvider(),
 * };
 * const stop = instrumentClients(options);
 * await using client = new NovitaClient();
 * await client.get('/gpu-instance/openapi/v1/clusters');
 * stop();
 * ```
 */
export function instrumentClients(options: OpenTelemetryOptions = {}): () => void {
  checkKnownOptions('instrumentClients', options, ['tracerProvider', 'meterProvider']);
  const tracer = (options.tracerProvider ?? trace).getTracer(NAME, VERSION);
  const meter = (options.meterProvider ?? metrics).getMeter(NAME, VERSION);
  const duration = meter.createHistogram('novita.client.call.duration', {
    description: 'Time from the call of a method to its result, waits and retries included.',
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const retries = meter.createCounter('novita.client.retries', {
    description: 'Attempts that followed a failed one.',
    unit: '{retry}',
  });
  const changes = meter.createCounter('novita.client.circuit.changes', {
    description: 'Changes of the state of a circuit breaker.',
    unit: '{change}',
  });
  const spans = new Map<RequestEvent, Span>();

  const end = (event: ResponseEvent | ErrorEvent, result: Attributes): void => {
    duration.record(event.durationMs / 1_000, { ...common(event), ...result });
    const span = spans.get(event.request);
    if (span === undefined) return;
    spans.delete(event.request);
    span.setAttributes({ ...result, 'novita.attempts': event.attempts });
    if (event.attempts > 1) span.setAttribute('http.request.resend_count', event.attempts - 1);
    span.end();
  };

  return listen({
    request: (event: RequestEvent) => {
      const attributes = {
        ...common(event),
        'url.full': event.path.startsWith('/') ? event.origin + event.path : event.path,
        'novita.correlation_id': event.correlationId,
      };
      const settings = { kind: SpanKind.CLIENT, attributes };
      // Its parent is the span that is active here, where the method of the client was called.
      spans.set(event, tracer.startSpan(`${event.method} ${event.route}`, settings));
    },
    retry: (event: RetryEvent) => {
      retries.add(1, { ...common(event), 'error.type': event.code });
      const about = { 'error.type': event.code, 'novita.attempts': event.attempts, 'novita.delay_ms': event.delayMs };
      spans.get(event.request)?.addEvent('retry', about);
    },
    response: (event: ResponseEvent) => {
      const span = spans.get(event.request);
      span?.setAttribute('novita.source', event.source);
      if (event.requestId !== undefined) span?.setAttribute('novita.request_id', event.requestId);
      end(event, { 'http.response.status_code': event.status });
    },
    error: (event: ErrorEvent) => {
      spans.get(event.request)?.setStatus({ code: SpanStatusCode.ERROR, message: event.code });
      const status = event.status === undefined ? {} : { 'http.response.status_code': event.status };
      end(event, { 'error.type': event.code, ...status });
    },
    circuit: (event: CircuitEvent) => {
      const { from, to } = event;
      changes.add(1, { ...serverOf(event), 'novita.circuit.from': from, 'novita.circuit.to': to });
    },
    stopped: () => {
      for (const span of spans.values()) span.end();
      spans.clear();
    },
  });
}

interface Listeners {
  readonly request: (event: RequestEvent) => void;
  readonly retry: (event: RetryEvent) => void;
  readonly response: (event: ResponseEvent) => void;
  readonly error: (event: ErrorEvent) => void;
  readonly circuit: (event: CircuitEvent) => void;
  readonly stopped: () => void;
}

function listen({ stopped, ...listeners }: Listeners): () => void {
  const subscriptions = Object.entries(listeners).map(([name, listener]) => {
    return [`novita-fleet:${name}`, listener as (message: unknown) => void] as const;
  });
  for (const [name, listener] of subscriptions) subscribe(name, listener);
  return () => {
    for (const [name, listener] of subscriptions) unsubscribe(name, listener);
    stopped();
  };
}

/** Attributes of few values, fit for metrics. */
function common(event: RequestEvent): Attributes {
  return {
    'http.request.method': event.method,
    'url.template': event.route,
    'novita.client': event.client,
    ...serverOf(event),
  };
}

function serverOf({ origin }: { readonly origin: string }): Attributes {
  const { hostname, port, protocol } = new URL(origin);
  return { 'server.address': hostname, 'server.port': Number(port) || (protocol === 'https:' ? 443 : 80) };
}
