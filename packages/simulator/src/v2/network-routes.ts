import type { components } from '@novita-fleet/openapi/novita';
import type { Fields } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { bodyFields, requiredId } from '../v1/body-fields.js';
import { ACCOUNT_ID } from '../world/account.js';
import type { Network } from '../world/networks.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { pathId } from './path-id.js';
import { toStatusObject } from './status-object.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

/** VPC networks: pages `gpus-v2-{list,create,get,update,delete}-vpc`. */
export function networkRoutes({ world: { networks } }: V2Context): CloudRoute[] {
  const one = `${V2_PREFIX}/networks/:network_id`;
  return [
    {
      method: 'GET',
      path: `${V2_PREFIX}/networks`,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const matching = [...networks.list()].filter((network) => matches(network, query));
        return jsonAnswer(cursorPage(matching, page, toView) satisfies Schemas['V2NetworkPage']);
      },
    },
    {
      method: 'POST',
      path: `${V2_PREFIX}/networks`,
      handle(request) {
        const fields = bodyFields(request);
        const regionId = requiredId(fields, 'region_id');
        networks.create(readName(fields), regionId);
        // The keys of the answer are not published; the network is found by its name.
        return jsonAnswer({});
      },
    },
    {
      method: 'GET',
      path: one,
      handle: (request) => jsonAnswer(toView(networks.get(pathId(request, 'network_id')))),
    },
    {
      method: 'PUT',
      path: one,
      handle(request) {
        const { id } = networks.get(pathId(request, 'network_id'));
        networks.rename(id, readName(bodyFields(request)));
        return jsonAnswer({});
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle(request) {
        networks.delete(pathId(request, 'network_id'));
        return jsonAnswer({});
      },
    },
  ];
}

function readName(fields: Fields): string {
  return fields.required('name', fields.text('name', { minLength: 1, maxLength: 30 }));
}

function matches({ name }: Network, query: Query): boolean {
  const members = query.listOf('member_ids');
  if (members.length > 0 && !members.includes(ACCOUNT_ID)) return false;
  return name.toLowerCase().includes(query.text('name')?.toLowerCase() ?? '');
}

/** The keys from `region_id` on are known to exist, and their spelling is guessed. */
function toView(network: Network): Schemas['V2Network'] {
  return {
    id: network.id,
    owner_id: ACCOUNT_ID,
    name: network.name,
    status: toStatusObject(network.state),
    region_id: network.cluster.id,
    segment: network.segment,
    addresses: Array.from(network.addresses, ([id, ip]) => ({ id, ip })),
    created_at: toUnixSeconds(network.createdAt),
  };
}
