import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import type { restart } from '../specs/instances.js';
import { act } from './act.js';

export function run(context: Context<typeof restart.options>): Promise<ExitCode> {
  return act(context, {
    name: 'restart',
    goal: 'ready',
    inFleet: (fleet, id, call) => fleet.instances.restart(id, call),
    inCloud: (cloud, id, call) => cloud.instances.restart(id, call),
  });
}
