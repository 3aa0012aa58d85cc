import type { DurationName } from './durations.js';
import type { InstanceStatus } from './instance.js';
import { Refusal } from './refusal.js';

/** A state that ends by itself: what follows, and after which duration. */
export interface Phase {
  readonly next: InstanceStatus | 'gone';
  readonly lasts: DurationName;
}

/** States that are not here last until a command, a job or a payment. The order is that of the state names in the documentation. */
const PHASES: Readonly<Partial<Record<InstanceStatus, Phase>>> = {
  toCreate: { next: 'creating', lasts: 'toCreate' },
  creating: { next: 'pulling', lasts: 'creating' },
  pulling: { next: 'running', lasts: 'pulling' },
  toStart: { next: 'starting', lasts: 'toStart' },
  starting: { next: 'running', lasts: 'starting' },
  toStop: { next: 'stopping', lasts: 'toStop' },
  stopping: { next: 'exited', lasts: 'stopping' },
  toRestart: { next: 'restarting', lasts: 'toRestart' },
  restarting: { next: 'running', lasts: 'restarting' },
  toRemove: { next: 'removing', lasts: 'toRemove' },
  removing: { next: 'removed', lasts: 'removing' },
  removed: { next: 'gone', lasts: 'removedVisible' },
  toReset: { next: 'resetting', lasts: 'toReset' },
  resetting: { next: 'running', lasts: 'resetting' },
};

export type Command = 'start' | 'stop' | 'restart' | 'delete';

const COMMANDS: Readonly<Record<Exclude<Command, 'delete'>, { from: InstanceStatus; to: InstanceStatus }>> = {
  start: { from: 'exited', to: 'toStart' },
  stop: { from: 'running', to: 'toStop' },
  restart: { from: 'running', to: 'toRestart' },
};

const ON_THE_WAY_OUT: ReadonlySet<InstanceStatus> = new Set(['toRemove', 'removing', 'removed']);

/** Whether a deletion was accepted; nothing but its end can follow. */
export function isOnTheWayOut(status: InstanceStatus): boolean {
  return ON_THE_WAY_OUT.has(status);
}

export function phaseOf(status: InstanceStatus): Phase | undefined {
  return PHASES[status];
}

/**
 * The state that a command leads to at once, or `undefined` when there is nothing left to do: a second delete is
 * accepted and changes nothing.
 *
 * @throws Refusal with the message `invalid state change` when the command does not fit the state.
 */
export function commandTarget(command: Command, status: InstanceStatus): InstanceStatus | undefined {
  if (command === 'delete') return isOnTheWayOut(status) ? undefined : 'toRemove';
  const { from, to } = COMMANDS[command];
  if (status !== from) throw invalidStateChange();
  return to;
}

/** The message is that of the live service; the reason is not published, this one is the likeliest. */
export function invalidStateChange(): Refusal {
  return new Refusal('rejected', 'OPERATION_LIMIT', 'invalid state change');
}
