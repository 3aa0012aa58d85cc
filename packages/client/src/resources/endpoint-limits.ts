import type { components } from '@novita-fleet/openapi/novita';
import { readNumber, readObject, readTexts, withRaw } from './loose-values.js';

type RawEndpointLimits = Partial<components['schemas']['EndpointLimits']>;

/** From the least to the most that is allowed, both included. */
export interface LimitRange {
  /** In the unit of the field. */
  readonly min: number | undefined;
  /** In the unit of the field. */
  readonly max: number | undefined;
}

/** What is allowed of a disk. */
export interface DiskLimit extends LimitRange {
  /** How many GB cost nothing. */
  readonly free: number | undefined;
}

/**
 * What the fields of an endpoint may be.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { DiskLimit, EndpointLimits, LimitRange } from '@novita-fleet/client';
 *
 * const fits = (value: number, { min = 0, max = Infinity }: LimitRange): boolean => min <= value && value <= max;
 *
 * await using client = new NovitaClient();
 * const limits: EndpointLimits = await new NovitaApiService(client).endpoints.getLimits();
 * const disk: DiskLimit = limits.rootfsSizeGb;
 * console.log(fits(200, disk), `${disk.free} GB are free`, fits(3, limits.workers));
 * ```
 */
export interface EndpointLimits {
  readonly rootfsSizeGb: DiskLimit;
  readonly localVolumeGb: DiskLimit;
  readonly workers: LimitRange;
  readonly gpusPerWorker: LimitRange;
  /** Of `freeTimeout`. */
  readonly idleTimeoutSeconds: LimitRange;
  /** Of `maxConcurrent`. */
  readonly concurrency: LimitRange;
  /** Of the value of the policy `queue`. */
  readonly queueWaitSeconds: LimitRange;
  /** Of the value of the policy `concurrency`. */
  readonly queuedRequests: LimitRange;
  readonly cudaVersions: readonly string[];
  /** The answer itself; not part of JSON. */
  readonly raw: RawEndpointLimits;
}

export function endpointLimitsOf(answer: unknown): EndpointLimits {
  const raw = readObject(answer);
  const range = (name: string): LimitRange => ({
    min: readNumber(raw[`min${name}`]),
    max: readNumber(raw[`max${name}`]),
  });
  const limits = {
    rootfsSizeGb: { ...range('RootfsSize'), free: readNumber(raw.freeRootfsSize) },
    localVolumeGb: { ...range('LocalVolumeSize'), free: readNumber(raw.freeLocalVolumeSize) },
    workers: range('WorkerNum'),
    gpusPerWorker: range('GPUNum'),
    idleTimeoutSeconds: range('FreeTimeout'),
    concurrency: range('ConcurrencyNum'),
    queueWaitSeconds: range('QueueWaitTime'),
    queuedRequests: range('RequestNum'),
    cudaVersions: readTexts(raw.cudaVersionList),
  };
  return withRaw(limits, raw as RawEndpointLimits);
}
