import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { bodyFields, requiredId } from '../v1/body-fields.js';
import { JOB_TYPES, type Job, type JobState } from '../world/jobs.js';
import { cursorPage, readCursorPage } from './cursor-paging.js';
import { pathId } from './path-id.js';
import { toStatusObject } from './status-object.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];

const JOBS = `${V2_PREFIX}/jobs`;

/** `Succeeded` was seen; the others are spelled after it. */
const V2_JOB_STATES: Readonly<Record<JobState, string>> = {
  pulling: 'Pending',
  running: 'Running',
  success: 'Succeeded',
  fail: 'Failed',
  break: 'Stopped',
};

/** Jobs: pages `gpus-v2-list-jobs`, `gpus-v2-get-job`, `gpus-v2-break-job` and `gpus-v2-save-image`. */
export function jobRoutes({ world: { jobs, registryAuths } }: V2Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: JOBS,
      handle(request) {
        const query = new Query(request);
        const page = readCursorPage(query);
        const id = query.text('job_id');
        const type = query.oneOf('type', JOB_TYPES);
        const matching = [...jobs.all()]
          .filter((job) => (id === undefined || job.id === id) && (type === undefined || job.type === type))
          .reverse();
        return jsonAnswer(cursorPage(matching, page, toV2Job) satisfies Schemas['V2JobPage']);
      },
    },
    {
      method: 'GET',
      path: `${JOBS}/:job_id`,
      handle: (request) => jsonAnswer(toV2Job(jobs.get(pathId(request, 'job_id')))),
    },
    {
      method: 'POST',
      path: `${JOBS}/:job_id/stop`,
      handle(request) {
        jobs.break(pathId(request, 'job_id'));
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${JOBS}/save-image`,
      handle(request) {
        const fields = bodyFields(request);
        const instanceId = requiredId(fields, 'instance_id');
        const image = fields.required('image', fields.text('image', { minLength: 1, maxLength: 4095 }));
        const registryAuthId = fields.text('registry_auth_id', { maxLength: 255 }) ?? '';
        if (registryAuthId !== '') registryAuths.get(registryAuthId);
        return jsonAnswer({ job_id: jobs.saveImage(instanceId, image).id } satisfies Schemas['V2JobId']);
      },
    },
  ];
}

function toV2Job({ id, type, state, error }: Job): Schemas['V2Job'] {
  const problem = error && { state: error.error, message: error.errorMessage };
  return { id, type, envs: [], status: toStatusObject(V2_JOB_STATES[state], problem) };
}
