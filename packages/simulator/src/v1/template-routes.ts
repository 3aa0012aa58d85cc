import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import type { AccountContext } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readPage, takePage } from './paging.js';
import { readTemplate, templateFields } from './template-input.js';
import { toTemplateView } from './template-view.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

/** Templates: pages `gpu-instance-list-templates` and `gpu-instance-{get,create,edit,delete}-template`. */
export function templateRoutes({ world: { templates }, firstPage }: AccountContext): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/templates`,
      handle(request) {
        const query = new Query(request);
        const page = readPage(query, firstPage);
        const matching = templates.list({
          name: query.text('name'),
          type: query.oneOf('type', ['instance', 'serverless']),
          channels: query.manyOf('channel', ['private', 'community', 'official']),
          isMyCommunity: query.oneOf('isMyCommunity', ['true', 'false']) === 'true',
          ownerIds: [],
        });
        const { items, total } = takePage(matching, page);
        const { pageSize, pageNum } = page;
        // The key is singular although it holds a list.
        const template = items.map(toTemplateView);
        return jsonAnswer({ template, pageSize, pageNum, total } satisfies Schemas['TemplateListV1']);
      },
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/template`,
      handle(request) {
        const template = toTemplateView(templates.get(new Query(request).required('templateId')));
        return jsonAnswer({ template } satisfies Schemas['TemplateWrapper']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/template/create`,
      handle(request) {
        const template = templates.create(readTemplate(templateFields(request), undefined));
        return idAnswer(template.id);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/template/update`,
      handle(request) {
        const fields = templateFields(request);
        const { id, content } = templates.get(requiredId(fields, 'Id'));
        templates.replace(id, readTemplate(fields, content.about));
        return idAnswer(id);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/template/delete`,
      handle(request) {
        const id = requiredId(bodyFields(request), 'templateId');
        templates.delete(id);
        return idAnswer(id);
      },
    },
  ];
}

function idAnswer(templateId: string) {
  return jsonAnswer({ templateId } satisfies Schemas['TemplateIdV1']);
}
