import type { FleetDelivery } from '@novita-fleet/client';
import type { Context } from '../context.js';
import { deliveryDetails } from '../output/delivery-details.js';
import { deliveryShape } from '../output/delivery-shape.js';
import type { webhooksDeliveries } from '../specs/administration.js';

const LIMIT = 50;

export async function run(context: Context<typeof webhooksDeliveries.options>): Promise<undefined> {
  const { values, operands, printer, interrupts } = context;
  const [id] = operands;
  const call = { signal: interrupts.signal };
  const fleet = await context.fleet();
  if (id !== undefined) {
    await printer.one(await fleet.deliveries.get(id, call), deliveryDetails, (each) => each.id);
    return;
  }
  const { endpoint, instance, type, status, limit = LIMIT } = values;
  const query = {
    ...(endpoint !== undefined && { endpointId: endpoint }),
    ...(instance !== undefined && { instanceId: instance }),
    ...(type !== undefined && { eventType: type }),
    ...(status !== undefined && { status }),
  };
  const found: FleetDelivery[] = [];
  for await (const delivery of fleet.deliveries.listAll(query, call)) {
    found.push(delivery);
    if (found.length >= limit) break;
  }
  await printer.list(found, deliveryShape);
}
