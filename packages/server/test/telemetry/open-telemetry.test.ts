import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { expect, it, onTestFinished } from 'vitest';
import { startFleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { until } from '../until.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';

it.each([
  ['true', 1],
  ['false', 0],
])('makes spans of the calls of the cloud when the setting is %s: %i', async (setting, count) => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  onTestFinished(() => trace.disable());
  const fleet = await startFleet({ settings: { NOVITA_FLEET_OPENTELEMETRY: setting } });
  onTestFinished(() => fleet.close());
  const response = await fetch(`${fleet.server.url}/v1/instances`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${fleet.apiKey}`,
      'content-type': 'application/json',
      'x-correlation-id': 'traced-1',
    },
    body: JSON.stringify(REQUEST),
  });
  const { id } = (await response.json()) as { id: string };
  await fleet.reach(id, 'ready');
  await until('the spans', () => (count === 0 || exporter.getFinishedSpans().length > 2 ? true : undefined));
  const spans = exporter.getFinishedSpans().filter(({ name }) => name === CREATE);
  expect(spans.map(({ attributes }) => attributes['novita.correlation_id'])).toEqual(
    Array.from({ length: count }, () => 'traced-1'),
  );
});
