import { AbortedError, type FleetClient, type FleetEvent, type FleetInstance } from '@novita-fleet/client';
import type { Clock, Timer } from '@novita-fleet/resilience';

/** How often instances are looked at although nothing happened to them: for what they cost, in milliseconds. */
const LOOK_EVERY_MS = 5_000;

export interface FollowOptions {
  readonly fleet: FleetClient;
  readonly clock: Clock;
  /** All instances when it is empty. */
  readonly ids: readonly string[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Milliseconds until it gives up. */
  readonly timeoutMs: number | undefined;
  /** Told of every look, with what happened since the one before. */
  readonly onLook: (instances: readonly FleetInstance[], events: readonly FleetEvent[]) => void;
  readonly isDone: (instances: readonly FleetInstance[]) => boolean;
}

/** How it ended. */
export type FollowEnd = 'done' | 'timeout' | 'interrupted';

/**
 * Looks at instances whenever something happens to them, by the stream of events, and now and then for what they cost.
 *
 * @throws NovitaError when the server refuses.
 */
export async function followInstances(options: FollowOptions): Promise<FollowEnd> {
  const stop = new AbortController();
  let end: FollowEnd | undefined;
  const finish = (how: FollowEnd): void => {
    end ??= how;
    stop.abort();
  };
  const onInterrupt = (): void => finish('interrupted');
  if (options.signal.aborted) return 'interrupted';
  options.signal.addEventListener('abort', onInterrupt, { once: true });
  const timer =
    options.timeoutMs === undefined ? undefined : options.clock.setTimeout(() => finish('timeout'), options.timeoutMs);
  try {
    await new Follower(options, stop.signal, () => finish('done')).run();
  } catch (error) {
    if (end === undefined || !(error instanceof AbortedError)) throw error;
  } finally {
    timer?.cancel();
    options.signal.removeEventListener('abort', onInterrupt);
    stop.abort();
  }
  return end ?? 'interrupted';
}

class Follower {
  readonly #options: FollowOptions;
  readonly #signal: AbortSignal;
  readonly #done: () => void;
  readonly #known = new Map<string, FleetInstance>();
  #looking: Promise<void> = Promise.resolve();
  #timer: Timer | undefined;
  #failed: (error: unknown) => void = () => undefined;

  constructor(options: FollowOptions, signal: AbortSignal, done: () => void) {
    this.#options = options;
    this.#signal = signal;
    this.#done = done;
  }

  async run(): Promise<void> {
    const failure = new Promise<never>((_resolve, reject) => (this.#failed = reject));
    failure.catch(() => undefined);
    try {
      await Promise.race([this.#follow(), failure]);
    } finally {
      this.#timer?.cancel();
    }
  }

  async #follow(): Promise<void> {
    const { fleet, ids } = this.#options;
    const one = ids.length === 1 ? ids[0] : undefined;
    const stream = fleet.events.follow({ signal: this.#signal, ...(one !== undefined && { instanceId: one }) });
    for await (const item of stream) {
      if (item.kind !== 'event') await this.#look([]);
      else if (ids.length === 0 || ids.includes(item.event.data.instanceId)) await this.#look([item.event]);
    }
  }

  /** One look after the other; a slow answer does not pile them up. */
  #look(events: readonly FleetEvent[]): Promise<void> {
    this.#timer?.cancel();
    this.#looking = this.#looking.then(() => this.#lookNow(events));
    return this.#looking;
  }

  async #lookNow(events: readonly FleetEvent[]): Promise<void> {
    if (this.#signal.aborted) throw new AbortedError(false);
    const { fleet, ids, onLook, isDone, clock } = this.#options;
    const call = { signal: this.#signal };
    if (ids.length === 0) {
      const seen = new Set<string>();
      for await (const instance of fleet.instances.listAll({ limit: 200 }, call)) {
        seen.add(instance.id);
        this.#known.set(instance.id, instance);
      }
      for (const id of this.#known.keys()) if (!seen.has(id)) this.#known.delete(id);
    } else {
      const changed = events.length === 0 ? ids : events.map(({ data }) => data.instanceId);
      for (const instance of await Promise.all(changed.map((id) => fleet.instances.get(id, call)))) {
        this.#known.set(instance.id, instance);
      }
    }
    const instances = ids.length === 0 ? [...this.#known.values()] : ids.flatMap((id) => this.#known.get(id) ?? []);
    onLook(instances, events);
    if (isDone(instances)) {
      this.#done();
      throw new AbortedError(false);
    }
    this.#timer = clock.setTimeout(
      () => void this.#look([]).catch((error: unknown) => this.#failed(error)),
      LOOK_EVERY_MS,
    );
  }
}
