import type { components } from '@novita-fleet/openapi/novita';
import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { EventQueue } from './event-queue.js';
import type { Instance } from './instance.js';
import type { Instances } from './instances.js';
import { invalidStateChange } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { WorldRules } from './rules.js';

type Schemas = components['schemas'];

export type JobType = Schemas['JobTypeV1'];
export type JobState = Schemas['JobStateV1'];

export const JOB_TYPES = ['saveImage', 'instanceMigrate', 'autoInstanceMigrate'] as const satisfies readonly JobType[];
export const JOB_STATES = ['pulling', 'running', 'success', 'fail', 'break'] as const satisfies readonly JobState[];

export interface JobError {
  /** A code, such as a published reason. */
  readonly error: string;
  readonly errorMessage: string;
}

/** Work in the background. */
export interface Job {
  readonly id: string;
  readonly type: JobType;
  readonly instanceId: string;
  /** Virtual milliseconds since 1970. */
  readonly createdAt: number;
  /** Target of `saveImage`, empty for others. */
  readonly image: string;
  /** `pulling` means being prepared. */
  state: JobState;
  error: JobError | undefined;
  /** Every state it was in, oldest first. */
  readonly states: { readonly time: number; readonly state: JobState }[];
}

export interface JobsParts {
  readonly seed: number;
  readonly instances: Instances;
  readonly events: EventQueue;
  readonly rules: WorldRules;
  readonly now: () => number;
  /** An image has been saved under this reference. */
  readonly saved: (image: string) => void;
}

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** All jobs there ever were: pages `gpu-instance-list-jobs`, `gpu-instance-break-job`, `gpu-instance-save-image`. */
export class Jobs {
  readonly #parts: JobsParts;
  readonly #ids: SeededRandom;
  readonly #jobs = new Map<string, Job>();
  /** Jobs that have not ended, by instance. */
  readonly #running = new Map<string, readonly Job[]>();
  readonly #onFailure = new Map<string, () => void>();

  constructor(parts: JobsParts) {
    this.#parts = parts;
    this.#ids = seededRandom(parts.seed, 'job ids');
    parts.instances.watch((instance) => this.#endWith(instance));
  }

  /** Every job, oldest first. */
  all(): Iterable<Job> {
    return this.#jobs.values();
  }

  /** Jobs that now run on an instance. */
  runningOn(instanceId: string): readonly Job[] {
    return this.#running.get(instanceId) ?? [];
  }

  /** @throws Refusal `JOB_NOT_FOUND`. */
  get(id: string): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Refusal('not_found', 'JOB_NOT_FOUND', 'job not found');
    return job;
  }

  /**
   * Saves the container of a stopped instance as an image; its state does not change.
   *
   * @throws Refusal when it is not there, not stopped, or already being saved.
   */
  saveImage(instanceId: string, image: string): Job {
    const { instances, rules } = this.#parts;
    const { status } = instances.get(instanceId);
    const isAllowed = status === 'exited' || (status === 'running' && rules.saveImageFromRunning);
    if (!isAllowed) throw invalidStateChange();
    if (this.runningOn(instanceId).length > 0) {
      throw new Refusal('rejected', 'DEPENDENT_RESOURCE_STATE', 'another job of the instance has not ended');
    }
    return this.start('saveImage', instanceId, image, instances.draw('saveImage'), {
      succeeded: () => this.#parts.saved(image),
    });
  }

  /**
   * Interrupts a job.
   *
   * @throws Refusal `JOB_NOT_FOUND`, or `OPERATION_LIMIT` when it has ended or is a migration.
   */
  break(id: string): Job {
    const job = this.get(id);
    if (job.type !== 'saveImage') {
      throw new Refusal('rejected', 'OPERATION_LIMIT', 'a migration job cannot be interrupted');
    }
    this.#requireRunning(job);
    this.#enter(job, 'break');
    return job;
  }

  /** Something broke. @throws Refusal when it is not there or has ended. */
  fail(id: string, error: JobError): void {
    const job = this.get(id);
    this.#requireRunning(job);
    this.#fail(job, error);
  }

  /**
   * Starts a job that is prepared and then runs for `ms`. For the rules of this folder.
   *
   * @param ends - what follows its success or its failure; a job that was interrupted has neither.
   */
  start(
    type: JobType,
    instanceId: string,
    image: string,
    ms: number,
    ends: { readonly succeeded: () => void; readonly failed?: () => void },
  ): Job {
    const { events, now, instances } = this.#parts;
    const id = this.#ids.text(16, ID_ALPHABET);
    const job: Job = {
      id,
      type,
      instanceId,
      createdAt: now(),
      image,
      state: 'pulling',
      error: undefined,
      states: [],
    };
    this.#jobs.set(id, job);
    this.#running.set(instanceId, [...this.runningOn(instanceId), job]);
    if (ends.failed !== undefined) this.#onFailure.set(id, ends.failed);
    this.#enter(job, 'pulling');
    events.schedule(now() + instances.draw('jobPulling'), () => {
      if (hasEnded(job)) return;
      this.#enter(job, 'running');
      events.schedule(now() + ms, () => {
        if (hasEnded(job)) return;
        this.#enter(job, 'success');
        ends.succeeded();
      });
    });
    return job;
  }

  /** Jobs fail with an instance that is removed, and migrations when something else moves it on. */
  #endWith({ id, presence, status }: Instance): void {
    const isLeaving = presence === 'vanished' || status === 'toRemove';
    for (const job of this.runningOn(id)) {
      const isPointless = isLeaving || (job.type !== 'saveImage' && status !== 'migrating');
      if (!isPointless) continue;
      this.#onFailure.delete(job.id);
      this.#fail(job, { error: 'DEPENDENT_RESOURCE_STATE', errorMessage: 'the instance is not there any more' });
    }
  }

  #fail(job: Job, error: JobError): void {
    job.error = error;
    const failed = this.#onFailure.get(job.id);
    this.#enter(job, 'fail');
    failed?.();
  }

  #enter(job: Job, state: JobState): void {
    job.state = state;
    job.states.push({ time: this.#parts.now(), state });
    if (!hasEnded(job)) return;
    this.#onFailure.delete(job.id);
    const others = this.runningOn(job.instanceId).filter((other) => other !== job);
    if (others.length > 0) this.#running.set(job.instanceId, others);
    else this.#running.delete(job.instanceId);
  }

  #requireRunning(job: Job): void {
    if (hasEnded(job)) throw new Refusal('rejected', 'OPERATION_LIMIT', 'the job has ended');
  }
}

function hasEnded({ state }: Job): boolean {
  return state !== 'pulling' && state !== 'running';
}
