import type { Attachments } from './attachments.js';
import type { Billing } from './billing.js';
import type { EventQueue } from './event-queue.js';
import { settleBill } from './instance-bill.js';
import type { AutoMigrate, ExposedPort, Instance, InstanceSpec, Load } from './instance.js';
import type { InstanceObserver, Instances } from './instances.js';
import { invalidStateChange, isOnTheWayOut } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { WorldRules } from './rules.js';

/** Ports without those of tools, which stay, and gigabytes to add. What is absent stays as it is. */
export interface Edit {
  readonly ports?: readonly ExposedPort[];
  readonly addDiskGb?: number;
}

/** What an upgrade replaces; what is absent stays as it is. */
export type Upgrade = Partial<
  Pick<InstanceSpec, 'imageUrl' | 'imageAuthId' | 'envs' | 'command' | 'entrypoint' | 'storages'>
>;

export interface SettingsParts {
  readonly instances: Instances;
  readonly events: EventQueue;
  readonly billing: Billing;
  readonly attachments: Attachments;
  readonly rules: WorldRules;
  readonly now: () => number;
  readonly observer: InstanceObserver;
}

/** Changes of an instance that exists. Every method throws a Refusal when it is not there. */
export class InstanceSettings {
  readonly #parts: SettingsParts;

  constructor(parts: SettingsParts) {
    this.#parts = parts;
  }

  /**
   * Changes ports and grows the root disk without a restart, a little later (page `gpu-instance-edit-instance`).
   * The caller opens the ports of `comingPorts`, so that they answer as soon as they are shown.
   *
   * @throws Refusal when it is not running, or the disk would be too large.
   */
  edit(id: string, { ports, addDiskGb = 0 }: Edit): Instance {
    const { instances, events, now } = this.#parts;
    const instance = instances.get(id);
    if (instance.status !== 'running') throw invalidStateChange();
    const size = instance.spec.rootfsSize + instance.comingDiskGb + addDiskGb;
    if (addDiskGb > 0 && size > instance.spec.product.maxRootFs) {
      const message = `the root disk may have at most ${instance.spec.product.maxRootFs} GB, not ${size}`;
      throw new Refusal('rejected', 'VALIDATOR_PARAM', message);
    }
    instance.comingDiskGb += addDiskGb;
    if (ports !== undefined) instance.comingPorts = [...ports];
    events.schedule(now() + instances.draw('editing'), () => this.#applyEdit(instance, { ports, addDiskGb }));
    return instance;
  }

  /**
   * Makes the container anew: the instance is reset, and runs afterwards (page `gpu-instance-upgrade-instance`).
   *
   * @throws Refusal when it is neither running nor, if the rules allow it, exited; its cluster is full, or a
   * storage or registry login is not there.
   */
  upgrade(id: string, upgrade: Upgrade): Instance {
    const { instances, rules, attachments } = this.#parts;
    const instance = instances.get(id);
    const isAllowed = instance.status === 'running' || (instance.status === 'exited' && rules.upgradeFromExited);
    if (!isAllowed) throw invalidStateChange();
    const spec = { ...instance.spec, ...upgrade };
    attachments.requireUsable({ ...spec, networkId: '' });
    instances.takeGpus(instance);
    instance.spec = spec;
    attachments.follow(instance);
    instance.statusError = undefined;
    instance.hasImage = true;
    instances.moveTo(instance, 'toReset');
    return instance;
  }

  /** Page `gpu-instance-set-auto-migrate`. */
  setAutoMigrate(id: string, autoMigrate: AutoMigrate): Instance {
    const instance = this.#parts.instances.get(id);
    instance.autoMigrate = autoMigrate;
    return instance;
  }

  /** Page `gpus-v2-set-web-terminal`. */
  setWebTerminal(id: string, isOn: boolean): Instance {
    const instance = this.#parts.instances.get(id);
    instance.isWebTerminalOn = isOn;
    return instance;
  }

  /** How hard the program inside works from now on; its metrics follow. */
  setLoad(id: string, load: Load): Instance {
    const instance = this.#parts.instances.get(id);
    instance.loads.push({ from: this.#parts.now(), load });
    return instance;
  }

  /** Others take its node, or leave it: a full node refuses a start until the instance was migrated. */
  setNodeFull(id: string, isFull: boolean): Instance {
    const instance = this.#parts.instances.get(id);
    instance.isNodeFull = isFull;
    return instance;
  }

  #applyEdit(instance: Instance, { ports, addDiskGb }: { ports: Edit['ports']; addDiskGb: number }): void {
    if (instance.presence !== 'visible' || isOnTheWayOut(instance.status)) return;
    const { spec } = instance;
    instance.comingDiskGb -= addDiskGb;
    const toolPorts = spec.ports.filter(({ port }) => spec.tools.some((tool) => tool.port === String(port)));
    instance.spec = {
      ...spec,
      rootfsSize: spec.rootfsSize + addDiskGb,
      ports: ports === undefined ? spec.ports : [...ports, ...toolPorts],
    };
    settleBill(this.#parts.billing, instance);
    if (ports === undefined) return;
    if (instance.comingPorts.every((port, index) => port === ports[index])) instance.comingPorts = [];
    this.#parts.observer.portsChanged?.(instance);
  }
}
