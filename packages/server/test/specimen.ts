import type { InstanceSpec, Limits } from '../src/lifecycle/instance.js';

/** Limits and a request that are valid and say nothing: for tests in which they do not matter. */
export const LIMITS: Limits = {
  ...{ queuedMs: 1, pullingMs: 1, startingMs: 1, probingMs: 1 },
  ...{ createSettleMs: 1, createAttempts: 1, confirmMs: 1 },
};

export const SPEC: InstanceSpec = {
  ...{ name: 'job', productId: 'p', gpuNum: 1, rootfsSize: 10, imageUrl: 'i' },
  ...{ billingMode: 'onDemand', envs: [], ports: [], probes: [] },
};
