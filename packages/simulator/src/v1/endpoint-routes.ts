import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { ENDPOINT_LIMITS } from '../world/endpoint-limits.js';
import type { AccountContext } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readEndpointUpdate, readNewEndpoint } from './endpoint-input.js';
import { toEndpointView } from './endpoint-view.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

/** Serverless: pages `serverless-query-endpoint-limit` and `serverless-{create,list,get,update,delete}-endpoint`. */
export function endpointRoutes({ world: { endpoints }, firstPage, wrapEndpoint }: AccountContext): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/endpoint/limit`,
      handle: () => jsonAnswer(ENDPOINT_LIMITS),
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/endpoint/create`,
      handle(request) {
        const { id } = endpoints.create(readNewEndpoint(bodyFields(request)));
        return jsonAnswer({ id } satisfies Schemas['V2Id']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/endpoints`,
      handle(request) {
        const query = new Query(request);
        // The only list that requires them.
        query.required('pageSize');
        query.required('pageNum');
        const { items, total } = takePage(endpoints.list(), readPage(query, firstPage));
        return jsonAnswer({ endpoints: items.map(toEndpointView), total } satisfies Schemas['EndpointListV1']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/endpoint`,
      handle(request) {
        const endpoint = toEndpointView(endpoints.get(new Query(request).required('id')));
        return jsonAnswer(wrapEndpoint ? ({ endpoint } satisfies Schemas['EndpointWrapper']) : endpoint);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/endpoint/update`,
      handle(request) {
        const fields = bodyFields(request);
        const { id, content } = endpoints.get(requiredId(fields, 'id'));
        endpoints.update(id, readEndpointUpdate(fields, content));
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/endpoint/delete`,
      handle(request) {
        // The id, in spite of the key.
        endpoints.delete(requiredId(bodyFields(request), 'name'));
        return jsonAnswer({});
      },
    },
  ];
}
