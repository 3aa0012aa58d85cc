import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import type { Network } from '../world/networks.js';
import type { AccountContext, NetworkShape } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

const MAX_NAME_LENGTH = 30;

/** VPC networks: pages `gpu-instance-{list,get,create,update,delete}-vpc`. */
export function networkRoutes({ world: { networks }, firstPage, networkShape }: AccountContext): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/networks`,
      handle(request) {
        const query = new Query(request);
        const page = readPage(query, firstPage);
        const { items, total } = takePage(matching(networks.list(), query), page);
        const views = items.map((network) => toView(network, networkShape));
        return jsonAnswer({ networks: views, total } satisfies Schemas['VpcNetworkList']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/network`,
      handle(request) {
        const view = toView(networks.get(new Query(request).required('networkId')), networkShape);
        const network = networkShape === 'list' ? [view] : view;
        return jsonAnswer({ network } satisfies Schemas['VpcNetworkResult']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/network/create`,
      handle(request) {
        const fields = bodyFields(request);
        const clusterId = requiredId(fields, 'clusterId');
        networks.create(fields.text('name', { maxLength: MAX_NAME_LENGTH }) ?? '', clusterId);
        // The live service tells no id here; it is found by its name.
        return jsonAnswer({} satisfies Schemas['VpcNetworkResult']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/network/update`,
      handle(request) {
        const fields = bodyFields(request);
        const network = networks.get(requiredId(fields, 'networkId'));
        const name = fields.text('name', { minLength: 1, maxLength: MAX_NAME_LENGTH });
        networks.rename(network.id, name ?? network.name);
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/network/delete`,
      handle(request) {
        networks.delete(requiredId(bodyFields(request), 'networkId'));
        return jsonAnswer({});
      },
    },
  ];
}

function matching(networks: Iterable<Network>, query: Query): Network[] {
  const name = query.text('name')?.toLowerCase() ?? '';
  const creator = query.text('creators') ?? ACCOUNT_ID;
  if (creator !== ACCOUNT_ID) return [];
  return [...networks].filter((network) => network.name.toLowerCase().includes(name));
}

function toView(network: Network, shape: NetworkShape): Schemas['VpcNetwork'] {
  const state = { state: network.state, error: '' };
  return {
    Id: network.id,
    user: ACCOUNT_ID,
    name: network.name,
    state: shape === 'list' ? [state] : state,
    segment: network.segment,
    clusterId: network.cluster.id,
    Addresses: Array.from(network.addresses, ([Id, Ip]) => ({ Id, Ip })),
    createTime: String(toUnixSeconds(network.createdAt)),
  };
}
