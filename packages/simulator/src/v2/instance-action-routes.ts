import type { Fields } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { readEnvVars } from '../http/env-vars.js';
import { bodyFields } from '../v1/body-fields.js';
import { readExposedPorts } from '../v1/exposed-ports.js';
import type { Upgrade } from '../world/instance-settings.js';
import { Refusal } from '../world/refusal.js';
import { readAutoMigrate, readAutoRenew } from './create-request.js';
import { V2_INSTANCE } from './instance-routes.js';
import { pathId } from './path-id.js';
import { readPorts } from './port-list.js';
import type { V2Context } from './v2-context.js';

/** Everything that is done to one instance by PUT; each answers an empty object. */
export function instanceActionRoutes(context: V2Context): CloudRoute[] {
  const { world } = context;
  const { instances, settings, subscriptions, migrations } = world;
  return [
    ...(['start', 'stop', 'restart'] as const).map((command) =>
      action(command, (id) => void instances.command(id, command)),
    ),
    action('migrate', (id, fields) => {
      // Whether data is kept makes no difference here; the value is checked all the same.
      fields.flag('save_data');
      migrations.migrate(id);
    }),
    action('upgrade', (id, fields) => void settings.upgrade(id, readUpgrade(fields))),
    action('renew', (id, fields) => {
      subscriptions.renew(id, fields.required('months', readMonths(fields)));
    }),
    action('auto-renew', (id, fields) => {
      const months = readAutoRenew(fields.required('auto_renew', fields.raw('auto_renew')));
      subscriptions.setAutoRenew([id], months);
    }),
    action('auto-migrate', (id, fields) => {
      settings.setAutoMigrate(id, readAutoMigrate(fields.required('auto_migrate', fields.raw('auto_migrate'))));
    }),
    action('billing-mode', (id, fields) => {
      const type = fields.required('type', fields.oneOf('type', ['postpaid', 'prepaid', 'spot']));
      const months = readMonths(fields) ?? 1;
      instances.get(id);
      if (type !== 'prepaid') {
        throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', 'type: an instance can only become prepaid');
      }
      subscriptions.convert(id, months);
    }),
    portsRoute(context),
    action('rootfs-expand', (id, fields) => {
      const bounds = { min: 1, max: 6144 };
      const addDiskGb = fields.required('rootfs_size_expand_gb', fields.integer('rootfs_size_expand_gb', bounds));
      settings.edit(id, { addDiskGb });
    }),
    action('web-terminal', (id, fields) => {
      settings.setWebTerminal(id, fields.required('enable', fields.flag('enable')));
    }),
  ];
}

function portsRoute({ world, openPorts }: V2Context): CloudRoute {
  return {
    method: 'PUT',
    path: `${V2_INSTANCE}/ports`,
    async handle(request) {
      const instance = world.instances.get(pathId(request, 'instance_id'));
      const fields = bodyFields(request);
      const { tools } = instance.spec;
      const exposed = readExposedPorts(fields.required('ports', readPorts(fields)), tools);
      const ports = exposed.filter(({ port }) => !tools.some((tool) => tool.port === String(port)));
      world.settings.edit(instance.id, { ports });
      await openPorts(instance);
      return jsonAnswer({});
    },
  };
}

function action(name: string, carryOut: (id: string, fields: Fields) => void): CloudRoute {
  return {
    method: 'PUT',
    path: `${V2_INSTANCE}/${name}`,
    handle(request) {
      carryOut(pathId(request, 'instance_id'), bodyFields(request));
      return jsonAnswer({});
    },
  };
}

/** Only the image is required; what is not named stays as it is, unlike in v1. */
function readUpgrade(fields: Fields): Upgrade {
  fields.flag('save_data');
  const imageUrl = fields.required('image', fields.text('image', { minLength: 1, maxLength: 500 }));
  const imageAuthId = fields.text('registry_auth_id', { maxLength: 255 });
  const command = fields.text('command', { maxLength: 2047 });
  const entrypoint = fields.text('entrypoint', { maxLength: 2047 });
  const envs = fields.raw('envs') === undefined ? undefined : readEnvVars(fields);
  return {
    imageUrl,
    ...(imageAuthId === undefined ? {} : { imageAuthId }),
    ...(command === undefined ? {} : { command }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(envs === undefined ? {} : { envs }),
  };
}

function readMonths(fields: Fields): number | undefined {
  return fields.integer('months', { min: 1, max: 120 });
}
