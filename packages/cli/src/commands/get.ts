import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { waitFor } from '../live/wait-for.js';
import { cloudDetails, fleetDetails } from '../output/instance-details.js';
import type { get } from '../specs/instances.js';
import { waitInCloud } from './wait-in-cloud.js';

export async function run(context: Context<typeof get.options>): Promise<undefined> {
  const { values, operands, printer, interrupts } = context;
  const [id = ''] = operands;
  const { wait, timeout: timeoutMs, until = 'ready' } = values;
  if (!wait && (timeoutMs !== undefined || values.until !== undefined)) {
    throw usageError('--timeout and --until have no meaning without --wait.');
  }
  const call = { signal: interrupts.signal };
  if (values.cloud) {
    const cloud = await context.cloud();
    const instance = wait
      ? await waitInCloud(context, cloud, id, { until, timeoutMs })
      : await cloud.instances.get(id, call);
    await printer.one(instance, cloudDetails, (each) => each.id);
    return;
  }
  const fleet = await context.fleet();
  let instance = await fleet.instances.get(id, call);
  if (wait) {
    const [seen] = await waitFor(context, { fleet, instances: [instance], goal: until, timeoutMs });
    instance = seen ?? instance;
  }
  await printer.one(instance, fleetDetails, (each) => each.id);
}
