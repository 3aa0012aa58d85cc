import { InvalidArgumentError, probeHttp } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';
import type { Instance } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';

/** Tries the first probe of an instance that has not passed yet. */
export async function probeInstance(instance: Instance, clock: Clock): Promise<Observation> {
  const probe = instance.spec.probes[instance.probesPassed];
  const endpoint = instance.endpoints.find(({ port }) => port === probe?.port);
  if (probe === undefined) return { kind: 'tick' };
  if (endpoint === undefined) {
    return { kind: 'probed', passed: false, detail: `The cloud shows no address for port ${probe.port}.` };
  }
  const { path, expectStatus, expectBody, timeoutMs } = probe;
  try {
    const result = await probeHttp(endpoint.url, { path, expectStatus, expectBody, timeoutMs, clock });
    return { kind: 'probed', ...result };
  } catch (error) {
    // The request was checked when it came in, so it is the address.
    if (!(error instanceof InvalidArgumentError)) throw error;
    return { kind: 'probed', passed: false, detail: `The cloud shows an address for port ${probe.port} that is none.` };
  }
}
