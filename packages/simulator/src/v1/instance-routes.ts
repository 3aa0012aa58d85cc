import type { components } from '@novita-fleet/openapi/novita';
import { Fields } from '../fields.js';
import { EMPTY_ANSWER, jsonAnswer, type Answer } from '../http/answer.js';
import { parseBody, type CloudRequest, type CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { INSTANCE_STATUSES, type Instance } from '../world/instance.js';
import type { Command } from '../world/lifecycle.js';
import { listedInstances } from '../world/past-instances.js';
import type { World } from '../world/world.js';
import { readCreateRequest } from './create-request.js';
import { toDetail, toListItem } from './instance-view.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX, type ActionBody, type V1Context } from './v1-context.js';

type Schemas = components['schemas'];

/** Instances: the pages `gpu-instance-{create,create-cpu,list,get,start,stop,restart,delete}-instance(s)`. */
export function instanceRoutes(context: V1Context): CloudRoute[] {
  const { world, openPorts } = context;
  return [
    {
      method: 'POST',
      path: `${V1_PREFIX}/gpu/instance/create`,
      async handle(request) {
        const instance = world.createInstance(readCreateRequest(parseBody(request), world));
        await openPorts(instance);
        return jsonAnswer({ id: instance.id } satisfies Schemas['CreateInstanceResponse']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/gpu/instances`,
      handle: (request) => jsonAnswer(listInstances(context, request)),
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/gpu/instance`,
      handle(request) {
        const instance = world.instances.get(new Query(request).required('instanceId'));
        return jsonAnswer(toDetail(instance, context));
      },
    },
    ...(['start', 'stop', 'restart', 'delete'] as const).map((command) => actionRoute(context, command)),
  ];
}

function actionRoute({ world, actionBody }: V1Context, command: Command): CloudRoute {
  return {
    method: 'POST',
    path: `${V1_PREFIX}/gpu/instance/${command}`,
    handle(request) {
      const fields = new Fields(parseBody(request), 'body');
      const id = fields.required('instanceId', fields.text('instanceId', { minLength: 1, maxLength: 255 }));
      return actionAnswer(world.instances.command(id, command), actionBody);
    },
  };
}

function actionAnswer(instance: Instance, form: ActionBody): Answer {
  switch (form) {
    case 'empty':
      return EMPTY_ANSWER;
    case 'object':
      return jsonAnswer({});
    case 'full':
      return jsonAnswer({ instanceId: instance.id, state: instance.status } satisfies Schemas['InstanceActionResult']);
  }
}

function listInstances(context: V1Context, request: CloudRequest): Schemas['InstanceList'] {
  const { world, firstPage, listEndpoints } = context;
  const query = new Query(request);
  const page = readPage(query, firstPage);
  const listed = listedInstances(world, request.staleMs);
  const { items, total } = takePage(matchingInstances(world, query, listed), page);
  return {
    instances: items.map((instance) => toListItem(instance, context, listEndpoints)),
    pageSize: page.pageSize,
    pageNum: page.pageNum,
    total,
  };
}

/** Oldest first; the order of the live service is not published. */
function matchingInstances({ catalogue }: World, query: Query, listed: Iterable<Instance>): Iterable<Instance> {
  const name = query.text('name')?.toLowerCase();
  const productName = query.text('productName')?.toLowerCase();
  const status = query.oneOf('status', INSTANCE_STATUSES);
  if (name === undefined && productName === undefined && status === undefined) return listed;
  const products =
    productName === undefined
      ? undefined
      : new Set(
          [...catalogue.products, ...catalogue.cpuProducts].filter((product) =>
            product.name.toLowerCase().includes(productName),
          ),
        );
  const matches: Instance[] = [];
  for (const instance of listed) {
    if (status !== undefined && instance.status !== status) continue;
    if (name !== undefined && !instance.searchName.includes(name)) continue;
    if (products !== undefined && !products.has(instance.spec.product)) continue;
    matches.push(instance);
  }
  return matches;
}
