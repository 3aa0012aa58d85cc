import { parseBody, type CloudRequest } from '../http/cloud-route.js';
import type { World } from '../world/world.js';
import type { FaultKind } from './fault-plan.js';

/**
 * The instance that the request names is gone before the request has its effect; the one that a create makes is
 * gone as soon as it has answered. Nothing tells of it.
 */
export interface VanishFault {
  readonly kind: 'vanish';
}

const V1_INSTANCE = '/gpu-instance/openapi/v1/gpu/instance';
const V2_INSTANCES = '/gpus/v2/instances';
const CREATES: ReadonlySet<string> = new Set([`POST ${V1_INSTANCE}/create`, `POST ${V2_INSTANCES}`]);

export const vanish: FaultKind = {
  kind: 'vanish',
  decides: false,
  fits: (route) =>
    CREATES.has(route) ||
    / \/gpu-instance\/openapi\/v1\/gpu\/instance(\/|$)/.test(route) ||
    route.includes('/:instance_id'),
  read: () => (route) =>
    CREATES.has(route)
      ? { after: (answer, world) => forget(readId(answer.body, 'id'), world) }
      : { before: (request, world) => forget(namedIn(request), world) },
};

function namedIn({ params, query, bodyText }: CloudRequest): string | undefined {
  const { instanceId } = query;
  return params.instance_id ?? (typeof instanceId === 'string' ? instanceId : readId(bodyText, 'instanceId'));
}

function readId(text: string, key: string): string | undefined {
  try {
    const id = (parseBody({ bodyText: text }) as Record<string, unknown> | null)?.[key];
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** What is not there cannot vanish; the route says so by itself. */
function forget(id: string | undefined, world: World): void {
  for (const instance of world.instances.visible()) {
    if (instance.id === id) {
      world.instances.vanish(id);
      return;
    }
  }
}
