import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { matchesPrewarm, PREWARM_STATES, type PrewarmTask } from '../world/prewarm-tasks.js';
import type { AccountContext } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readIds, readRequiredIds } from './id-list.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

/** Image prewarm: pages `gpu-instance-get-image-quota` and `gpu-instance-{list,create,update,delete}-image-prewarm`. */
export function prewarmRoutes({ world, firstPage }: AccountContext): CloudRoute[] {
  const { prewarmTasks } = world;
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/image/prewarm/quota`,
      handle: () =>
        jsonAnswer({
          total: prewarmTasks.count,
          limit: world.quotas.prewarmTasks,
          perImageSize: world.quotas.prewarmImageGb,
        } satisfies Schemas['PrewarmQuota']),
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/image/prewarm`,
      handle(request) {
        const query = new Query(request);
        const page = readPage(query, firstPage, 'page');
        const filter = {
          state: query.oneOf('state', PREWARM_STATES),
          clusterId: query.text('clusterId'),
          name: query.text('name'),
        };
        const matching = [...prewarmTasks.list()].filter((task) => matchesPrewarm(task, filter));
        const { items, total } = takePage(matching, page);
        return jsonAnswer({ data: items.map(toView), total } satisfies Schemas['PrewarmTaskListV1']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/image/prewarm`,
      handle(request) {
        const fields = bodyFields(request);
        const task = prewarmTasks.create({
          image: fields.required('imageUrl', fields.text('imageUrl', { minLength: 1, maxLength: 500 })),
          clusterId: requiredId(fields, 'clusterId'),
          productIds: readIds(fields, 'productIds'),
          registryAuthId: fields.text('repositoryAuth', { maxLength: 255 }) ?? '',
          note: fields.text('note') ?? '',
        });
        return jsonAnswer({ id: task.id });
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/image/prewarm/edit`,
      handle(request) {
        const fields = bodyFields(request);
        const task = prewarmTasks.get(requiredId(fields, 'id'));
        prewarmTasks.annotate(task.id, fields.text('note') ?? task.note);
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/image/prewarm/delete`,
      handle(request) {
        prewarmTasks.delete(readRequiredIds(bodyFields(request), 'ids'));
        return jsonAnswer({});
      },
    },
  ];
}

function toView(task: PrewarmTask): Schemas['PrewarmTaskV1'] {
  return {
    id: task.id,
    imageName: task.imageName,
    imageUrl: task.image,
    repositoryAuth: task.registryAuthId,
    clusterId: task.cluster.id,
    clusterName: task.cluster.name,
    products: task.products.map((product) => ({ productId: product.id, productName: product.name })),
    imageSize: String(task.imageBytes),
    createTime: String(toUnixSeconds(task.createdAt)),
    state: task.state,
    completeTime: String(toUnixSeconds(task.completedAt)),
    note: task.note,
    reason: [...task.reasons],
  };
}
