import { FieldError } from '../fields.js';
import { ENDPOINT_LIMITS } from './endpoint-limits.js';
import type { ScalingPolicy, WorkerConfig } from './endpoint.js';
import { Refusal } from './refusal.js';
import { SERVERLESS_PRODUCTS, type ServerlessProduct } from './serverless-products.js';

/** The one size that the create page allows, in GB. */
export const LOCAL_VOLUME_GB = 30;

type Ranges = Partial<Record<keyof WorkerConfig, readonly [min: number, max: number]>>;

const WORKER_RANGES: Ranges = {
  minNum: [ENDPOINT_LIMITS.minWorkerNum, ENDPOINT_LIMITS.maxWorkerNum],
  maxNum: [ENDPOINT_LIMITS.minWorkerNum, ENDPOINT_LIMITS.maxWorkerNum],
  freeTimeout: [ENDPOINT_LIMITS.minFreeTimeout, ENDPOINT_LIMITS.maxFreeTimeout],
  maxConcurrent: [ENDPOINT_LIMITS.minConcurrencyNum, ENDPOINT_LIMITS.maxConcurrencyNum],
  gpuNum: [ENDPOINT_LIMITS.minGPUNum, ENDPOINT_LIMITS.maxGPUNum],
};

/**
 * @param nameOf - how the caller spells a setting.
 * @throws FieldError naming the setting that is out of the ranges of `/endpoint/limit`.
 */
export function checkWorkers(workers: WorkerConfig, nameOf: (key: keyof WorkerConfig) => string): void {
  for (const [key, range] of Object.entries(WORKER_RANGES) as [keyof WorkerConfig, [number, number]][]) {
    checkRange(Number(workers[key]), range, nameOf(key));
  }
  if (workers.minNum > workers.maxNum) throw new FieldError(nameOf('minNum'), `must be at most ${workers.maxNum}`);
}

/** @throws FieldError when the value is out of the range of its type. */
export function checkScaling({ type, value }: ScalingPolicy, name: string): void {
  const { minQueueWaitTime, maxQueueWaitTime, minRequestNum, maxRequestNum } = ENDPOINT_LIMITS;
  checkRange(value, type === 'queue' ? [minQueueWaitTime, maxQueueWaitTime] : [minRequestNum, maxRequestNum], name);
}

/** @throws Refusal `SERVERLESS_PRODUCT_NOT_FOUND`. */
export function findServerlessProduct(id: string): ServerlessProduct {
  const product = SERVERLESS_PRODUCTS.find((candidate) => candidate.id === id);
  if (product === undefined) {
    throw new Refusal('not_found', 'SERVERLESS_PRODUCT_NOT_FOUND', `serverless product ${id} not found`);
  }
  return product;
}

function checkRange(value: number, [min, max]: readonly [number, number], name: string): void {
  if (value < min || value > max) throw new FieldError(name, `must be from ${min} to ${max}, not ${value}`);
}
