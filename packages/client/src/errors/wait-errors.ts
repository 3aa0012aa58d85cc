import { NovitaError } from '@novita-fleet/resilience';
import type { CloudPhase } from '../waiting/cloud-phase.js';
import type { InstanceFailure, PhaseDeadlines, WaitGoal, WaitPhase } from '../waiting/wait-state.js';

/** A status of an instance, and when it was first seen. */
export interface SeenStatus {
  /** In the words of the cloud. */
  readonly status: string;
  readonly phase: CloudPhase;
  readonly at: Date;
}

/**
 * What an error of a wait tells of it.
 *
 * @example
 * ```ts
 * import {
 *   InstanceFailedError,
 *   NovitaApiService,
 *   NovitaClient,
 *   type InstanceFailure,
 *   type SeenStatus,
 *   type WaitErrorDetails,
 * } from '@novita-fleet/client';
 *
 * // What another machine may do better.
 * const worthARetry: readonly InstanceFailure[] = ['status_error', 'reclaimed', 'vanished'];
 * const lineOf = ({ at, status, phase }: SeenStatus): string => `${at.toISOString()} ${status} (${phase})`;
 * const storyOf = ({ instanceId, history }: WaitErrorDetails): string => [instanceId, ...history.map(lineOf)].join('\n');
 *
 * await new NovitaApiService(new NovitaClient()).waitForInstance('3560b7fec915bbf9').catch((error: unknown) => {
 *   if (!(error instanceof InstanceFailedError)) throw error;
 *   console.log(storyOf(error), worthARetry.includes(error.reason));
 * });
 * ```
 */
export interface WaitErrorDetails {
  readonly instanceId: string;
  /** What was waited for. */
  readonly until: WaitGoal;
  /** Where the instance stood when the wait ended; `unknown` when no status was seen. */
  readonly phase: WaitPhase;
  /** Every status that was seen during the wait, each change once, oldest first. */
  readonly history: readonly SeenStatus[];
}

/**
 * The instance will not reach what was waited for: the cloud reports an error, it exited, was deleted, taken back as a
 * spot instance, or vanished. It may still exist and cost money.
 *
 * @example
 * ```ts
 * import { InstanceFailedError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * try {
 *   await novita.waitForInstance('3560b7fec915bbf9');
 * } catch (error) {
 *   if (!(error instanceof InstanceFailedError)) throw error;
 *   console.log(error.reason, error.phase, error.history);
 *   await novita.instances.delete(error.instanceId);
 * }
 * ```
 */
export class InstanceFailedError extends NovitaError implements WaitErrorDetails {
  static override readonly brand: string = 'InstanceFailedError';
  override readonly name: string = 'InstanceFailedError';
  readonly instanceId: string;
  readonly until: WaitGoal;
  readonly phase: WaitPhase;
  readonly history: readonly SeenStatus[];
  readonly reason: InstanceFailure;

  /** @param explanation - one sentence that says what happened. */
  constructor(details: WaitErrorDetails, reason: InstanceFailure, explanation: string) {
    super('instance_failed', `Instance ${details.instanceId} will not be ${details.until}. ${explanation}`);
    this.instanceId = details.instanceId;
    this.until = details.until;
    this.phase = details.phase;
    this.history = details.history;
    this.reason = reason;
  }

  override toJSON(): Record<string, unknown> {
    const { instanceId, until, phase, history, reason } = this;
    return { ...super.toJSON(), instanceId, until, phase, history, reason };
  }
}

/**
 * A wait took too long: the instance stayed in one phase beyond its deadline, or the whole wait beyond `timeoutMs`. The
 * instance goes on in the cloud, and costs money.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, WaitTimeoutError } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * try {
 *   await novita.waitForInstance('3560b7fec915bbf9', { timeoutMs: 600_000 });
 * } catch (error) {
 *   if (!(error instanceof WaitTimeoutError)) throw error;
 *   console.log(`${error.limit} of ${error.limitMs} ms passed while ${error.phase}`);
 * }
 * ```
 */
export class WaitTimeoutError extends NovitaError implements WaitErrorDetails {
  static override readonly brand: string = 'WaitTimeoutError';
  override readonly name: string = 'WaitTimeoutError';
  readonly instanceId: string;
  readonly until: WaitGoal;
  readonly phase: WaitPhase;
  readonly history: readonly SeenStatus[];
  /** The deadline that passed: an option of `phaseDeadlines`, or `timeoutMs` for that of the whole wait. */
  readonly limit: keyof PhaseDeadlines | 'timeoutMs';
  /** Its length in milliseconds. */
  readonly limitMs: number;

  /** @param lastProbe - what the last probe found, where one was tried. */
  constructor(
    details: WaitErrorDetails,
    limit: keyof PhaseDeadlines | 'timeoutMs',
    limitMs: number,
    lastProbe?: string,
  ) {
    const probe = lastProbe === undefined ? '' : ` Last probe: ${lastProbe}`;
    const where = details.history.length === 0 ? 'no status was seen' : `it is ${details.phase}`;
    const { instanceId, until } = details;
    super(
      'wait_timeout',
      `Instance ${instanceId} was not ${until} within ${limit} of ${limitMs} ms; ${where}.${probe}`,
    );
    this.instanceId = instanceId;
    this.until = until;
    this.phase = details.phase;
    this.history = details.history;
    this.limit = limit;
    this.limitMs = limitMs;
  }

  override toJSON(): Record<string, unknown> {
    const { instanceId, until, phase, history, limit, limitMs } = this;
    return { ...super.toJSON(), instanceId, until, phase, history, limit, limitMs };
  }
}
