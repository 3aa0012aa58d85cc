import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import type { stop } from '../specs/instances.js';
import { act } from './act.js';

export function run(context: Context<typeof stop.options>): Promise<ExitCode> {
  return act(context, {
    name: 'stop',
    goal: 'stopped',
    inFleet: (fleet, id, call) => fleet.instances.stop(id, call),
    inCloud: (cloud, id, call) => cloud.instances.stop(id, call),
  });
}
