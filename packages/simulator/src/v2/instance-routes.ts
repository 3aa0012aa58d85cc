import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRequest, CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { bodyFields } from '../v1/body-fields.js';
import type { Instance } from '../world/instance.js';
import { listedInstances } from '../world/past-instances.js';
import type { World } from '../world/world.js';
import { readV2CreateRequest } from './create-request.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { toV2Detail, toV2Instance, V2_BILLING_MODES } from './instance-view.js';
import { pathId } from './path-id.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

const INSTANCES = `${V2_PREFIX}/instances`;

/** Path of one instance. */
export const V2_INSTANCE = `${INSTANCES}/:instance_id`;

/** Instances: pages `gpus-v2-{list,create,get,delete}-instance(s)`. */
export function instanceRoutes(context: V2Context): CloudRoute[] {
  const { world, openPorts } = context;
  return [
    {
      method: 'GET',
      path: INSTANCES,
      handle(request) {
        const page = readCursorPage(new Query(request));
        const matching = matchingInstances(world, request);
        const answer = cursorPage(matching, page, (instance) => toV2Instance(instance, context));
        return jsonAnswer(answer satisfies Schemas['V2InstancePage']);
      },
    },
    {
      method: 'POST',
      path: INSTANCES,
      async handle(request) {
        const { spec, autoMigrate } = readV2CreateRequest(bodyFields(request), world);
        const { id } = world.createInstance(spec);
        if (autoMigrate !== undefined) world.settings.setAutoMigrate(id, autoMigrate);
        await openPorts(world.instances.get(id));
        return jsonAnswer({ id } satisfies Schemas['V2Id']);
      },
    },
    {
      method: 'GET',
      path: V2_INSTANCE,
      handle: (request) => jsonAnswer(toV2Detail(world.instances.get(pathId(request, 'instance_id')), context)),
    },
    {
      method: 'DELETE',
      path: V2_INSTANCE,
      handle(request) {
        world.instances.command(pathId(request, 'instance_id'), 'delete');
        return jsonAnswer({});
      },
    },
  ];
}

/** Oldest first. The values of `status` are not published; they are compared with those of v1. */
function matchingInstances(world: World, request: CloudRequest): Iterable<Instance> {
  const query = new Query(request);
  const all = listedInstances(world, request.staleMs);
  const name = query.text('name')?.toLowerCase();
  const status = query.text('status', { maxLength: 63 });
  const regions = query.listOf('regions');
  const mode = query.oneOf('billing_mode', ['postpaid', 'prepaid', 'spot']);
  if (name === undefined && status === undefined && regions.length === 0 && mode === undefined) return all;
  return [...all].filter(
    (instance) =>
      (name === undefined || instance.searchName.includes(name)) &&
      (status === undefined || instance.status === status) &&
      (regions.length === 0 || regions.includes(instance.spec.cluster.id)) &&
      (mode === undefined || V2_BILLING_MODES[instance.spec.billingMode] === mode),
  );
}
