import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import { JOB_STATES, JOB_TYPES, type Job } from '../world/jobs.js';
import type { World } from '../world/world.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readPage, takePage } from './paging.js';
import { V1_PREFIX, type V1Context } from './v1-context.js';

type Schemas = components['schemas'];

/** Jobs: pages `gpu-instance-list-jobs`, `gpu-instance-break-job` and `gpu-instance-save-image`. */
export function jobRoutes(context: V1Context): CloudRoute[] {
  const { world, firstPage } = context;
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/jobs`,
      handle(request) {
        const query = new Query(request);
        const { items, total } = takePage(matchingJobs(world, query), readPage(query, firstPage));
        const jobs = items.map((job) => toJob(context, job));
        return jsonAnswer({ jobs, total } satisfies Schemas['JobListV1']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/job/break`,
      handle(request) {
        const job = world.jobs.break(requiredId(bodyFields(request), 'jobId'));
        return jsonAnswer({ jobId: job.id } satisfies Schemas['JobIdV1']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/job/save/image`,
      handle(request) {
        const fields = bodyFields(request);
        const instanceId = requiredId(fields, 'instanceId');
        const image = fields.required('image', fields.text('image', { minLength: 1, maxLength: 4095 }));
        const registryAuthId = fields.text('registryAuthId', { maxLength: 255 }) ?? '';
        if (registryAuthId !== '') world.registryAuths.get(registryAuthId);
        return jsonAnswer({ jobId: world.jobs.saveImage(instanceId, image).id } satisfies Schemas['JobIdV1']);
      },
    },
  ];
}

/** Newest first; the order of the live service is not published. */
function matchingJobs({ jobs }: World, query: Query): Job[] {
  const jobId = query.text('jobId');
  const state = query.oneOf('state', JOB_STATES);
  const type = query.oneOf('type', JOB_TYPES);
  const startTime = query.integer('startTime') ?? 0;
  // 0 is the default and means no end.
  const endTime = (query.integer('endTime') ?? 0) || Infinity;
  const creators = query.text('creators', { maxLength: 4095 })?.split(',');
  return [...jobs.all()]
    .filter((job) => jobId === undefined || job.id === jobId)
    .filter((job) => state === undefined || job.state === state)
    .filter((job) => type === undefined || job.type === type)
    .filter(({ createdAt }) => isWithin(toUnixSeconds(createdAt), startTime, endTime))
    .filter(() => creators === undefined || creators.includes(ACCOUNT_ID))
    .reverse();
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}

function toJob({ world, logAddressOf }: V1Context, job: Job): Schemas['JobV1'] {
  const instance = world.instances.find(job.instanceId);
  return {
    Id: job.id,
    user: ACCOUNT_ID,
    type: job.type,
    envs: [],
    state: { state: job.state, error: job.error?.error ?? '', errorMessage: job.error?.errorMessage ?? '' },
    logAddress: instance === undefined ? '' : logAddressOf(instance, 'system'),
    createdAt: String(toUnixSeconds(job.createdAt)),
    instanceId: job.instanceId,
  };
}
