import type { Clock } from '@novita-fleet/resilience';
import { dueAt } from '../lifecycle/decide.js';
import type { Instance, Work } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';
import { findInstance } from '../store/instances.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import { retryAfterMs, type Cloud } from './cloud.js';
import type { Chooser } from './chooser.js';
import { probeInstance } from './probe-instance.js';
import type { InstanceService } from './instance-service.js';

/** Carries out the outstanding work of one instance and feeds what came of it back into `decide`. */
export class InstanceWorker {
  readonly #store: Store;
  readonly #instances: InstanceService;
  readonly #cloud: Cloud;
  readonly #chooser: Chooser;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: {
    store: Store;
    instances: InstanceService;
    cloud: Cloud;
    chooser: Chooser;
    clock: Clock;
    log: Log;
  }) {
    this.#store = options.store;
    this.#instances = options.instances;
    this.#cloud = options.cloud;
    this.#chooser = options.chooser;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** The handler of `instance` jobs. @param id - the instance. */
  async run(id: string): Promise<void> {
    const stored = await findInstance(this.#store.db, id);
    if (stored === undefined) return;
    const { instance } = stored;
    if (instance.create.stage === 'sending') {
      // At most one job of an instance runs, so the one that was sending is dead: its call may have got through.
      this.#log.warn({ instanceId: id }, 'a create call was interrupted, searching for what it made');
      await this.#instances.observe(id, { kind: 'create_unclear' });
      return;
    }
    const now = this.#clock.now();
    const { work, deadlineAt } = instance;
    // A deadline is kept at its time: the next sweep may be far.
    if (deadlineAt !== null && deadlineAt <= now) {
      const after = await this.#instances.observe(id, { kind: 'tick' });
      const next = after === undefined ? null : dueAt(after.instance);
      await this.#store.write((tx) => this.#instances.wake(tx, id, next));
      return;
    }
    if (work === null || work.at > now) {
      await this.#store.write((tx) => this.#instances.wake(tx, id, dueAt(instance)));
      return;
    }
    const observation = await this.#perform(instance, work);
    if (observation === undefined) return;
    this.#log.debug({ instanceId: id, work: work.type, observation: observation.kind }, 'work done');
    const after = await this.#instances.observe(id, observation);
    const left = after?.instance.work;
    // The same work is still wanted now, so it had no effect yet: try again, later each time.
    if (left?.type === work.type && left.at === work.at) await this.#instances.observe(id, { kind: 'work_failed' });
  }

  async #perform(instance: Instance, work: Work): Promise<Observation | undefined> {
    const at = this.#clock.now();
    switch (work.type) {
      case 'choose':
        return this.#chooser.choose(instance);
      case 'create':
        return this.#create(instance.id);
      case 'find':
        return this.#find(instance, at);
      case 'probe':
        return probeInstance(instance, this.#clock);
      case 'recreate':
        await this.#store.write((tx) => this.#instances.recreate(tx, instance.id));
        return undefined;
      case 'delete_duplicate':
        return this.#deleteDuplicate(instance);
      case 'look':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.look(cloudId, at));
      case 'start':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.start(cloudId));
      case 'restart':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.restart(cloudId));
      case 'stop':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.stop(cloudId));
      case 'delete':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.delete(cloudId));
      case 'measure':
        return this.#onCloudId(instance, (cloudId) => this.#cloud.measure(cloudId, at));
    }
  }

  async #find(instance: Instance, at: number): Promise<Observation> {
    try {
      return { kind: 'found', matches: await this.#cloud.search(instance.marker), at };
    } catch (error) {
      return { kind: 'work_failed', retryAfterMs: retryAfterMs(error) };
    }
  }

  #deleteDuplicate({ id, duplicates: [cloudId] }: Instance): Promise<Observation> | Observation {
    if (cloudId === undefined) return { kind: 'tick' };
    this.#log.warn({ instanceId: id, novitaInstanceId: cloudId }, 'deleting a second copy of an instance');
    return this.#cloud.delete(cloudId);
  }

  #onCloudId(
    { cloudId }: Instance,
    call: (cloudId: string) => Promise<Observation>,
  ): Promise<Observation> | Observation {
    return cloudId === null ? { kind: 'tick' } : call(cloudId);
  }

  async #create(id: string): Promise<Observation | undefined> {
    // Written down before the call: whatever happens to this process now, a later one knows that it has to search.
    const marked = await this.#instances.observe(id, { kind: 'create_sending' });
    if (marked?.instance.create.stage !== 'sending') return undefined;
    const observation = await this.#cloud.create(marked.instance);
    if (observation.kind === 'create_unclear') {
      this.#log.warn({ instanceId: id }, 'the create call got no clear answer, searching for what it made');
    }
    return observation;
  }
}
