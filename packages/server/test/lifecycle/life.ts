import { cloudPhase } from '@novita-fleet/client';
import { decide } from '../../src/lifecycle/decide.js';
import type { LifecycleEvent } from '../../src/lifecycle/event.js';
import type { Candidate, Instance, InstanceSpec, Limits, Promises } from '../../src/lifecycle/instance.js';
import { newInstance } from '../../src/lifecycle/new-instance.js';
import type { CloudView, Observation } from '../../src/lifecycle/observation.js';

export const CANDIDATE: Candidate = {
  productId: 'p',
  gpuName: null,
  regions: [],
  clusterIds: [],
  billingMode: 'onDemand',
  maxHourlyPrice: null,
};

export const SPEC: InstanceSpec = {
  name: 'job',
  plan: [CANDIDATE],
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'image',
  envs: [],
  ports: [{ port: 80, type: 'http' }],
  probes: [{ type: 'http', port: 80, path: '/', expectStatus: 200, intervalMs: 2_000, timeoutMs: 1_000 }],
  networkStorages: [],
  metadata: {},
};

export const LIMITS: Limits = {
  queuedMs: 100_000,
  pullingMs: 200_000,
  startingMs: 100_000,
  probingMs: 100_000,
  createSettleMs: 10_000,
  createAttempts: 3,
  confirmMs: 30_000,
};

export const NO_PROMISES: Promises = {
  stopAfterMs: null,
  deleteAfterMs: null,
  idle: null,
  maxCost: null,
  onReclaim: 'keep',
};

/** An instance that has just been asked for. @param now - milliseconds since 1970. */
export function freshInstance(
  id: string,
  now: number,
  spec: Partial<InstanceSpec> = {},
  promises: Partial<Promises> = {},
): Instance {
  return newInstance(
    {
      ...{ id, owner: 'key_1', limits: LIMITS, replaces: null },
      ...{ spec: { ...SPEC, ...spec }, promises: { ...NO_PROMISES, ...promises } },
    },
    now,
  );
}

/** Drives one instance and keeps what it was told. */
export class Life {
  instance: Instance;
  now = 1_000_000;
  readonly events: LifecycleEvent[] = [];
  /** Id that the cloud gives to the next instance. */
  cloudId = 'c1';

  constructor(spec: Partial<InstanceSpec> = {}, promises: Partial<Promises> = {}) {
    this.instance = freshInstance('inst_abc', this.now, spec, promises);
    this.see({ kind: 'requested' });
  }

  see(observation: Observation, afterMs = 0): this {
    this.now += afterMs;
    const { instance, events } = decide(this.instance, observation, this.now);
    this.instance = instance;
    this.events.push(...events);
    return this;
  }

  cloud(status: string, change: Partial<CloudView> = {}, afterMs = 1_000): this {
    this.now += afterMs;
    return this.see({ kind: 'seen', cloud: this.view(status, change), at: this.now });
  }

  view(status: string, change: Partial<CloudView> = {}): CloudView {
    return {
      id: this.cloudId,
      name: this.instance.marker,
      status,
      phase: cloudPhase(status),
      error: null,
      reclaimed: false,
      reclaimAt: null,
      hourlyPrice: 36_000,
      createdAt: 0,
      endpoints: [{ port: 80, type: 'http', url: 'http://host' }],
      shape: {},
      ...change,
    };
  }

  created(cloudId = this.cloudId): this {
    this.cloudId = cloudId;
    return this.see({ kind: 'create_sending' }).see({ kind: 'create_accepted', cloudId });
  }

  ready(): this {
    return this.created().cloud('pulling').cloud('running').see({ kind: 'probed', passed: true, detail: 'HTTP 200' });
  }

  stopped(): this {
    return this.ready().see({ kind: 'stop_requested' }).accept().cloud('exited');
  }

  /** The cloud takes the outstanding call. */
  accept(): this {
    return this.see({ kind: 'accepted', cloudId: this.cloudId });
  }

  /** The list and a look agree that the cloud has it no more. */
  vanish(): this {
    return this.see({ kind: 'absent', at: this.now }).see({ kind: 'gone', cloudId: this.cloudId });
  }

  get types(): string[] {
    return this.events.map(({ type }) => type.replace('instance.', ''));
  }
}
