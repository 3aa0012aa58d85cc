import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { Cluster, Product } from './catalogue.js';
import { drawDuration } from './durations.js';
import { planPull, type ImageRules, type Pull } from './image-pulls.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { RegistryAuths } from './registry-auths.js';
import type { StoreParts } from './store-parts.js';

export type PrewarmState = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** In the order in which a task goes through them. */
export const PREWARM_STATES = ['Pending', 'Running', 'Succeeded', 'Failed'] as const satisfies readonly PrewarmState[];

/** What the caller of create asked for. */
export interface PrewarmRequest {
  readonly image: string;
  readonly clusterId: string;
  /** Empty for every product of the cluster. */
  readonly productIds: readonly string[];
  /** Empty for none. */
  readonly registryAuthId: string;
  readonly note: string;
}

/** An image that is pulled ahead of its use. Times are virtual milliseconds since 1970. */
export interface PrewarmTask {
  readonly id: string;
  readonly image: string;
  /** Last part of the image's path, without the tag. */
  readonly imageName: string;
  readonly cluster: Cluster;
  readonly products: readonly Product[];
  readonly registryAuthId: string;
  readonly createdAt: number;
  note: string;
  state: PrewarmState;
  /** In bytes; 0 until the image has been pulled. */
  imageBytes: number;
  completedAt: number | undefined;
  /** Why it failed. */
  failure: { readonly state: string; readonly message: string } | undefined;
  /** Messages; the last tells how it ended. */
  readonly reasons: string[];
}

export interface PrewarmFilter {
  readonly state: PrewarmState | undefined;
  readonly clusterId: string | undefined;
  /** Part of the image's name or of the note, in any case. */
  readonly name: string | undefined;
}

/** A size that drawn images stay below; in bytes. */
const MIN_IMAGE_BYTES = 500_000_000;
const MAX_IMAGE_BYTES = 4_000_000_000;
const BYTES_PER_GB = 1024 ** 3;

/** What a registry accepts: `[host[:port]/]path[:tag][@digest]`, the path in lower case. */
const REFERENCE =
  /^(?:[\w.-]+(?::\d+)?\/)?[a-z\d]+(?:[._/-]+[a-z\d]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[\da-f]{64})?$/;

export interface PrewarmParts extends StoreParts {
  /** Images that are pulled in a time of their own, or not at all. */
  readonly images: ImageRules;
}

/** Image prewarm: the pages `gpu-instance-*-image-prewarm`. */
export class PrewarmTasks {
  readonly #parts: PrewarmParts;
  readonly #registryAuths: RegistryAuths;
  readonly #ids: SeededRandom;
  readonly #chance: SeededRandom;
  readonly #all = new Map<string, PrewarmTask>();

  constructor(parts: PrewarmParts, registryAuths: RegistryAuths) {
    this.#parts = parts;
    this.#registryAuths = registryAuths;
    this.#ids = seededRandom(parts.seed, 'prewarm ids');
    this.#chance = seededRandom(parts.seed, 'prewarm durations and sizes');
  }

  get count(): number {
    return this.#all.size;
  }

  /** Oldest first. */
  list(): Iterable<PrewarmTask> {
    return this.#all.values();
  }

  /** @throws Refusal; no reason is published for a missing task. */
  get(id: string): PrewarmTask {
    const task = this.#all.get(id);
    if (task === undefined) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', 'prewarm task not found');
    return task;
  }

