import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRequest, CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import type { GpuSamples, InstanceSamples, MetricsWindow, Sample } from '../world/metrics.js';
import type { V1Context } from './v1-context.js';

type Schemas = components['schemas'];

const MIN_INTERVAL_SECONDS = 15;
const MIN_WINDOW_SECONDS = 60;
/** A longer series falls back to the default window, as other wrong values do. */
const MAX_POINTS = 11_000;

/** Monitoring data: page `gpu-instance-get-metrics`. It lies outside the prefix of the other routes. */
export function metricsRoutes({ world }: V1Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: '/openapi/v1/metrics/gpu/instance',
      handle(request) {
        const instance = world.instances.get(new Query(request).required('instanceId'));
        const samples = world.metrics.read(instance, readWindow(request, world.now));
        return jsonAnswer(toMetrics(samples, world.rules.metricsScale / 100) satisfies Schemas['InstanceMetrics']);
      },
    },
  ];
}

/** Wrong values fall back to the defaults without an error. */
function readWindow(request: CloudRequest, nowMs: number): MetricsWindow {
  const now = Math.floor(nowMs / 1000);
  const askedEnd = readSeconds(request, 'endTime');
  const end = askedEnd !== undefined && askedEnd <= now ? askedEnd : now;
  const askedStart = readSeconds(request, 'startTime');
  const start = askedStart !== undefined && askedStart <= end - MIN_WINDOW_SECONDS ? askedStart : undefined;
  const askedInterval = readSeconds(request, 'interval') ?? 0;
  const interval = Math.max(askedInterval, MIN_INTERVAL_SECONDS);
  const isTooLong = start !== undefined && (end - start) / interval > MAX_POINTS;
  const from = start === undefined || isTooLong ? end - MIN_WINDOW_SECONDS : start;
  return { from: from * 1000, to: end * 1000, step: interval * 1000 };
}

function readSeconds({ query }: CloudRequest, name: string): number | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}

function toMetrics(samples: InstanceSamples, factor: number): Schemas['InstanceMetrics'] {
  const points = (series: readonly Sample[]): Schemas['MetricPoint'][] =>
    series.map(({ time, value }) => ({ timestamp: String(time / 1000), value: toScale(value, factor) }));
  const byGpu = ({ avg, gpus }: GpuSamples): Schemas['GpuMetricSeries'] => ({
    avg: points(avg),
    gpuIds: gpus.map((series, index) => ({ gpuId: String(index), items: points(series) })),
  });
  return {
    cpuUtilization: points(samples.cpu),
    memUtilization: points(samples.memory),
    rootDiskUtilization: points(samples.rootDisk),
    gpuUtilization: byGpu(samples.gpu),
    gpuMemUtilization: byGpu(samples.gpuMemory),
  };
}

function toScale(percent: number, factor: number): number {
  return Math.round(percent * factor * 10_000) / 10_000;
}
