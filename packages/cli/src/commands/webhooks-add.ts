import type { Context } from '../context.js';
import type { webhooksAdd } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksAdd.options>): Promise<undefined> {
  const { values, operands, surroundings, printer, interrupts } = context;
  const [url = ''] = operands;
  const fleet = await context.fleet();
  const request = { url, ...(values.type.length > 0 && { eventTypes: [...values.type] }) };
  const made = await fleet.webhookEndpoints.create(request, { signal: interrupts.signal });
  surroundings.stderr.write(`${made.id} gets what happens from now on. Its secret is shown only now:\n`);
  await printer.one(
    made,
    ({ secret }) => `${secret}\n`,
    ({ id }) => id,
  );
}
