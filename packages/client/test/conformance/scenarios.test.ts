import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { systemClock } from '@novita-fleet/resilience';
import { NovitaError, type CreateCandidate, type NovitaClientOptions, type WaitOptions } from '../../src/index.js';
import { REQUEST, SimulatedCloud } from '../simulated-cloud.js';

type Outcome = Readonly<Record<string, unknown>> & { readonly ok?: true; readonly error?: string };
type Step =
  | { readonly do: 'fault'; readonly fault: Parameters<SimulatedCloud['simulator']['faults']['add']>[0] }
  | { readonly do: 'admin'; readonly path: string; readonly body: unknown }
  | { readonly do: 'pass'; readonly ms: number }
  | Call;
interface Call {
  readonly do: 'clusters' | 'create' | 'plainCreate' | 'wait';
  readonly many?: number;
  readonly request?: CreateCandidate;
  readonly options?: WaitOptions;
  readonly abortAfterMs?: number;
  readonly outcome: Outcome;
  readonly breaker?: string;
}

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly clock?: 'real';
    readonly client?: NovitaClientOptions;
    readonly steps: readonly Step[];
    readonly instances: number;
    readonly requests: Readonly<Record<string, number>>;
  }[];
}

const vectors = loadVectors('scenarios.json') as Vectors;

/** One client before one cloud, going through a scenario. */
class Run {
  readonly cloud: SimulatedCloud;
  readonly isReal: boolean;
  #id = '';

  constructor(cloud: SimulatedCloud, isReal: boolean) {
    this.cloud = cloud;
    this.isReal = isReal;
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'fault') this.cloud.simulator.faults.add(step.fault);
    else if (step.do === 'pass') await this.cloud.pass(step.ms / 1_000);
    else if (step.do === 'admin') await this.#admin(step.path, step.body);
    else for (let time = 0; time < (step.many ?? 1); time++) await this.#call(step);
  }

  async #admin(path: string, body: unknown): Promise<void> {
    const url = `${this.cloud.simulator.baseUrl}/_simulator${path.replace('{id}', this.#id)}`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.ok).toBe(true);
  }

  async #call(step: Call): Promise<void> {
    const controller = new AbortController();
    if (step.abortAfterMs !== undefined) {
      this.cloud.clock.setTimeout(() => controller.abort(), step.abortAfterMs);
    }
    const promise = this.#begin(step, controller.signal).then(
      (result): object => ({ ...(result as object), ok: true }),
      (error: unknown) => {
        if (!(error instanceof NovitaError)) throw error;
        return Object.assign({}, error, { error: error.code });
      },
    );
    const ended = await (this.isReal ? promise : this.cloud.until(promise));
    expect(ended).toMatchObject(step.outcome);
    if (step.breaker !== undefined) expect(this.cloud.client.getCircuitBreakerState()).toBe(step.breaker);
  }

  async #begin(step: Call, signal: AbortSignal): Promise<unknown> {
    const { api } = this.cloud;
    const request = { ...REQUEST, ...step.request };
    switch (step.do) {
      case 'clusters':
        return api.clusters.list({ signal, catalogue: false });
      case 'plainCreate':
        return api.instances.create(request, { signal });
      case 'create': {
        const created = await api.createInstance(request, { marker: 'm1', signal });
        this.#id = created.id;
        return created;
      }
      case 'wait': {
        const { status } = await api.waitForInstance(this.#id, { ...step.options, signal });
        return { status };
      }
    }
  }
}

describe('scenarios.json', () => {
  it.each(vectors.cases)('$name', async ({ clock, client = {}, steps, instances, requests }) => {
    const options = { ...client, ...(clock === 'real' && { clock: systemClock }) };
    const cloud = await SimulatedCloud.start({}, options);
    try {
      const run = new Run(cloud, clock === 'real');
      for (const step of steps) await run.take(step);
      const summary = cloud.simulator.summary();
      expect({ instances: summary.instancesCreated, requests: summary.requests }).toEqual({ instances, requests });
      expect(cloud.client.getQueueStatus()).toMatchObject({ queueLength: 0, inFlight: 0 });
    } finally {
      await cloud.close();
    }
  });
});
