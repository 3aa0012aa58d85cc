import type { components } from '@novita-fleet/openapi/novita';
import { apiError } from '../http/api-error.js';
import type { FaultKind, FaultPlan } from './fault-plan.js';

/** The cloud says no instead of the effect, only on routes where it would. */
export interface RefusedFault {
  /** `insufficient_resource`: create, start, migrate. `balance_not_enough`: whatever costs more from then on. */
  readonly kind: 'insufficient_resource' | 'balance_not_enough';
}

const V1 = '/gpu-instance/openapi/v1';
const V2_INSTANCE = '/gpus/v2/instances/:instance_id';
const MIGRATIONS: ReadonlySet<string> = new Set([`POST ${V1}/gpu/instance/migrate`, `PUT ${V2_INSTANCE}/migrate`]);
const NEEDS_MACHINE: ReadonlySet<string> = new Set([
  `POST ${V1}/gpu/instance/create`,
  `POST ${V1}/gpu/instance/start`,
  'POST /gpus/v2/instances',
  `PUT ${V2_INSTANCE}/start`,
  ...MIGRATIONS,
]);
const COSTS: ReadonlySet<string> = new Set([
  ...NEEDS_MACHINE,
  `POST ${V1}/gpu/instance/edit`,
  `POST ${V1}/gpu/instance/renewInstance`,
  `POST ${V1}/gpu/instance/transToMonthlyInstance`,
  `POST ${V1}/networkstorage/create`,
  `POST ${V1}/networkstorage/update`,
  `POST ${V1}/endpoint/create`,
  `PUT ${V2_INSTANCE}/renew`,
  `PUT ${V2_INSTANCE}/billing-mode`,
  `PUT ${V2_INSTANCE}/rootfs-expand`,
  'POST /gpus/v2/endpoints',
]);

export const insufficientResource: FaultKind = {
  kind: 'insufficient_resource',
  decides: true,
  fits: (route) => NEEDS_MACHINE.has(route),
  read: () => (route) =>
    MIGRATIONS.has(route)
      ? refuse('MIGRATE_INSUFFICIENT_RESOURCE', 'no other node has room')
      : refuse('INSUFFICIENT_RESOURCE', 'not enough free GPUs'),
};

export const balanceNotEnough: FaultKind = {
  kind: 'balance_not_enough',
  decides: true,
  fits: (route) => COSTS.has(route),
  read: () => () => refuse('BALANCE_NOT_ENOUGH', 'the balance is not enough'),
};

function refuse(reason: components['schemas']['GpuErrorReason'], message: string): FaultPlan {
  return { instead: { type: 'answer', answer: apiError(400, reason, message) } };
}
