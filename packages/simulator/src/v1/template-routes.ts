import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import type { Template } from '../world/catalogue.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX, type V1Context } from './v1-context.js';

type Schemas = components['schemas'];

/** Templates: pages `gpu-instance-list-templates` and `gpu-instance-get-template`. */
export function templateRoutes({ world, firstPage }: V1Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/templates`,
      handle(request) {
        const query = new Query(request);
        const page = readPage(query, firstPage);
        const { items, total } = takePage(matchingTemplates(world, query), page);
        // The key is singular although it holds a list.
        const { pageSize, pageNum } = page;
        return jsonAnswer({ template: items, pageSize, pageNum, total } satisfies Schemas['TemplateListV1']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/template`,
      handle(request) {
        const template = world.catalogue.template(new Query(request).required('templateId'));
        if (template === undefined) throw new Refusal('not_found', 'TEMPLATE_NOT_FOUND', 'template not found');
        return jsonAnswer({ template } satisfies Schemas['TemplateWrapper']);
      },
    },
  ];
}

function matchingTemplates({ catalogue }: World, query: Query): Template[] {
  const name = query.text('name')?.toLowerCase() ?? '';
  const type = query.oneOf('type', ['instance', 'serverless']);
  const channels = query.manyOf('channel', ['private', 'community', 'official']);
  return catalogue.templates
    .filter((template) => template.name.toLowerCase().includes(name))
    .filter((template) => type === undefined || template.type === type)
    .filter((template) => channels.length === 0 || channels.includes(template.channel));
}