  /** @throws Refusal when the quota is used up, or the cluster, a product or the registry login does not fit. */
  create(request: PrewarmRequest): PrewarmTask {
    const { quotas, durations, now } = this.#parts;
    const { image, registryAuthId, note } = request;
    const cluster = this.#parts.catalogue.cluster(request.clusterId);
    if (cluster === undefined) throw invalid(`there is no cluster ${request.clusterId}`);
    const products = this.#productsOf(cluster, request.productIds);
    if (registryAuthId !== '') this.#registryAuths.get(registryAuthId);
    if (this.#all.size >= quotas.prewarmTasks) {
      throw new Refusal('rejected', 'OPERATION_LIMIT', `at most ${quotas.prewarmTasks} prewarm tasks are allowed`);
    }
    const task: PrewarmTask = {
      id: newId(this.#ids, this.#all),
      image,
      imageName: imageName(image),
      cluster,
      products,
      registryAuthId,
      createdAt: now(),
      note,
      state: 'Pending',
      imageBytes: 0,
      completedAt: undefined,
      failure: undefined,
      reasons: [],
    };
    this.#all.set(task.id, task);
    if (registryAuthId !== '') this.#registryAuths.use(registryAuthId, task.id);
    this.#after(task, drawDuration(this.#chance, durations.prewarmPending), () => this.#pull(task));
    return task;
  }

  /** @throws Refusal when it is not there. */
  annotate(id: string, note: string): void {
    this.get(id).note = note;
  }

  /** Takes all of them away, in whatever state, or none. @throws Refusal when one is not there. */
  delete(ids: readonly string[]): void {
    const tasks = ids.map((id) => this.get(id));
    for (const { id } of tasks) {
      this.#all.delete(id);
      this.#registryAuths.release(id);
    }
  }

  #pull(task: PrewarmTask): void {
    const { images, durations } = this.#parts;
    const usualMs = (): number => drawDuration(this.#chance, durations.prewarmRunning);
    const pull = planPull(images, task.image, this.#chance, usualMs);
    const failure = this.#failureOf(task, pull);
    task.state = 'Running';
    this.#after(task, pull.ms, () => {
      if (failure !== undefined) {
        this.#end(task, 'Failed', failure);
        return;
      }
      const drawn = this.#chance.integer(MIN_IMAGE_BYTES, MAX_IMAGE_BYTES);
      task.imageBytes = pull.sizeGb === undefined ? drawn : Math.round(pull.sizeGb * BYTES_PER_GB);
      this.#end(task, 'Succeeded', 'image pulled successfully');
    });
  }

  #failureOf({ image }: PrewarmTask, { sizeGb = 0, failure }: Pull): string | undefined {
    const { prewarmImageGb } = this.#parts.quotas;
    if (!REFERENCE.test(image)) return `invalid reference format: ${image}`;
    return sizeGb > prewarmImageGb ? `the image has ${sizeGb} GB, more than ${prewarmImageGb}` : failure;
  }

  #end(task: PrewarmTask, state: PrewarmState, reason: string): void {
    task.state = state;
    task.completedAt = this.#parts.now();
    task.reasons.push(reason);
    if (state === 'Failed') task.failure = { state: 'PULL_FAILED', message: reason };
  }

  /** Runs what comes next unless the task has been deleted. */
  #after(task: PrewarmTask, ms: number, next: () => void): void {
    const { events, now } = this.#parts;
    events.schedule(now() + ms, () => {
      if (this.#all.has(task.id)) next();
    });
  }

  #productsOf(cluster: Cluster, ids: readonly string[]): Product[] {
    const offered = this.#parts.catalogue.products.filter(({ gpus }) => Object.hasOwn(gpus, cluster.id));
    if (ids.length === 0) return offered;
    return ids.map((id) => {
      const product = offered.find((candidate) => candidate.id === id);
      if (product === undefined) throw invalid(`product ${id} is not offered in ${cluster.id}`);
      return product;
    });
  }
}

/** Whether the task passes all that the filter asks for. */
export function matchesPrewarm(task: PrewarmTask, { state, clusterId, name = '' }: PrewarmFilter): boolean {
  const text = name.toLowerCase();
  return (
    (state === undefined || task.state === state) &&
    (clusterId === undefined || task.cluster.id === clusterId) &&
    (task.imageName.toLowerCase().includes(text) || task.note.toLowerCase().includes(text))
  );
}

function imageName(image: string): string {
  return image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/, '');
}

function invalid(message: string): Refusal {
  return new Refusal('rejected', 'VALIDATOR_PARAM', message);
}
