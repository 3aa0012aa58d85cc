import type { FleetClient, Instance, NovitaApiService } from '@novita-fleet/client';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';

/** An id of the fleet server. */
const FLEET_ID = 'inst_';

/**
 * The instance as the cloud knows it, with its ways in. An id of the fleet is looked up there first.
 *
 * @throws CliError when the cloud does not have it yet.
 */
export async function instanceInCloud(
  context: { fleet: () => Promise<FleetClient>; cloud: () => Promise<NovitaApiService> } & Pick<Context, 'interrupts'>,
  id: string,
): Promise<Instance> {
  const call = { signal: context.interrupts.signal };
  const cloud = await context.cloud();
  if (!id.startsWith(FLEET_ID)) return cloud.instances.get(id, call);
  const { novita, status } = await (await context.fleet()).instances.get(id, call);
  if (novita.instanceId === null || novita.released) {
    throw new CliError(`${id} is ${status} and not in the cloud.`, EXIT.notFound);
  }
  return cloud.instances.get(novita.instanceId, call);
}
