import type { components } from '@novita-fleet/openapi/novita';
import type { ContractCases } from './contract-case.js';
import { dateOf, textOf } from './expected-values.js';
import { onOne } from './on-one.js';
import { pageOf, statusOf } from './v2-expected.js';

type Schemas = components['schemas'];

const REGION = 'us-ca-6';
const IMAGE = 'library/python:3.12';

const nothing = (): undefined => undefined;

/** Networks, jobs and prewarm tasks of v2, by operation. */
export const V2_WORK_CASES: ContractCases = {
  v2ListNetworks: {
    calls: async ({ v2: { networks } }, stage) => {
      await stage.network();
      return [
        { make: () => networks.list(), sends: { query: { limit: 100 } } },
        { make: () => networks.list({ name: 'lan', limit: 5 }), sends: { query: { limit: 5, name: 'lan' } } },
      ];
    },
    result: (answer) => pageOf(answer, networkOf),
  },
  v2CreateNetwork: {
    calls: async ({ v2: { networks } }, stage) => {
      // Another of the same name, which must not be taken for the new one.
      await stage.network();
      const body = { region_id: REGION, name: 'lan' };
      return [{ make: () => networks.create(body), sends: { body } }];
    },
    also: ['v2ListNetworks'],
    result: (_answer, exchanges) => {
      const [before, after] = exchanges
        .filter(({ method }) => method === 'GET')
        .map(({ answer }) => (answer as Schemas['V2NetworkPage']).data);
      return networkOf(after!.find(({ id }) => id !== before![0]!.id)!);
    },
  },
  v2GetNetwork: {
    calls: onOne(
      'network_id',
      (stage) => stage.network(),
      ({ networks }, id) => networks.get(id),
    ),
    result: networkOf,
  },
  v2UpdateNetwork: {
    calls: onOne(
      'network_id',
      (stage) => stage.network(),
      ({ networks }, id) => networks.update(id, { name: 'other' }),
      { name: 'other' },
    ),
    result: nothing,
  },
  v2DeleteNetwork: {
    calls: onOne(
      'network_id',
      (stage) => stage.network(),
      ({ networks }, id) => networks.delete(id),
    ),
    result: nothing,
  },
  v2ListJobs: {
    calls: async ({ v2: { jobs } }, stage) => {
      const id = await stage.job();
      const query = { job_id: id, type: 'saveImage' } as const;
      return [
        { make: () => jobs.list(), sends: { query: { limit: 100 } } },
        { make: () => jobs.list(query), sends: { query: { limit: 100, ...query } } },
      ];
    },
    result: (answer) => pageOf(answer, jobOf),
  },
  v2GetJob: {
    calls: onOne(
      'job_id',
      (stage) => stage.job(),
      ({ jobs }, id) => jobs.get(id),
    ),
    result: jobOf,
  },
  v2BreakJob: {
    calls: onOne(
      'job_id',
      (stage) => stage.job(),
      ({ jobs }, id) => jobs.stop(id),
    ),
    result: nothing,
  },
  v2SaveImage: {
    calls: async ({ v2: { jobs } }, stage) => {
      const body = { instance_id: await stage.exited(), image: 'registry.example/team/image:1' };
      return [{ make: () => jobs.saveImage(body), sends: { body } }];
    },
    result: (answer) => ({ id: answer.job_id }),
  },
  v2ListPrewarmTasks: {
    calls: async ({ v2: { prewarmTasks } }, stage) => {
      await stage.prewarmTask();
      stage.simulator.advance(2000);
      const query = { status: 'succeeded', region_id: REGION, name: 'python' } as const;
      return [
        { make: () => prewarmTasks.list(), sends: { query: { limit: 100 } } },
        { make: () => prewarmTasks.list(query), sends: { query: { limit: 100, ...query } } },
      ];
    },
    result: (answer) => pageOf(answer, taskOf),
  },
  v2CreatePrewarmTask: {
    calls: ({ v2: { prewarmTasks } }) => {
      const body = { image: IMAGE, region_id: REGION, note: 'for the morning' };
      return [{ make: () => prewarmTasks.create(body), sends: { body } }];
    },
    result: (answer) => ({ id: answer.task_id }),
  },
  v2DeletePrewarmTasks: {
    calls: async ({ v2: { prewarmTasks } }, stage) => {
      const body = { task_ids: [await stage.prewarmTask(), await stage.prewarmTask()] };
      return [{ make: () => prewarmTasks.deleteMany(body), sends: { body } }];
    },
    result: nothing,
  },
  v2GetPrewarmTask: {
    calls: onOne(
      'task_id',
      (stage) => stage.prewarmTask(),
      ({ prewarmTasks }, id) => prewarmTasks.get(id),
    ),
    result: taskOf,
  },
};

function networkOf(raw: Schemas['V2Network']) {
  const { region_id: regionId, segment, addresses, created_at: createdAt } = raw as unknown as NetworkBeyond;
  return {
    id: raw.id,
    name: raw.name,
    status: statusOf(raw.status!),
    ownerId: raw.owner_id,
    regionId,
    segment,
    addresses,
    createdAt: dateOf(createdAt),
    raw,
  };
}

/** Fields that the description tells of and does not spell. */
interface NetworkBeyond {
  readonly region_id: string;
  readonly segment: string;
  readonly addresses: readonly unknown[];
  readonly created_at: number;
}

function jobOf(raw: Schemas['V2Job']) {
  return { id: raw.id, type: raw.type, status: statusOf(raw.status), raw };
}

function taskOf(raw: Schemas['V2PrewarmTask']) {
  return {
    id: raw.task_id,
    name: raw.name,
    image: raw.image,
    regionId: raw.region_id,
    productIds: raw.product_ids,
    imageSizeBytes: raw.image_size,
    status: statusOf(raw.status),
    reasons: raw.reason,
    registryAuthId: textOf(raw.registry_auth_id),
    note: textOf(raw.note),
    createdAt: dateOf(raw.created_at),
    completedAt: dateOf(raw.completed_at),
    raw,
  };
}
