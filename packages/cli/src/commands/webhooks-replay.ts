import type { FleetDelivery } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { deliveryShape } from '../output/delivery-shape.js';
import type { webhooksReplay } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksReplay.options>): Promise<undefined> {
  const { values, operands, printer, surroundings, interrupts } = context;
  const { endpoint, all, from, to } = values;
  const call = { signal: interrupts.signal };
  if ((endpoint === undefined) === (operands.length === 0))
    throw usageError('Give either ids of deliveries or --endpoint ID.');
  if (endpoint === undefined && (all || from !== undefined || to !== undefined)) {
    throw usageError('--all, --from and --to go with --endpoint.');
  }
  if (all && from === undefined) throw usageError('--all needs --from TIME.');
  const fleet = await context.fleet();
  if (endpoint === undefined) {
    const sent: FleetDelivery[] = [];
    for (const id of new Set(operands)) sent.push(await fleet.deliveries.redeliver(id, call));
    await printer.list(sent, deliveryShape);
    return;
  }
  const request = {
    what: all ? ('all' as const) : ('dead' as const),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const count = await fleet.webhookEndpoints.redeliver(endpoint, request, call);
  if (printer.format === 'table') surroundings.stdout.write(`${count} deliveries are sent once more.\n`);
  else
    await printer.one(
      { count },
      () => '',
      () => String(count),
    );
}
