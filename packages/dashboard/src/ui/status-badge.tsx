import type { InstanceStatus } from '../api/schemas.js';
import { Badge } from './badge.js';
import { nameOfStatus, toneOfStatus } from './status.js';

/** The status of an instance. */
export function StatusBadge({ status }: { readonly status: InstanceStatus }) {
  return <Badge tone={toneOfStatus(status)}>{nameOfStatus(status)}</Badge>;
}
