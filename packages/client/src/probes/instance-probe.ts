import { InvalidArgumentError, checkKnownOptions, checkNumber, type Clock } from '@novita-fleet/resilience';
import type { Instance } from '../resources/instance.js';
import { HTTP_EXPECTATION_NAMES, checkHttpExpectation, probeHttp, type HttpExpectation } from './http-probe.js';
import type { ProbeResult } from './probe-result.js';
import { DEFAULT_PROBE_TIMEOUT_MS } from './probe-settings.js';
import { probeSsh } from './ssh-probe.js';
import { probeTcp } from './tcp-probe.js';

/** When a probe of an instance is tried again, and how long an attempt may take. */
interface ProbePace {
  /** Time from the end of a failed attempt to the next, in milliseconds. Default 2,000. */
  readonly intervalMs?: number;
  /** Time for each attempt, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}

/** What a port of an instance must answer before the instance is ready. `port` is the one inside the container. */
export type InstanceProbe =
  | ({ readonly type: 'http'; readonly port: number } & HttpExpectation & ProbePace)
  | ({ readonly type: 'tcp'; readonly port: number } & ProbePace)
  /** `port` is 22 by default. */
  | ({ readonly type: 'ssh'; readonly port?: number } & ProbePace);

const INTERVAL_MS = 2_000;
const SSH_PORT = 22;

/** The port of a probe inside the container. */
function portOf(probe: InstanceProbe): number {
  return probe.type === 'ssh' ? (probe.port ?? SSH_PORT) : probe.port;
}

/** How long after a failed attempt a probe is tried again, in milliseconds. */
export function intervalOf(probe: InstanceProbe): number {
  return probe.intervalMs ?? INTERVAL_MS;
}

/** Where the port of a probe can be reached, as far as the cloud has told; undefined when it has not. */
export function probeAddress(probe: InstanceProbe, instance: Instance): string | undefined {
  const port = portOf(probe);
  const mapped = instance.ports.find((each) => each.port === port && each.endpoint !== undefined);
  if (mapped?.endpoint !== undefined || probe.type !== 'ssh') return mapped?.endpoint;
  // Novita page gpu-instance-get-instance: the detail tells the way in as a command, too.
  const [, mappedPort, host] = /\bssh\s+-p\s+(\d+)\s+\S+@([^\s@]+)/.exec(instance.sshCommand ?? '') ?? [];
  return host === undefined ? undefined : `${host}:${mappedPort}`;
}

/**
 * Tries a probe once.
 *
 * @returns what it found; an address that cannot be read is a failed probe, because the cloud has told it.
 * @throws AbortedError when the signal is aborted.
 */
export async function tryProbe(
  probe: InstanceProbe,
  address: string,
  settings: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ProbeResult> {
  const common = { ...settings, timeoutMs: probe.timeoutMs ?? DEFAULT_PROBE_TIMEOUT_MS };
  try {
    switch (probe.type) {
      case 'http': {
        const { path, expectStatus, expectBody, headers } = probe;
        return await probeHttp(address, { path, expectStatus, expectBody, headers, ...common });
      }
      case 'tcp':
        return await probeTcp(address, common);
      case 'ssh':
        return await probeSsh(address, common);
    }
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return { passed: false, detail: 'the cloud shows an address that cannot be read' };
  }
}

/**
 * Checks probes before anything is waited for.
 *
 * @throws InvalidArgumentError naming the field, such as `probes[0].port`, and what is allowed.
 */
export function checkProbes(probes: readonly InstanceProbe[]): readonly InstanceProbe[] {
  const list: unknown = probes;
  if (!Array.isArray(list)) throw new InvalidArgumentError('probes', '"probes" must be a list');
  for (const [index, probe] of probes.entries()) checkProbe(probe, `probes[${index}].`);
  return probes;
}

function checkProbe(probe: InstanceProbe, at: string): void {
  const type: unknown = (probe as Partial<InstanceProbe> | null)?.type;
  const known =
    typeof type === 'string' && Object.hasOwn(NAMES, type) ? NAMES[type as InstanceProbe['type']] : undefined;
  if (known === undefined) {
    throw new InvalidArgumentError(`${at}type`, `"${at}type" must be one of ${Object.keys(NAMES).join(', ')}`);
  }
  checkKnownOptions('waitForInstance', probe, known, at);
  checkNumber(`${at}port`, portOf(probe), { min: 1, max: 65_535, integer: true });
  if (probe.intervalMs !== undefined) checkNumber(`${at}intervalMs`, probe.intervalMs, { min: 1 });
  if (probe.timeoutMs !== undefined) checkNumber(`${at}timeoutMs`, probe.timeoutMs, { min: 1 });
  if (probe.type === 'http') checkHttpExpectation(probe, at);
}

const PACE_NAMES = ['type', 'port', 'intervalMs', 'timeoutMs'];

const NAMES: Readonly<Record<InstanceProbe['type'], readonly string[]>> = {
  http: [...PACE_NAMES, ...HTTP_EXPECTATION_NAMES],
  tcp: PACE_NAMES,
  ssh: PACE_NAMES,
};
