import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { fileURLToPath } from 'node:url';
import { SpanKind, SpanStatusCode, context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instrumentClients } from '@novita-fleet/client/opentelemetry';
import { closeAll, failure, harness } from './client-harness.js';
import { LoopbackServer, json, until } from './loopback-server.js';

/** The real SDK, with exporters that keep what they get. */
class Telemetry {
  readonly spanExporter = new InMemorySpanExporter();
  readonly tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.spanExporter)] });
  readonly #metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #reader = new PeriodicExportingMetricReader({ exporter: this.#metricExporter });
  readonly meterProvider = new MeterProvider({ readers: [this.#reader] });

  get spans() {
    return this.spanExporter.getFinishedSpans();
  }

  /** The points of all metrics by name. */
  async points(): Promise<Record<string, { attributes: object; value: unknown }[]>> {
    this.#metricExporter.reset();
    await this.#reader.forceFlush();
    const all = this.#metricExporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
    return Object.fromEntries(
      all.flatMap(({ metrics: each }) => each).map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints]),
    );
  }

  async shutdown(): Promise<void> {
    await this.tracerProvider.shutdown();
    await this.meterProvider.shutdown();
  }
}

let telemetry: Telemetry;
let stop: () => void;

beforeEach(() => {
  telemetry = new Telemetry();
  stop = instrumentClients({ tracerProvider: telemetry.tracerProvider, meterProvider: telemetry.meterProvider });
});

afterEach(async () => {
  stop();
  await closeAll();
  await telemetry.shutdown();
});

