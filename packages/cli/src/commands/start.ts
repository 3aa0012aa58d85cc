import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import type { start } from '../specs/instances.js';
import { act } from './act.js';

export function run(context: Context<typeof start.options>): Promise<ExitCode> {
  return act(context, {
    name: 'start',
    goal: 'ready',
    inFleet: (fleet, id, call) => fleet.instances.start(id, call),
    inCloud: (cloud, id, call) => cloud.instances.start(id, call),
  });
}
