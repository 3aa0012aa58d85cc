import { InvalidArgumentError, probeHttp, probeSsh, probeTcp, type ProbeResult } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';
import type { Instance, Probe } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';

/** Tries the first probe of an instance that has not passed yet. */
export async function probeInstance(instance: Instance, clock: Clock): Promise<Observation> {
  const probe = instance.spec.probes[instance.probesPassed];
  const endpoint = instance.endpoints.find(({ port }) => port === probe?.port);
  if (probe === undefined) return { kind: 'tick' };
  if (endpoint === undefined) {
    return { kind: 'probed', passed: false, detail: `The cloud shows no address for port ${probe.port}.` };
  }
  try {
    return { kind: 'probed', ...(await tryOnce(probe, endpoint.url, clock)) };
  } catch (error) {
    // The request was checked when it came in, so it is the address.
    if (!(error instanceof InvalidArgumentError)) throw error;
    return { kind: 'probed', passed: false, detail: `The cloud shows an address for port ${probe.port} that is none.` };
  }
}

function tryOnce(probe: Probe, address: string, clock: Clock): Promise<ProbeResult> {
  const { timeoutMs } = probe;
  switch (probe.type) {
    case 'http': {
      const { path, expectStatus, expectBody } = probe;
      return probeHttp(address, { path, expectStatus, expectBody, timeoutMs, clock });
    }
    case 'tcp':
      return probeTcp(address, { timeoutMs, clock });
    case 'ssh':
      return probeSsh(address, { timeoutMs, clock });
  }
}
