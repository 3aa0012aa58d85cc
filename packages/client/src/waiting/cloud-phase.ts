/**
 * What a status of the cloud means for whoever waits. Eighteen statuses and any unknown one fall into these; `moving` is
 * a change on a machine that lives (restart, reset, migration).
 */
export type CloudPhase =
  | 'queued'
  | 'pulling'
  | 'starting'
  | 'running'
  | 'moving'
  | 'stopping'
  | 'exited'
  | 'removing'
  | 'removed'
  | 'frozen'
  | 'unknown';

/** The statuses of the v1 API (Novita page gpu-instance-get-instance) and what each means. */
const PHASES: Readonly<Record<string, CloudPhase>> = {
  toCreate: 'queued',
  creating: 'queued',
  pulling: 'pulling',
  running: 'running',
  toStart: 'starting',
  starting: 'starting',
  toStop: 'stopping',
  stopping: 'stopping',
  exited: 'exited',
  toRestart: 'moving',
  restarting: 'moving',
  toReset: 'moving',
  resetting: 'moving',
  migrating: 'moving',
  toRemove: 'removing',
  removing: 'removing',
  removed: 'removed',
  freezing: 'frozen',
};

/**
 * The phase of a status of the cloud; a status that nobody documented is `unknown`.
 *
 * @example
 * ```ts
 * import { cloudPhase, type CloudPhase } from '@novita-fleet/client';
 *
 * const onTheWayUp: readonly CloudPhase[] = ['queued', 'pulling', 'starting'];
 * console.log(onTheWayUp.includes(cloudPhase('toCreate'))); // → true
 * console.log(cloudPhase('exited'), cloudPhase('hibernating')); // → exited unknown
 * ```
 */
export function cloudPhase(status: string): CloudPhase {
  return Object.hasOwn(PHASES, status) ? (PHASES[status] ?? 'unknown') : 'unknown';
}
