import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { keyShape } from '../output/key-shape.js';
import type { keysChange } from '../specs/administration.js';

export async function run(context: Context<typeof keysChange.options>): Promise<undefined> {
  const { values, operands, printer, interrupts } = context;
  const [id = ''] = operands;
  const { name, 'max-cost': maxCost, 'no-max-cost': isUnlimited } = values;
  if (isUnlimited && maxCost !== undefined) throw usageError('Give either --max-cost or --no-max-cost.');
  const change = {
    ...(name !== undefined && { name }),
    ...(maxCost !== undefined && { maxCost }),
    ...(isUnlimited && { maxCost: null }),
  };
  if (Object.keys(change).length === 0) throw usageError('Say what to change: --name, --max-cost or --no-max-cost.');
  const changed = await (await context.fleet()).apiKeys.change(id, change, { signal: interrupts.signal });
  await printer.list([changed], keyShape);
}
