import type { FaultKind } from './fault-plan.js';

/**
 * A list of instances is that of some time ago: new instances are missing, removed ones are still there, and each
 * has the state that it had. The detail of an instance is not affected.
 */
export interface StaleListFault {
  readonly kind: 'stale_list';
  /** How old the list is, in virtual seconds above 0. */
  readonly seconds: number;
}

const LISTS: ReadonlySet<string> = new Set(['GET /gpu-instance/openapi/v1/gpu/instances', 'GET /gpus/v2/instances']);

export const staleList: FaultKind = {
  kind: 'stale_list',
  decides: false,
  fits: (route) => LISTS.has(route),
  read(fields) {
    const seconds = fields.required('seconds', fields.number('seconds', { min: 0.001, max: 1e9 }));
    return () => ({ rewrite: (request) => ({ ...request, staleMs: Math.round(seconds * 1000) }) });
  },
};
