import { usageError } from '../cli-error.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { waitFor } from '../live/wait-for.js';
import type { recreate } from '../specs/instances.js';

export async function run(context: Context<typeof recreate.options>): Promise<ExitCode> {
  const { values, operands, surroundings, printer, interrupts } = context;
  const [id = ''] = operands;
  if (!values.wait && values.timeout !== undefined) throw usageError('--timeout has no meaning without --wait.');
  const question = `Delete ${id} with all data, once another instance has taken its place?`;
  if (!values.yes && !(await confirm(context, question, 'Nothing was changed.'))) return EXIT.failure;
  const fleet = await context.fleet();
  const asked = await fleet.instances.recreate(id, { signal: interrupts.signal });
  surroundings.stderr.write(`${asked.id} takes the place of ${id}.\n`);
  const [made = asked] = values.wait
    ? await waitFor(context, { fleet, instances: [asked], goal: 'ready', timeoutMs: values.timeout })
    : [asked];
  const idOf = (): string => asked.id;
  await printer.one(made, () => `${asked.id}\n`, idOf);
  return EXIT.ok;
}
