import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MetricRegistry } from '../../src/telemetry/metric-registry.js';
import { METRICS } from '../../src/telemetry/metrics.js';
import { startFleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { POSTGRES, STORES, temporaryDatabase } from '../stores.js';
import { until } from '../until.js';

/** Series of a scrape, by name and labels. */
function parse(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe.each(STORES)('/metrics of a server on $name', (kind) => {
  it('tells what the server has done', async () => {
    const settings: Record<string, string> =
      kind === POSTGRES ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() } : {};
    const fleet = await startFleet({ simulator: { stock: 100 }, settings });
    onTestFinished(() => fleet.close());
    const scrape = async (): Promise<Map<string, number>> => {
      const response = await fetch(`${fleet.server.url}/metrics`, {
        headers: { authorization: `Bearer ${fleet.apiKey}` },
      });
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      return parse(await response.text());
    };
    fleet.simulator.faults.add({
      kind: 'status',
      status: 429,
      route: 'GET /gpu-instance/openapi/v1/gpu/instances',
      count: 1,
      retryAfter: '0',
    });
    await fleet.client.webhookEndpoints.create({ url: fleet.receiver.url, secret: fleet.receiver.secret });
    const { id } = await fleet.client.instances.create(REQUEST);
    const ready = await fleet.reach(id, 'ready');
    await until('the webhooks', () => (fleet.receiver.events.length >= ready.sequence ? true : undefined));
    const now = await until('a sweep over what runs', async () => {
      const series = await scrape();
      const told = series.get('novita_fleet_outbox_deliveries') === 0;
      return told && series.get('novita_fleet_cost_usd_per_hour')! > 0 ? series : undefined;
    });
    expect(now.get('novita_fleet_cost_usd_per_hour')).toBe(ready.cost.perHour!.amount / 100_000);
    expect(now.get('novita_fleet_instances{state="ready"}')).toBe(1);
    expect(now.get('novita_fleet_watched_instances')).toBe(1);
    expect(now.get('novita_fleet_time_to_ready_seconds_count')).toBe(1);
    expect(now.get('novita_fleet_phase_duration_seconds_count{phase="probing"}')).toBe(1);
    expect(now.get('novita_fleet_sweep_duration_seconds_count{outcome="success"}')).toBeGreaterThan(0);
    expect(now.get('novita_fleet_sweep_age_seconds')).toBeLessThan(3_600);
    expect(now.get('novita_fleet_cloud_calls_total{outcome="success"}')).toBeGreaterThan(1);
    expect(now.get('novita_fleet_cloud_breaker_state{state="closed"}')).toBe(1);
    expect(now.get('novita_fleet_webhook_attempts_total{outcome="delivered"}')).toBeGreaterThanOrEqual(ready.sequence);
    expect(now.get('novita_fleet_outbox_deliveries')).toBe(0);
    expect(now.get('novita_fleet_http_requests_total{method="POST",route="/v1/instances",status="201"}')).toBe(1);
    expect(now.get('novita_fleet_http_request_duration_seconds_count{method="POST",route="/v1/instances"}')).toBe(1);
    expect(now.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    const info = [...now.keys()].find((name) => name.startsWith('novita_fleet_info'));
    expect(info).toContain(`store="${kind === POSTGRES ? 'postgres' : 'sqlite'}"`);
    expect(now.get('novita_fleet_cloud_rate_limited_total')).toBe(1);
  });
});

describe('/metrics', () => {
  it('needs a key, unless the settings say otherwise', async () => {
    const closed = await startFleet();
    onTestFinished(() => closed.close());
    expect((await fetch(`${closed.server.url}/metrics`)).status).toBe(401);
    const open = await startFleet({ settings: { NOVITA_FLEET_METRICS_PUBLIC: 'true' } });
    onTestFinished(() => open.close());
    const text = await (await fetch(`${open.server.url}/metrics`)).text();
    // Every name is there from the start, with what it means.
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({ name, type }));
    expect(types).toEqual(METRICS.map(({ name, type }) => ({ name, type })));
  });

  it('has names with units, all of them documented', () => {
    const page = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `([a-z_]+)`/gm)].map(([, name]) => name);
    expect(documented).toEqual(METRICS.map(({ name }) => name));
    for (const { name, type } of METRICS) {
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });
});

describe('the text for Prometheus', () => {
  it('counts into buckets that hold those below them', () => {
    const registry = new MetricRegistry([{ name: 'h', type: 'histogram', help: 'x', labels: ['a'], buckets: [1, 2] }]);
    for (const value of [0.5, 1, 1.5, 9]) registry.observe('h', value, { a: 'b"\\\n' });
    expect(registry.render()).toBe(
      '# HELP h x\n# TYPE h histogram\n' +
        'h_bucket{a="b\\"\\\\\\n",le="1"} 2\nh_bucket{a="b\\"\\\\\\n",le="2"} 3\nh_bucket{a="b\\"\\\\\\n",le="+Inf"} 4\n' +
        'h_sum{a="b\\"\\\\\\n"} 12\nh_count{a="b\\"\\\\\\n"} 4\n',
    );
  });
});
