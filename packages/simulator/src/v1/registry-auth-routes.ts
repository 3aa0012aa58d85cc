import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import type { AccountContext } from './account-context.js';
import { bodyFields, requiredId } from './body-fields.js';
import { V1_PREFIX } from './v1-context.js';

type Schemas = components['schemas'];

const MASK = '******';

/** Registry logins: pages `gpu-instance-{list,create,delete}-container-registry-auth`. */
export function registryAuthRoutes({ world: { registryAuths }, maskPasswords }: AccountContext): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/repository/auths`,
      handle() {
        const data = Array.from(registryAuths.list(), (auth) => (maskPasswords ? { ...auth, password: MASK } : auth));
        return jsonAnswer({ data } satisfies Schemas['RegistryAuthList']);
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/repository/auth/save`,
      handle(request) {
        const fields = bodyFields(request);
        registryAuths.save({
          name: fields.required('name', fields.text('name', { minLength: 1, maxLength: 255 })),
          username: fields.required('username', fields.text('username', { minLength: 1, maxLength: 511 })),
          password: fields.required('password', fields.text('password', { minLength: 1, maxLength: 1024 })),
        });
        // No id in the answer; the list tells it.
        return jsonAnswer({});
      },
    },
    {
      method: 'POST',
      path: `${V1_PREFIX}/repository/auth/delete`,
      handle(request) {
        registryAuths.delete(requiredId(bodyFields(request), 'id'));
        return jsonAnswer({});
      },
    },
  ];
}
