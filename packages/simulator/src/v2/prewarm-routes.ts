import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { bodyFields, requiredId } from '../v1/body-fields.js';
import { readIds, readRequiredIds } from '../v1/id-list.js';
import { matchesPrewarm, PREWARM_STATES, type PrewarmTask } from '../world/prewarm-tasks.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { pathId } from './path-id.js';
import { toStatusObject } from './status-object.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

/** Image prewarm: pages `gpus-v2-{list,create,get,delete}-image-prewarm`. States are in lower case here. */
export function prewarmRoutes({ world: { prewarmTasks } }: V2Context): CloudRoute[] {
  const many = `${V2_PREFIX}/prewarm-tasks`;
  return [
    {
      method: 'GET',
      path: many,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const status = query.oneOf('status', ['pending', 'running', 'succeeded', 'failed']);
        const filter = {
          state: PREWARM_STATES.find((state) => state.toLowerCase() === status),
          clusterId: query.text('region_id'),
          name: query.text('name'),
        };
        const matching = [...prewarmTasks.list()].filter((task) => matchesPrewarm(task, filter));
        return jsonAnswer(cursorPage(matching, page, toView) satisfies Schemas['V2PrewarmPage']);
      },
    },
    {
      method: 'POST',
      path: many,
      handle(request) {
        const fields = bodyFields(request);
        const task = prewarmTasks.create({
          image: fields.required('image', fields.text('image', { minLength: 1, maxLength: 4095 })),
          clusterId: requiredId(fields, 'region_id'),
          productIds: readIds(fields, 'product_ids'),
          registryAuthId: fields.text('registry_auth_id', { maxLength: 255 }) ?? '',
          note: fields.text('note') ?? '',
        });
        return jsonAnswer({ task_id: task.id });
      },
    },
    {
      // A deletion with a body; there is none of a single task.
      method: 'DELETE',
      path: many,
      handle(request) {
        prewarmTasks.delete(readRequiredIds(bodyFields(request), 'task_ids'));
        return jsonAnswer({});
      },
    },
    {
      method: 'GET',
      path: `${many}/:task_id`,
      handle: (request) => jsonAnswer(toView(prewarmTasks.get(pathId(request, 'task_id')))),
    },
  ];
}

function toView(task: PrewarmTask): Schemas['V2PrewarmTask'] {
  return {
    task_id: task.id,
    name: task.imageName,
    image: task.image,
    region_id: task.cluster.id,
    product_ids: task.products.map(({ id }) => id),
    image_size: task.imageBytes,
    created_at: toUnixSeconds(task.createdAt),
    completed_at: toUnixSeconds(task.completedAt),
    status: toStatusObject(task.state.toLowerCase(), task.failure),
    registry_auth_id: task.registryAuthId,
    note: task.note,
    reason: [...task.reasons],
  };
}
