import { CircuitOpenError, NovitaError, QueueFullError, type Clock } from '@novita-fleet/resilience';
import { ApiError } from '../errors/api-error.js';
import { ClientClosedError, DeadlineExceededError } from '../errors/call-errors.js';
import { ForbiddenError, NotFoundError, UnauthorizedError } from '../errors/status-errors.js';
import type { InstancesResource } from '../resources/instances.js';
import type { Wait } from './wait.js';

/** Looks at the cloud, and hands what is seen to the waits that it concerns. Nothing is thrown. */
export class CloudLooks {
  readonly #instances: InstancesResource;
  readonly #clock: Clock;

  constructor(instances: InstancesResource, clock: Clock) {
    this.#instances = instances;
    this.#clock = clock;
  }

  /**
   * Reads the whole list once. What a list shows that breaks off is told all the same; only a complete one tells of
   * absence.
   *
   * @returns how long the cloud asks not to be looked at, in milliseconds.
   */
  async byList(waits: readonly Wait[], signal: AbortSignal): Promise<number> {
    const began = this.#clock.monotonic();
    const unseen = new Set(waits);
    const wanted = byInstance(waits);
    try {
      for await (const instance of this.#instances.listAll({}, { signal })) {
        for (const wait of wanted.get(instance.id) ?? []) {
          unseen.delete(wait);
          wait.seen(instance, 'list', began);
        }
      }
    } catch (error) {
      return tellFailure(error, unseen, signal);
    }
    for (const wait of unseen) wait.absent('list', began);
    return 0;
  }

  /**
   * Looks at one instance.
   *
   * @param waits - those that wait for it.
   * @returns how long the cloud asks not to be looked at, in milliseconds.
   */
  async byId(id: string, waits: readonly Wait[], signal: AbortSignal): Promise<number> {
    const began = this.#clock.monotonic();
    try {
      const instance = await this.#instances.get(id, { signal });
      for (const wait of waits) wait.seen(instance, 'id', began);
      return 0;
    } catch (error) {
      if (!(error instanceof NotFoundError)) return tellFailure(error, waits, signal);
      for (const wait of waits) wait.absent('id', began);
      return 0;
    }
  }
}

/** Waits by the instance that they wait for. */
export function byInstance(waits: Iterable<Wait>): Map<string, Wait[]> {
  const groups = new Map<string, Wait[]>();
  for (const wait of waits) {
    const group = groups.get(wait.id);
    if (group === undefined) groups.set(wait.id, [wait]);
    else group.push(wait);
  }
  return groups;
}

function tellFailure(error: unknown, waits: Iterable<Wait>, signal: AbortSignal): number {
  // The last wait has ended during the look.
  if (signal.aborted) return 0;
  const told = error instanceof Error ? error : new TypeError('not an error', { cause: error });
  for (const wait of waits) {
    if (isFinal(error)) wait.fail(told);
    else wait.lookFailed(told);
  }
  return retryAfterMs(error);
}

/** Whether looking again is in vain: the key is not accepted, the client is closed, or something is broken here. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof UnauthorizedError ||
    error instanceof ForbiddenError ||
    error instanceof ClientClosedError ||
    !(error instanceof NovitaError)
  );
}

function retryAfterMs(error: unknown): number {
  const namesIt =
    error instanceof ApiError ||
    error instanceof CircuitOpenError ||
    error instanceof QueueFullError ||
    error instanceof DeadlineExceededError;
  return namesIt ? (error.retryAfterMs ?? 0) : 0;
}
