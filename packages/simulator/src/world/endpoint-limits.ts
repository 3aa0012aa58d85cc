import type { components } from '@novita-fleet/openapi/novita';

/**
 * Ranges of serverless parameters: sizes in GB, times in seconds; page `serverless-query-endpoint-limit`. The keys
 * are published, the numbers are not; those of the create page and of v2 are kept.
 */
export const ENDPOINT_LIMITS = {
  minRootfsSize: 10,
  maxRootfsSize: 500,
  freeRootfsSize: 100,
  minLocalVolumeSize: 30,
  maxLocalVolumeSize: 30,
  freeLocalVolumeSize: 30,
  minWorkerNum: 0,
  maxWorkerNum: 1000,
  minFreeTimeout: 1,
  maxFreeTimeout: 86_400,
  minConcurrencyNum: 1,
  maxConcurrencyNum: 1000,
  minQueueWaitTime: 1,
  maxQueueWaitTime: 3600,
  minRequestNum: 1,
  maxRequestNum: 10_000,
  minGPUNum: 1,
  maxGPUNum: 8,
  cudaVersionList: ['12.1', '12.4', '12.6', '12.8'],
} as const satisfies components['schemas']['EndpointLimits'];
