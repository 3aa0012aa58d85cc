import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import type { Image } from '../world/images.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { pathId } from './path-id.js';
import { toStatusObject } from './status-object.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

/** Images of the platform and saved ones: pages `gpus-v2-{list,delete}-image`. */
export function imageRoutes({ world: { images } }: V2Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V2_PREFIX}/images`,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const type = query.oneOf('type', ['base', 'community', 'private']);
        const name = query.text('name')?.toLowerCase() ?? '';
        const matching = [...images.list()].filter(
          (image) => (type === undefined || image.type === type) && image.repository.toLowerCase().includes(name),
        );
        return jsonAnswer(cursorPage(matching, page, toView) satisfies Schemas['V2ImagePage']);
      },
    },
    {
      method: 'DELETE',
      path: `${V2_PREFIX}/images/:image_id`,
      handle(request) {
        images.delete(pathId(request, 'image_id'));
        return jsonAnswer({});
      },
    },
  ];
}

/** `name`, `image` and `tags` were seen; the other keys are guessed. */
function toView({ id, type, repository, createdAt, tags }: Image): Schemas['V2Image'] {
  return {
    id,
    type,
    name: repository.slice(repository.lastIndexOf('/') + 1),
    image: repository,
    tags: tags.map((tag) => ({ tag, image: `${repository}:${tag}` })),
    status: toStatusObject('success'),
    created_at: toUnixSeconds(createdAt),
  };
}
