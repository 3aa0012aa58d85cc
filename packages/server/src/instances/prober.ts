import { probeHttp, probeSsh, probeTcp, type ProbeResult } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';
import type { Endpoint, Instance, Probe } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';

/** Asks the ports of an instance whether what runs behind them is ready. */
export class Prober {
  readonly #clock: Clock;

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** Tries the first probe of the instance that has not passed yet. */
  async probe(instance: Instance): Promise<Observation> {
    const probe = instance.spec.probes[instance.probesPassed];
    if (probe === undefined) return { kind: 'tick' };
    const endpoint = instance.endpoints.find(({ port }) => port === probe.port);
    if (endpoint === undefined) {
      return { kind: 'probed', passed: false, detail: `The cloud shows no address for port ${probe.port}.` };
    }
    return { kind: 'probed', ...(await this.#try(probe, endpoint)) };
  }

  #try(probe: Probe, { url }: Endpoint): Promise<ProbeResult> {
    const settings = { timeoutMs: probe.timeoutMs, clock: this.#clock };
    switch (probe.type) {
      case 'http':
        return probeHttp(url, {
          ...settings,
          path: probe.path,
          expectStatus: probe.expectStatus,
          expectBody: probe.expectBody,
        });
      case 'tcp':
        return probeTcp(url, settings);
      case 'ssh':
        return probeSsh(url, settings);
    }
  }
}
