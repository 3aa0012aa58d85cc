import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { ask } from '../prompt.js';
import type { rm } from '../specs/instances.js';
import { act } from './act.js';

export async function run(context: Context<typeof rm.options>): Promise<ExitCode> {
  const { values, operands, surroundings, interrupts } = context;
  if (!values.yes) {
    if (!surroundings.stdin.isTTY)
      throw usageError('Without a terminal there is nobody to ask.', 'To delete without a question, add --yes.');
    const what = operands.length === 1 ? (operands[0] ?? '') : `${operands.length} instances`;
    const answer = await ask(surroundings, `Delete ${what} with all data? [y/N] `, interrupts.signal);
    if (!/^y(?:es)?$/i.test(answer.trim())) {
      surroundings.stderr.write('Nothing was deleted.\n');
      return EXIT.failure;
    }
  }
  return act(context, {
    name: 'rm',
    goal: 'deleted',
    inFleet: (fleet, id, call) => fleet.instances.delete(id, call),
    inCloud: (cloud, id, call) => cloud.instances.delete(id, call),
  });
}
