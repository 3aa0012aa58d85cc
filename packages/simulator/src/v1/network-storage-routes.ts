import type { components } from '@novita-fleet/openapi/novita';
import { FieldError, type Fields } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import type { NetworkStorage } from '../world/network-storages.js';
import type { AccountContext } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

/** GB; the official MCP server knows this limit, the page has none. */
const MIN_SIZE_GB = 10;

/** The sample of the list page has a price of 100 for 10 GB; its unit is not told. */
const PRICE_PER_GB = 10;

/** Network storages: pages `gpu-instance-{list,create,edit,delete}-network-storage`. */
export function networkStorageRoutes({ world, firstPage }: AccountContext): CloudRoute[] {
  const { networkStorages } = world;
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/networkstorages/list`,
      handle(request) {
        const query = new Query(request);
        const page = readPage(query, firstPage, 'pageNo');
        const { items, total } = takePage(matching(networkStorages.list(), query), page);
        return jsonAnswer({ data: items.map(toView), total } satisfies Schemas['NetworkStorageList']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/networkstorage/create`,
      handle(request) {
        const fields = bodyFields(request);
        const storage = networkStorages.create({
          clusterId: requiredId(fields, 'clusterId'),
          name: fields.required('storageName', readName(fields)),
          sizeGb: readSize(fields, MIN_SIZE_GB),
        });
        // A bare JSON string, not an object.
        return jsonAnswer(storage.id);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/networkstorage/update`,
      handle(request) {
        const fields = bodyFields(request);
        const id = requiredId(fields, 'storageId');
        // The page requires a name, a working client leaves it out.
        networkStorages.update(id, { name: readName(fields), sizeGb: readSize(fields, 0) });
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/networkstorage/delete`,
      handle(request) {
        networkStorages.delete(requiredId(bodyFields(request), 'storageId'));
        return jsonAnswer({});
      },
    },
  ];
}

function readName(fields: Fields): string | undefined {
  const name = fields.text('storageName', { minLength: 1, maxLength: 255 });
  if (name !== undefined && !/^[A-Za-z\d-]+$/.test(name)) {
    throw new FieldError('storageName', 'may have letters, digits and hyphens only');
  }
  return name;
}

function readSize(fields: Fields, min: number): number {
  return fields.required('storageSize', fields.integer('storageSize', { min }));
}

function matching(storages: Iterable<NetworkStorage>, query: Query): NetworkStorage[] {
  const name = query.text('storageName')?.toLowerCase() ?? '';
  const id = query.text('storageId');
  return [...storages].filter(
    (storage) => storage.name.toLowerCase().includes(name) && (id === undefined || storage.id === id),
  );
}

function toView({ id, name, sizeGb, cluster }: NetworkStorage): Schemas['NetworkStorage'] {
  return {
    storageId: id,
    storageName: name,
    storageSize: sizeGb,
    clusterId: cluster.id,
    clusterName: cluster.name,
    price: String(sizeGb * PRICE_PER_GB),
  };
}