describe('instrumentClients', () => {
  it('makes a client span of a call, named by its route', async () => {
    const { client, server } = await harness((response) => json(response, 1, 200, { 'x-request-id': 'r1' }));
    await client.get('/gpus/v2/instances/3560b7fec915bbf9?secret=1', {
      correlationId: 'c1',
      route: '/gpus/v2/instances/{instance_id}',
    });
    expect(telemetry.spans).toHaveLength(1);
    const [span] = telemetry.spans;
    expect(span).toMatchObject({
      name: 'GET /gpus/v2/instances/{instance_id}',
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      events: [],
      ended: true,
      attributes: {
        'http.request.method': 'GET',
        'http.response.status_code': 200,
        'url.template': '/gpus/v2/instances/{instance_id}',
        'url.full': `${server.url}/gpus/v2/instances/3560b7fec915bbf9`,
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(server.url).port),
        'novita.client': 'NovitaClient',
        'novita.correlation_id': 'c1',
        'novita.request_id': 'r1',
        'novita.attempts': 1,
        'novita.source': 'network',
      },
    });
    expect(span!.attributes).not.toHaveProperty(['http.request.resend_count']);
    const { name, version } = span!.instrumentationScope;
    expect({ name, version }).toEqual({ name: '@novita-fleet/client', version: '0.1.0' });
  });

  it('makes it a child of the span that is active at the call, also when calls run side by side', async () => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
    try {
      const { client } = await harness((response) => setImmediate(() => json(response, 1)));
      const tracer = telemetry.tracerProvider.getTracer('test');
      const parents = await Promise.all(
        ['a', 'b'].map((name) =>
          tracer.startActiveSpan(name, async (span) => {
            await client.get(`/${name}`);
            span.end();
            return span.spanContext();
          }),
        ),
      );
      for (const [index, name] of ['a', 'b'].entries()) {
        const child = telemetry.spans.find((span) => span.name === `GET /${name}`);
        expect(child?.parentSpanContext?.spanId).toBe(parents[index]!.spanId);
        expect(child?.spanContext().traceId).toBe(parents[index]!.traceId);
      }
    } finally {
      context.disable();
    }
  });

  it('tells retries as events of the span and as a count', async () => {
    const { client, clock, retries } = await harness((response, _seen, index) =>
      json(response, 1, index === 0 ? 503 : 200),
    );
    const call = client.get('/x');
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await call;
    const [span] = telemetry.spans;
    expect(span!.attributes).toMatchObject({ 'novita.attempts': 2, 'http.request.resend_count': 1 });
    expect(span!.events).toMatchObject([
      { name: 'retry', attributes: { 'error.type': 'server_error', 'novita.attempts': 1, 'novita.delay_ms': 1_000 } },
    ]);
    const { 'novita.client.retries': counted } = await telemetry.points();
    expect(counted).toMatchObject([{ value: 1, attributes: { 'error.type': 'server_error', 'url.template': '/x' } }]);
  });

  it('tells how a call failed, with its status where there was an answer', async () => {
    const { client, server } = await harness((response) => json(response, { message: 'sk_secret' }, 404));
    await failure(client.get('/x'));
    await server.close();
    await failure(client.post('/x', {}, { maxRetries: 0 }));
    expect(telemetry.spans).toMatchObject([
      {
        name: 'GET /x',
        status: { code: SpanStatusCode.ERROR, message: 'not_found' },
        attributes: { 'error.type': 'not_found', 'http.response.status_code': 404 },
      },
      { name: 'POST /x', status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'connection_failed' } },
    ]);
    expect(telemetry.spans[1]!.attributes).not.toHaveProperty(['http.response.status_code']);
    expect(inspect(telemetry.spans, { depth: Infinity })).not.toContain('sk_secret');
  });

  it('measures the time of calls under attributes of few values', async () => {
    const { client, clock, retries, server } = await harness((response, seen, index) =>
      json(response, 1, seen.url === '/gone' ? 404 : index === 0 ? 503 : 200),
    );
    const call = client.get('/things/3560b7fec915bbf9');
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await call;
    await client.get('/things/0000b7fec915bbf9', { correlationId: 'c2' });
    await failure(client.get('/gone'));
    const about = {
      'http.request.method': 'GET',
      'novita.client': 'NovitaClient',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(server.url).port),
    };
    const { 'novita.client.call.duration': points } = await telemetry.points();
    expect(points).toHaveLength(2);
    expect(points![0]!.attributes).toEqual({
      ...about,
      'url.template': '/things/{id}',
      'http.response.status_code': 200,
    });
    expect(points![0]!.value).toMatchObject({ count: 2, sum: 1, max: 1 });
    expect(points![1]!.attributes).toEqual({
      ...about,
      'url.template': '/gone',
      'http.response.status_code': 404,
      'error.type': 'not_found',
    });
  });

  it('counts changes of a circuit breaker', async () => {
    const { client } = await harness((response) => json(response, {}, 500), {
      circuitBreaker: { failureThreshold: 1 },
      maxRetries: 0,
    });
    await failure(client.get('/x'));
    const { 'novita.client.circuit.changes': counted } = await telemetry.points();
    expect(counted).toMatchObject([
      {
        value: 1,
        attributes: { 'novita.circuit.from': 'closed', 'novita.circuit.to': 'open', 'server.address': '127.0.0.1' },
      },
    ]);
  });

  it('shows no more of a whole address than its origin', async () => {
    const { client } = await harness((response) => json(response, 1));
    const other = await LoopbackServer.start((response) => response.end('x'));
    const answer = await client.stream({ url: `${other.url}/tok3n/log?token=tok3n` });
    answer.close();
    expect(telemetry.spans).toMatchObject([
      { name: 'GET /(address)', attributes: { 'url.full': `${other.url}/…`, 'server.address': '127.0.0.1' } },
    ]);
    expect(inspect(telemetry.spans, { depth: Infinity })).not.toContain('tok3n');
    await other.close();
  });

  it('ends with its open spans when it is stopped, and makes no more', async () => {
    const { client, server } = await harness((response, seen) => {
      if (seen.url !== '/hanging') json(response, 1);
    });
    const controller = new AbortController();
    const hanging = failure(client.get('/hanging', { signal: controller.signal }));
    await until(() => server.seen.length === 1);
    stop();
    expect(telemetry.spans.map(({ name }) => name)).toEqual(['GET /hanging']);
    controller.abort();
    await hanging;
    await client.get('/x');
    expect(telemetry.spans).toHaveLength(1);
  });

  it('takes the global providers when none is given, and refuses options that it does not know', async () => {
    stop();
    trace.setGlobalTracerProvider(telemetry.tracerProvider);
    metrics.setGlobalMeterProvider(telemetry.meterProvider);
    stop = instrumentClients();
    trace.disable();
    metrics.disable();
    const { client } = await harness((response) => json(response, 1));
    await client.get('/x');
    expect(telemetry.spans).toHaveLength(1);
    expect((await telemetry.points())['novita.client.call.duration']).toHaveLength(1);
    expect(() => instrumentClients({ tracer: 1 } as never)).toThrow(/instrumentClients: unknown option "tracer"/);
  });
});

describe('the main entry', () => {
  it('works where OpenTelemetry is not installed', () => {
    const program = fileURLToPath(new URL('./without-opentelemetry.mjs', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=@novita-fleet/source', program], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'function\nnot installed\n', stderr: '' });
    // The program translates the sources of the client first.
  }, 120_000);
});
