import type { CommandSpec, OptionSpecs } from './command-spec.js';
import type { Run } from './context.js';
import * as administration from './specs/administration.js';
import * as instances from './specs/instances.js';
import * as reading from './specs/reading.js';

/** A command: what is known of it, and how to get the code that runs it. */
export interface Command {
  readonly spec: CommandSpec;
  /** Under which title the help lists it. */
  readonly group: string;
  readonly load: () => Promise<Run>;
}

function command<Specs extends OptionSpecs>(
  group: string,
  spec: CommandSpec<Specs>,
  load: () => Promise<{ run: Run<Specs> }>,
): Command {
  // Values are read by the same spec, so they have the types that the code expects.
  return { group, spec, load: async () => (await load()).run as unknown as Run };
}

const LIFE = 'Instances';
const READ = 'Look';
const HOOKS = 'Webhooks';
const ADMIN = 'Server and keys';

/** Every command. Code is loaded when it is run: help and mistakes are answered at once. */
export const COMMANDS: readonly Command[] = [
  command(LIFE, instances.create, () => import('./commands/create.js')),
  command(LIFE, instances.ls, () => import('./commands/ls.js')),
  command(LIFE, instances.get, () => import('./commands/get.js')),
  command(LIFE, instances.watch, () => import('./commands/watch.js')),
  command(LIFE, instances.start, () => import('./commands/start.js')),
  command(LIFE, instances.stop, () => import('./commands/stop.js')),
  command(LIFE, instances.restart, () => import('./commands/restart.js')),
  command(LIFE, instances.recreate, () => import('./commands/recreate.js')),
  command(LIFE, instances.rm, () => import('./commands/rm.js')),
  command(READ, reading.events, () => import('./commands/events.js')),
  command(READ, reading.logs, () => import('./commands/logs.js')),
  command(READ, reading.ssh, () => import('./commands/ssh.js')),
  command(READ, reading.products, () => import('./commands/products.js')),
  command(READ, reading.cost, () => import('./commands/cost.js')),
  command(HOOKS, administration.webhooksAdd, () => import('./commands/webhooks-add.js')),
  command(HOOKS, administration.webhooksLs, () => import('./commands/webhooks-ls.js')),
  command(HOOKS, administration.webhooksEnable, () => import('./commands/webhooks-enable.js')),
  command(HOOKS, administration.webhooksRm, () => import('./commands/webhooks-rm.js')),
  command(HOOKS, administration.webhooksTest, () => import('./commands/webhooks-test.js')),
  command(HOOKS, administration.webhooksRotate, () => import('./commands/webhooks-rotate.js')),
  command(HOOKS, administration.webhooksDeliveries, () => import('./commands/webhooks-deliveries.js')),
  command(HOOKS, administration.webhooksReplay, () => import('./commands/webhooks-replay.js')),
  command(HOOKS, administration.webhooksListen, () => import('./commands/webhooks-listen.js')),
  command(ADMIN, administration.up, () => import('./commands/up.js')),
  command(ADMIN, administration.dashboard, () => import('./commands/dashboard.js')),
  command(ADMIN, administration.keysLs, () => import('./commands/keys-ls.js')),
  command(ADMIN, administration.keysAdd, () => import('./commands/keys-add.js')),
  command(ADMIN, administration.keysChange, () => import('./commands/keys-change.js')),
  command(ADMIN, administration.keysRm, () => import('./commands/keys-rm.js')),
  command(ADMIN, administration.profileAdd, () => import('./commands/profile-add.js')),
  command(ADMIN, administration.profileLs, () => import('./commands/profile-ls.js')),
  command(ADMIN, administration.profileUse, () => import('./commands/profile-use.js')),
  command(ADMIN, administration.profileRm, () => import('./commands/profile-rm.js')),
  command(ADMIN, administration.doctor, () => import('./commands/doctor.js')),
  command(ADMIN, administration.completion, () => import('./commands/completion.js')),
];
