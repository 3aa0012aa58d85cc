import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { rm } from '../specs/instances.js';
import { act } from './act.js';

export async function run(context: Context<typeof rm.options>): Promise<ExitCode> {
  const { values, operands } = context;
  const what = operands.length === 1 ? (operands[0] ?? '') : `${operands.length} instances`;
  if (!values.yes && !(await confirm(context, `Delete ${what} with all data?`, 'Nothing was deleted.'))) {
    return EXIT.failure;
  }
  return act(context, {
    name: 'rm',
    goal: 'deleted',
    inFleet: (fleet, id, call) => fleet.instances.delete(id, call),
    inCloud: (cloud, id, call) => cloud.instances.delete(id, call),
  });
}
