import type { EditInstanceRequest, UpgradeInstanceRequest } from '@novita-fleet/client';
import { CREATE_BODY } from '../../../simulator/test/cloud-caller.js';
import type { Stage } from '../../../simulator/test/contract/stage.js';
import type { ContractCases } from './contract-case.js';
import { instanceOf } from './expected-instance.js';

const CREATE = { ...CREATE_BODY, kind: 'gpu' as const };

const EDIT: EditInstanceRequest = { ports: [{ port: 9000, type: 'http' }], expandRootDisk: 5 };

const UPGRADE: UpgradeInstanceRequest = {
  imageUrl: 'library/python:3.12',
  envs: [{ key: 'MODE', value: 'new' }],
  command: 'sleep 1',
  entrypoint: '',
  save: true,
  networkVolume: { volumeMounts: [] },
};

const AUTO_MIGRATE = { autoMigrateOpen: true, autoMigrateSystemDisk: true };

/** Calls that change one instance: from what it is made, and the one call with what it sends. */
function onInstance(
  stageOf: (stage: Stage) => Promise<string>,
  fields: Readonly<Record<string, unknown>>,
  make: (id: string) => Promise<unknown>,
) {
  return async (stage: Stage) => {
    const instanceId = await stageOf(stage);
    return [{ make: () => make(instanceId), sends: { body: { ...fields, instanceId } } }];
  };
}

/** What `start`, `stop` and `restart` give: the instance, and the state where the answer tells it. */
function actionOf(answer: { readonly state?: string }, id: unknown) {
  return { ...(id as object), state: answer.state };
}

/** Instances of v1, by operation. */
export const V1_INSTANCE_CASES: ContractCases = {
  createInstance: {
    calls: async (api, stage) => {
      const cpu = { name: 'cpu', kind: 'cpu' as const, productId: String((await stage.cpuBody()).productId) };
      const bodies = [
        CREATE,
        { ...CREATE, billingMode: 'spot' as const },
        { ...CREATE, billingMode: 'monthly' as const, month: 1, autoRenew: true, autoRenewMonth: 2 },
        { ...cpu, imageUrl: CREATE.imageUrl, ports: '8000/http' },
      ];
      return bodies.map((body) => ({ make: () => api.instances.create(body), sends: { body } }));
    },
    result: ({ id }) => ({ id }),
  },
  listInstances: {
    calls: async (api, stage) => {
      await stage.variety();
      const last = { pageSize: 1, pageNum: 1, status: 'exited' as const, name: 'sav', productName: '4090' };
      return [
        { make: () => api.instances.list(), sends: { query: { pageSize: 100, pageNum: 1 } } },
        { make: () => api.instances.list({ pageNum: 0 }), sends: { query: { pageSize: 100, pageNum: 0 } } },
        { make: () => api.instances.list(last), sends: { query: last } },
      ];
    },
    result: ({ instances, total }) => ({ items: instances.map(instanceOf), total }),
  },
  getInstance: {
    calls: async (api, stage) =>
      (await stage.variety()).map((instanceId) => ({
        make: () => api.instances.get(instanceId),
        sends: { query: { instanceId } },
      })),
    result: (answer) => instanceOf(answer),
  },
  editInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        EDIT,
        (id) => api.instances.edit(id, EDIT),
      )(stage),
    result: () => undefined,
  },
  startInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.exited(),
        {},
        (id) => api.instances.start(id),
      )(stage),
    result: (answer, [exchange]) => actionOf(answer, exchange?.body),
  },
  stopInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        {},
        (id) => api.instances.stop(id),
      )(stage),
    result: (answer, [exchange]) => actionOf(answer, exchange?.body),
  },
  restartInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        {},
        (id) => api.instances.restart(id),
      )(stage),
    result: (answer, [exchange]) => actionOf(answer, exchange?.body),
  },
  deleteInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        {},
        (id) => api.instances.delete(id),
      )(stage),
    result: () => undefined,
  },
  upgradeInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        UPGRADE,
        (id) => api.instances.upgrade(id, UPGRADE),
      )(stage),
    result: () => undefined,
  },
  migrateInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.exited(),
        {},
        (id) => api.instances.migrate(id),
      )(stage),
    result: ({ jobId }) => ({ jobId }),
  },
  renewInstance: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.monthly(),
        { month: 1 },
        (id) => api.instances.renew(id, { month: 1 }),
      )(stage),
    result: () => undefined,
  },
  convertToMonthly: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        { month: 1 },
        (id) => api.instances.convertToMonthly(id, { month: 1 }),
      )(stage),
    result: () => undefined,
  },
  setAutoRenew: {
    calls: async (api, stage) => {
      const body = { instanceIds: [await stage.monthly()], autoRenew: true, autoRenewMonth: 1 };
      return [{ make: () => api.instances.setAutoRenew(body), sends: { body } }];
    },
    result: () => undefined,
  },
  setAutoMigrate: {
    calls: (api, stage) =>
      onInstance(
        (on) => on.running(),
        AUTO_MIGRATE,
        (id) => api.instances.setAutoMigrate(id, AUTO_MIGRATE),
      )(stage),
    result: () => undefined,
  },
};
