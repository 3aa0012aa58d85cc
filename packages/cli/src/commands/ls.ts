import type { FleetInstance, Instance } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { cloudShape, fleetShape } from '../output/instance-shapes.js';
import type { ls } from '../specs/instances.js';

const LIMIT = 1_000;
/** As many as the server gives at once. */
const PAGE = 200;

export async function run(context: Context<typeof ls.options>): Promise<undefined> {
  const { values, printer, surroundings, interrupts } = context;
  const limit = values.limit ?? LIMIT;
  const call = { signal: interrupts.signal };
  if (values.cloud) {
    if (values.status !== undefined) throw usageError('--status is for instances of a fleet server.');
    const found: Instance[] = [];
    for await (const instance of (await context.cloud()).instances.listAll({}, call)) {
      if (found.length >= limit) break;
      if (values.all || instance.status !== 'removed') found.push(instance);
    }
    await printer.list(found, cloudShape(surroundings.now()));
    return;
  }
  const fleet = await context.fleet();
  const found: FleetInstance[] = [];
  const query = { limit: PAGE, ...(values.status !== undefined && { status: values.status }) };
  for await (const instance of fleet.instances.listAll(query, call)) {
    const isShown = values.all || values.status !== undefined || instance.status !== 'deleted';
    if (isShown) found.push(instance);
    if (found.length >= limit) break;
  }
  await printer.list(found, fleetShape(surroundings.now()));
}
