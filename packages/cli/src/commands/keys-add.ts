import type { Context } from '../context.js';
import type { keysAdd } from '../specs/administration.js';

export async function run(context: Context<typeof keysAdd.options>): Promise<undefined> {
  const { values, operands, surroundings, printer, interrupts } = context;
  const [name = ''] = operands;
  const { scope = 'write', 'max-cost': maxCost } = values;
  const fleet = await context.fleet();
  const request = { name, scope, ...(maxCost !== undefined && { maxCost }) };
  const made = await fleet.apiKeys.create(request, { signal: interrupts.signal });
  surroundings.stderr.write(
    `${made.id} may ${scope === 'admin' ? 'do everything' : scope}. Its key is shown only now:\n`,
  );
  await printer.one(
    made,
    ({ key }) => `${key}\n`,
    ({ id }) => id,
  );
}
