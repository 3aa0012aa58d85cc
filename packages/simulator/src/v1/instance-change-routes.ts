import type { components } from '@novita-fleet/openapi/novita';
import { Fields, FieldError } from '../fields.js';
import { EMPTY_ANSWER, jsonAnswer, type Answer } from '../http/answer.js';
import type { CloudRequest, CloudRoute } from '../http/cloud-route.js';
import { readEnvVars } from '../http/env-vars.js';
import type { Upgrade } from '../world/instance-settings.js';
import type { StorageMount } from '../world/instance.js';
import type { World } from '../world/world.js';
import { bodyFields, requiredId } from './body-fields.js';
import { readPortObjects } from './exposed-ports.js';
import { V1_PREFIX, type ActionBody, type V1Context } from './v1-context.js';

type Schemas = components['schemas'];

const MAX_DISK_GB = 6144;

/**
 * Changes of instances: the pages `gpu-instance-{edit,upgrade,migrate,renewal,change-billing}-instance`,
 * `gpu-instance-set-autorenew` and `gpu-instance-set-auto-migrate`.
 */
export function instanceChangeRoutes(context: V1Context): CloudRoute[] {
  const { world, actionBody } = context;
  const change = (name: string, carryOut: (fields: Fields) => object | undefined): CloudRoute =>
    changeRoute(name, (request) => changeAnswer(carryOut(bodyFields(request)), actionBody));
  return [
    editRoute(context),
    change('upgrade', (fields) => {
      world.settings.upgrade(requiredId(fields, 'instanceId'), readUpgrade(fields, world));
      return undefined;
    }),
    change('migrate', (fields) => {
      const job = world.migrations.migrate(requiredId(fields, 'instanceId'));
      return { jobId: job.id } satisfies Schemas['MigrateInstanceResponse'];
    }),
    change('renewInstance', (fields) => {
      world.subscriptions.renew(requiredId(fields, 'instanceId'), readMonths(fields));
      return undefined;
    }),
    change('transToMonthlyInstance', (fields) => {
      world.subscriptions.convert(requiredId(fields, 'instanceId'), readMonths(fields));
      return undefined;
    }),
    change('setAutoRenew', (fields) => {
      const ids = fields.required('instanceIds', fields.list('instanceIds')).map(readId);
      if (ids.length === 0) throw new FieldError('instanceIds', 'must have at least 1 entry');
      const autoRenew = fields.required('autoRenew', fields.flag('autoRenew'));
      const months = fields.required('autoRenewMonth', fields.integer('autoRenewMonth', { min: 1, max: 12 }));
      world.subscriptions.setAutoRenew(ids, autoRenew ? months : undefined);
      return undefined;
    }),
    change('setAutoMigrate', (fields) => {
      const id = requiredId(fields, 'instanceId');
      const isOpen = fields.required('autoMigrateOpen', fields.flag('autoMigrateOpen'));
      const systemDisk = fields.required('autoMigrateSystemDisk', fields.flag('autoMigrateSystemDisk'));
      world.settings.setAutoMigrate(id, { isOpen, systemDisk });
      return undefined;
    }),
  ];
}

function editRoute({ world, actionBody, openPorts }: V1Context): CloudRoute {
  return changeRoute('edit', async (request) => {
    const fields = bodyFields(request);
    const id = requiredId(fields, 'instanceId');
    const instance = world.instances.get(id);
    const entries = fields.list('ports', { maxItems: 15 });
    const ports = entries && readPortObjects(entries, instance.spec.tools);
    const asked = fields.integer('expandRootDisk', { min: 0, max: MAX_DISK_GB }) ?? 0;
    const present = instance.spec.rootfsSize + instance.comingDiskGb;
    const isTarget = world.rules.expandRootDisk === 'target' && asked > 0;
    if (isTarget && asked < present) throw new FieldError('expandRootDisk', 'the root disk can only grow');
    const addDiskGb = isTarget ? asked - present : asked;
    world.settings.edit(id, { addDiskGb, ...(ports === undefined ? {} : { ports }) });
    await openPorts(instance);
    return changeAnswer(undefined, actionBody);
  });
}

/** All fields must be sent every time. */
function readUpgrade(fields: Fields, world: World): Upgrade {
  const imageUrl = fields.required('imageUrl', fields.text('imageUrl', { minLength: 1, maxLength: 500 }));
  fields.required('envs', fields.raw('envs'));
  const envs = readEnvVars(fields);
  const command = fields.required('command', fields.text('command', { maxLength: 2047 }));
  const entrypoint = fields.required('entrypoint', fields.text('entrypoint', { maxLength: 2047 }));
  fields.required('save', fields.flag('save'));
  const volumeFields = new Fields(
    fields.required('networkVolume', fields.raw('networkVolume')),
    'networkVolume',
    'networkVolume.',
  );
  const mounts = volumeFields.required('volumeMounts', volumeFields.list('volumeMounts', { maxItems: 30 }));
  return {
    imageUrl,
    imageAuthId: fields.text('imageAuthId', { maxLength: 255 }) ?? '',
    envs,
    command,
    entrypoint,
    storages: mounts.map((mount, index) => readMount(mount, index, world)),
  };
}

/** @throws Refusal `NETWORK_STORAGE_NOT_FOUND`. */
function readMount(mount: unknown, index: number, { networkStorages }: World): StorageMount {
  const name = `networkVolume.volumeMounts[${index}]`;
  const fields = new Fields(mount, name, `${name}.`);
  fields.required('type', fields.oneOf('type', ['network']));
  const storageId = requiredId(fields, 'id');
  const mountPoint = fields.text('mountPath', { minLength: 1, maxLength: 4095 }) ?? '/network';
  return { storageId, mountPoint, size: networkStorages.get(storageId).sizeGb };
}

function readMonths(fields: Fields): number {
  return fields.required('month', fields.integer('month', { min: 1, max: 120 }));
}

function readId(value: unknown, index: number): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new FieldError(`instanceIds[${index}]`, 'must be the id of an instance');
}

function changeRoute(name: string, handle: (request: CloudRequest) => Answer | Promise<Answer>): CloudRoute {
  return { method: 'POST', path: `${V1_PREFIX}/gpu/instance/${name}`, handle };
}

/** Documented as an empty object, or nothing at all. */
function changeAnswer(result: object | undefined, form: ActionBody): Answer {
  if (form === 'empty') return EMPTY_ANSWER;
  return jsonAnswer(form === 'full' ? (result ?? {}) : {});
}
