import type { Instance, InstanceSpec } from './instance.js';
import type { Instances } from './instances.js';
import type { NetworkStorages } from './network-storages.js';
import type { Networks } from './networks.js';
import type { RegistryAuths } from './registry-auths.js';

export interface AttachmentsParts {
  readonly instances: Instances;
  readonly networks: Networks;
  readonly networkStorages: NetworkStorages;
  readonly registryAuths: RegistryAuths;
}

/** Keeps what instances use from being deleted: networks, network storages and registry logins. */
export class Attachments {
  readonly #parts: AttachmentsParts;

  constructor(parts: AttachmentsParts) {
    this.#parts = parts;
    parts.instances.watch((instance) => {
      if (instance.presence === 'vanished' || instance.status === 'removed') this.#release(instance.id);
    });
  }

  /**
   * Says whether all that a spec names is there; changes nothing.
   *
   * @throws Refusal with the reason of the store when something is not there or not in the cluster.
   */
  requireUsable({ networkId, storages, imageAuthId, cluster }: AttachedSpec): void {
    const { networks, networkStorages, registryAuths } = this.#parts;
    if (networkId !== '') networks.requireUsable(networkId, cluster.id);
    for (const { storageId } of storages) networkStorages.requireUsable(storageId, cluster.id);
    if (imageAuthId !== '') registryAuths.get(imageAuthId);
  }

  /** Marks all that the instance names now as used, and nothing else. */
  follow({ id, spec }: Instance): void {
    const { networks, networkStorages, registryAuths } = this.#parts;
    networkStorages.release(id);
    registryAuths.release(id);
    if (spec.networkId !== '') networks.use(spec.networkId, id);
    for (const { storageId } of spec.storages) networkStorages.use(storageId, id);
    if (spec.imageAuthId !== '') registryAuths.use(spec.imageAuthId, id);
  }

  /** Its address in its network; empty without one. */
  addressOf({ id, spec }: Instance): string {
    return spec.networkId === '' ? '' : (this.#parts.networks.get(spec.networkId).addresses.get(id) ?? '');
  }

  #release(instanceId: string): void {
    this.#parts.networks.release(instanceId);
    this.#parts.networkStorages.release(instanceId);
    this.#parts.registryAuths.release(instanceId);
  }
}

type AttachedSpec = Pick<InstanceSpec, 'networkId' | 'storages' | 'imageAuthId' | 'cluster'>;
