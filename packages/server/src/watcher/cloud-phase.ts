import type { CloudPhase } from '../lifecycle/instance.js';

/** The statuses of the v1 API (Novita page gpu-instance-get-instance) and what each means for us. */
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

/** The phase of a cloud status; a status that nobody documented is `unknown` and changes nothing. */
export function cloudPhase(status: string): CloudPhase {
  return Object.hasOwn(PHASES, status) ? (PHASES[status] ?? 'unknown') : 'unknown';
}
