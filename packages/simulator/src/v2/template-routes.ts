import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { bodyFields } from '../v1/body-fields.js';
import type { Template } from '../world/template.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { pathId } from './path-id.js';
import { readTemplate } from './template-input.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

/** Templates: pages `gpus-v2-list-templates` and `gpus-v2-{create,get,update,delete}-template`. */
export function templateRoutes({ world: { templates } }: V2Context): CloudRoute[] {
  const one = `${V2_PREFIX}/templates/:template_id`;
  return [
    {
      method: 'GET',
      path: `${V2_PREFIX}/templates`,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const matching = templates.list({
          name: query.text('name'),
          type: query.text('type'),
          channels: query.listOf('visibilities'),
          isMyCommunity: query.oneOf('is_my_community', ['true', 'false']) === 'true',
          ownerIds: query.listOf('member_ids'),
        });
        return jsonAnswer(cursorPage(matching, page, toView) satisfies Schemas['V2TemplatePage']);
      },
    },
    {
      method: 'POST',
      path: `${V2_PREFIX}/templates`,
      handle(request) {
        const template = templates.create(readTemplate(bodyFields(request), 'private'));
        return jsonAnswer({ template_id: template.id } satisfies Schemas['V2TemplateId']);
      },
    },
    {
      method: 'GET',
      path: one,
      handle: (request) => jsonAnswer(toView(templates.get(pathId(request, 'template_id')))),
    },
    {
      method: 'PUT',
      path: one,
      handle(request) {
        const { id, content } = templates.get(pathId(request, 'template_id'));
        // The body cannot say who sees it, so that this stays.
        templates.replace(id, readTemplate(bodyFields(request), content.channel));
        return jsonAnswer({});
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle(request) {
        templates.delete(pathId(request, 'template_id'));
        return jsonAnswer({});
      },
    },
  ];
}

function toView({ id, ownerId, createdAt, updatedAt, content }: Template): Schemas['V2Template'] {
  const { logo, description, author, tags } = content.about;
  return {
    id,
    owner_id: ownerId,
    member_id: ownerId,
    name: content.name,
    type: content.type,
    visibility: content.channel,
    image: content.image,
    registry_auth_id: content.registryAuthId,
    command: content.command,
    entrypoint: content.entrypoint,
    rootfs_size_gb: content.rootfsGb,
    ports: content.ports.flatMap(({ type, ports }) =>
      // v2 has no UDP.
      type === 'udp' ? [] : ports.map((port) => ({ port, protocol: type })),
    ),
    envs: [...content.envs],
    metadata: { readme: content.readme, logo, description, author, tags: [...tags] },
    min_cuda_version: content.minCudaVersion,
    created_at: toUnixSeconds(createdAt),
    updated_at: toUnixSeconds(updatedAt),
  };
}
