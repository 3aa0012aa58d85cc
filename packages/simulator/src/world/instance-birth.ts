import type { SeededRandom } from '../seeded-random.js';
import type { Instance, InstanceBill, InstanceSpec } from './instance.js';

/** No character that is easily mistaken for another. */
const PASSWORD_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

export interface BirthParts {
  readonly id: string;
  readonly now: number;
  readonly bill: InstanceBill;
  readonly passwords: SeededRandom;
  readonly secrets: SeededRandom;
}

/** An instance that is in no state yet: it has to be moved to `toCreate`. */
export function newInstance(spec: InstanceSpec, { id, now, bill, passwords, secrets }: BirthParts): Instance {
  return {
    id,
    spec,
    searchName: spec.name.toLowerCase(),
    createdAt: now,
    sshPassword: passwords.text(20, PASSWORD_ALPHABET),
    secrets: {
      webTerminalPassword: secrets.text(16, PASSWORD_ALPHABET),
      jupyterToken: secrets.hex(32),
      logToken: secrets.hex(16),
    },
    bill,
    status: 'toCreate',
    statusError: undefined,
    presence: 'visible',
    states: [],
    lastStartedAt: undefined,
    lastStoppedAt: undefined,
    appUpAt: undefined,
    holdsGpus: false,
    hasImage: false,
    isNodeFull: false,
    subscription: undefined,
    spot: spec.billingMode === 'spot' ? { status: 'running', reclaimAt: undefined } : undefined,
    autoMigrate: { isOpen: false, systemDisk: false },
    isWebTerminalOn: true,
    loads: [{ from: now, load: 'busy' }],
    comingPorts: [],
    comingDiskGb: 0,
    epoch: 0,
  };
}
