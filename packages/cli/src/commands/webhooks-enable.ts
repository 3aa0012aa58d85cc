import type { Context } from '../context.js';
import type { webhooksEnable } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksEnable.options>): Promise<undefined> {
  const { operands, printer, interrupts } = context;
  const [id = ''] = operands;
  const fleet = await context.fleet();
  const endpoint = await fleet.webhookEndpoints.change(id, { enabled: true }, { signal: interrupts.signal });
  const { waiting } = endpoint.health;
  await printer.one(
    endpoint,
    () => `${id} gets events again; ${waiting} that waited are being sent.\n`,
    () => id,
  );
}
