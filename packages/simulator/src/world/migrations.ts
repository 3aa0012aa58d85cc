import type { Billing } from './billing.js';
import { unitsOf } from './instance-bill.js';
import type { Instance } from './instance.js';
import type { Instances } from './instances.js';
import type { Job, Jobs } from './jobs.js';
import { invalidStateChange } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { WorldRules } from './rules.js';
import type { Stock } from './stock.js';

export interface MigrationsParts {
  readonly instances: Instances;
  readonly jobs: Jobs;
  readonly stock: Stock;
  readonly billing: Billing;
  readonly rules: WorldRules;
}

/** Moves instances to other nodes of their cluster. */
export class Migrations {
  readonly #parts: MigrationsParts;

  constructor(parts: MigrationsParts) {
    this.#parts = parts;
  }

  /**
   * Moves a stopped instance (page `gpu-instance-migrate-instance`); its id stays, and the new node has to pull the
   * image.
   *
   * @throws Refusal when it is not there, not stopped, not paid for, or there is no other node for it.
   */
  migrate(id: string): Job {
    const { instances, stock, billing, rules } = this.#parts;
    const instance = instances.get(id);
    if (instance.status !== 'exited') throw invalidStateChange();
    const isPaid = instance.subscription === undefined ? !billing.isEmpty : !instance.subscription.isExpired;
    if (!isPaid) throw new Refusal('rejected', 'EXPIRED_OR_BALANCE_NOT_ENOUGH', 'the balance is not enough');
    const { product, cluster } = instance.spec;
    if (stock.free(product.id, cluster.id) < unitsOf(instance.spec)) {
      const message = `no node of ${cluster.id} has enough free GPUs of ${product.id}`;
      throw new Refusal('rejected', 'MIGRATE_INSUFFICIENT_RESOURCE', message);
    }
    return this.#move(instance, 'instanceMigrate', rules.migrateEndsIn);
  }

  /**
   * Its node has broken down. With automatic migration it moves to another one and runs there if it ran before;
   * otherwise, or when all are full, it is left stopped with a `statusError`, and its node is full.
   *
   * @throws Refusal when it is not there, or neither running nor stopped.
   */
  nodeTrouble(id: string): Job | undefined {
    const { instances, stock } = this.#parts;
    const instance = instances.get(id);
    const { status, spec } = instance;
    if (status !== 'running' && status !== 'exited') throw invalidStateChange();
    // Its GPUs are broken; on the new node it needs others.
    const hasRoom = stock.free(spec.product.id, spec.cluster.id) >= unitsOf(spec);
    if (instance.autoMigrate.isOpen && hasRoom) {
      instances.giveBackGpus(instance);
      return this.#move(instance, 'autoInstanceMigrate', status);
    }
    instance.isNodeFull = true;
    const message = instance.autoMigrate.isOpen ? 'no node to migrate to' : 'the node is not available';
    instance.statusError = { state: 'nodeError', message };
    if (status === 'running') instances.moveTo(instance, 'exited');
    return undefined;
  }

  #move(instance: Instance, type: Job['type'], target: 'exited' | 'running'): Job {
    const { instances, jobs } = this.#parts;
    instance.isNodeFull = false;
    if (target === 'running') instances.takeGpus(instance);
    instance.statusError = undefined;
    const job = jobs.start(type, instance.id, '', instances.draw('migrating'), {
      succeeded: () => {
        instance.hasImage = target === 'running';
        if (instance.spot?.status === 'terminated') instance.spot = { status: 'running', reclaimAt: undefined };
        instances.moveTo(instance, target);
      },
      failed: () => {
        const { errorMessage } = job.error ?? { errorMessage: 'the migration failed' };
        instance.statusError = { state: 'migrating', message: errorMessage };
        instances.moveTo(instance, 'exited');
      },
    });
    instances.moveTo(instance, 'migrating');
    return job;
  }
}
