import { InvalidArgumentError } from '@novita-fleet/resilience';
import type { components } from '@novita-fleet/openapi/novita';
import { DecodeError } from '../errors/transport-errors.js';
import { callOperation, type OperationQuery } from '../operations/call-operation.js';
import { checkId } from './check-id.js';
import { readNumber, readObject, readObjects, readText, readTime, withRaw } from './loose-values.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawMetrics = Partial<components['schemas']['InstanceMetrics']>;

/** One sample. */
export interface MetricPoint {
  readonly at: Date | undefined;
  /** Share in use; whether from 0 to 1 or in percent is not published. */
  readonly value: number | undefined;
}

/** Samples of one GPU. */
export interface GpuMetric {
  readonly gpuId: string | undefined;
  readonly points: readonly MetricPoint[];
}

/** Samples of all GPUs of an instance. */
export interface GpuMetrics {
  readonly average: readonly MetricPoint[];
  readonly gpus: readonly GpuMetric[];
}

/** How much of an instance was in use, oldest sample first as the cloud sends them. */
export interface InstanceMetrics {
  readonly cpu: readonly MetricPoint[];
  readonly memory: readonly MetricPoint[];
  readonly rootDisk: readonly MetricPoint[];
  readonly gpu: GpuMetrics;
  readonly gpuMemory: GpuMetrics;
  /** The answer itself; not part of JSON. */
  readonly raw: RawMetrics;
}

/**
 * Which samples: `startTime` and `endTime` in Unix seconds, by default the last minute; `interval` between samples in
 * seconds, more than 15.
 */
export type MetricsParams = Readonly<Omit<OperationQuery<'getInstanceMetrics'>, 'instanceId'>>;

const SERIES = [
  'cpuUtilization',
  'memUtilization',
  'rootDiskUtilization',
  'gpuUtilization',
  'gpuMemUtilization',
] as const satisfies readonly (keyof RawMetrics)[];

/** Shortest time that can be asked for (Novita page gpu-instance-get-metrics). */
const MIN_WINDOW_SECONDS = 60;
/** Seconds of this size are in the year 5138, milliseconds in 1973. */
const FIRST_MILLISECONDS = 1e11;

/**
 * Samples of what instances use.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { GpuMetric, GpuMetrics, InstanceMetrics, MetricPoint, MetricsParams } from '@novita-fleet/client';
 *
 * const latest = (points: readonly MetricPoint[]): number | undefined => points.at(-1)?.value;
 * const ofGpu = ({ gpuId, points }: GpuMetric): string => `${gpuId}: ${latest(points)}`;
 * const ofGpus = ({ average, gpus }: GpuMetrics): string => [latest(average), ...gpus.map(ofGpu)].join(', ');
 *
 * const { metrics } = new NovitaApiService(new NovitaClient());
 * const now = Math.floor(Date.now() / 1000);
 * const lastHour: MetricsParams = { startTime: now - 3600, endTime: now, interval: 60 };
 * const { cpu, gpu }: InstanceMetrics = await metrics.get('3560b7fec915bbf9', lastHour);
 * console.log(latest(cpu), ofGpus(gpu));
 * ```
 */
export class MetricsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Samples of one instance; the latest are about a minute old. The cloud answers a wrong time with its default
   * instead of an error, so times are checked here. Page: https://novita.ai/docs/api-reference/gpu-instance-get-metrics
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range, or the time asked for is shorter than 60 s.
   * @throws NotFoundError when the instance does not exist.
   * @throws DecodeError when the answer carries no samples of any kind, not even empty lists.
   */
  async get(
    instanceId: string,
    params: MetricsParams = {},
    options: ResourceCallOptions = {},
  ): Promise<InstanceMetrics> {
    const query = { ...params, instanceId: checkId(instanceId, 'instance') };
    const check = (): void => checkWindow(query);
    const raw = readObject(await callOperation(this.#client, 'getInstanceMetrics', { query, check }, options));
    if (SERIES.every((name) => raw[name] === undefined)) {
      throw new DecodeError('The answer to the metrics call carries no metrics', 200);
    }
    const metrics = {
      cpu: readPoints(raw.cpuUtilization),
      memory: readPoints(raw.memUtilization),
      rootDisk: readPoints(raw.rootDiskUtilization),
      gpu: readGpus(raw.gpuUtilization),
      gpuMemory: readGpus(raw.gpuMemUtilization),
    };
    return withRaw(metrics, raw as RawMetrics);
  }
}

function checkWindow({ startTime, endTime }: MetricsParams): void {
  if (startTime === undefined || endTime === undefined || startTime <= endTime - MIN_WINDOW_SECONDS) return;
  const most = endTime - MIN_WINDOW_SECONDS;
  throw new InvalidArgumentError('startTime', `"startTime" must be at most "endTime" - 60, ${most}, got ${startTime}`);
}

function readPoints(value: unknown): MetricPoint[] {
  return readObjects(value).map((point) => ({ at: readStamp(point.timestamp), value: readNumber(point.value) }));
}

/** The unit of the time is not published: seconds, unless they would be of another age. */
function readStamp(value: unknown): Date | undefined {
  const stamp = readNumber(value);
  return readTime(stamp !== undefined && stamp >= FIRST_MILLISECONDS ? stamp / 1000 : stamp);
}

function readGpus(value: unknown): GpuMetrics {
  const { avg, gpuIds } = readObject(value);
  return {
    average: readPoints(avg),
    gpus: readObjects(gpuIds).map(({ gpuId, items }) => ({ gpuId: readText(gpuId), points: readPoints(items) })),
  };
}
