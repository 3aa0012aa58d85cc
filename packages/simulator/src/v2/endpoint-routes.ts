import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { bodyFields } from '../v1/body-fields.js';
import { ACCOUNT_ID } from '../world/account.js';
import type { Endpoint } from '../world/endpoint.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { readEndpointUpdate, readNewEndpoint } from './endpoint-input.js';
import { toEndpointView } from './endpoint-view.js';
import { pathId } from './path-id.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

/** Serverless: pages `gpus-v2-{list,create,get,update,delete}-endpoint`. */
export function endpointRoutes({ world: { endpoints } }: V2Context): CloudRoute[] {
  const one = `${V2_PREFIX}/endpoints/:endpoint_id`;
  return [
    {
      method: 'GET',
      path: `${V2_PREFIX}/endpoints`,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const matching = [...endpoints.list()].filter((endpoint) => matches(endpoint, query));
        return jsonAnswer(cursorPage(matching, page, toEndpointView) satisfies Schemas['V2EndpointPage']);
      },
    },
    {
      method: 'POST',
      path: `${V2_PREFIX}/endpoints`,
      handle(request) {
        const { id } = endpoints.create(readNewEndpoint(bodyFields(request)));
        return jsonAnswer({ id } satisfies Schemas['V2Id']);
      },
    },
    {
      method: 'GET',
      path: one,
      handle: (request) => jsonAnswer(toEndpointView(endpoints.get(pathId(request, 'endpoint_id')))),
    },
    {
      method: 'PUT',
      path: one,
      handle(request) {
        const { id, content } = endpoints.get(pathId(request, 'endpoint_id'));
        endpoints.update(id, readEndpointUpdate(bodyFields(request), content));
        return jsonAnswer({});
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle(request) {
        endpoints.delete(pathId(request, 'endpoint_id'));
        return jsonAnswer({});
      },
    },
  ];
}

/** What `keyword` is compared with is not published: the name, the name in the URL and the id are taken. */
function matches({ id, appName, content }: Endpoint, query: Query): boolean {
  const members = query.listOf('member_ids');
  if (members.length > 0 && !members.includes(ACCOUNT_ID)) return false;
  const keyword = query.text('keyword')?.toLowerCase() ?? '';
  return [content.name, appName, id].some((text) => text.toLowerCase().includes(keyword));
}
