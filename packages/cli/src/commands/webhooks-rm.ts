import type { Context } from '../context.js';
import type { webhooksRm } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksRm.options>): Promise<undefined> {
  const { operands, surroundings, interrupts } = context;
  const [id = ''] = operands;
  await (await context.fleet()).webhookEndpoints.delete(id, { signal: interrupts.signal });
  surroundings.stdout.write(`${id} gets no more events, and what was sent to it is forgotten.\n`);
}
