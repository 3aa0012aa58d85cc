import type { InstanceStatus } from '../api/schemas.js';

/** What needs a look first, what runs next, what rests last. */
export const STATUS_ORDER: readonly InstanceStatus[] = [
  ...(['failed', 'timed_out', 'lost', 'reclaimed'] as const),
  ...(['pending', 'creating', 'starting', 'running', 'ready'] as const),
  ...(['stopping', 'stopped', 'deleting', 'deleted'] as const),
];
