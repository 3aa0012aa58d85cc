import { InvalidArgumentError } from '@novita-fleet/resilience';
import type { OperationBody } from '../../operations/call-operation.js';
import { MAX_PORTS, checkPort } from '../port-list.js';

/**
 * Checks of a create request what the limits of its fields cannot tell: how many ports there are with the tools, the
 * port of a tool, and a term that the cloud would ignore without a word.
 *
 * @throws InvalidArgumentError naming the field and what is allowed.
 */
export function checkInstanceRequest({ ports, tools, billing }: OperationBody<'v2CreateInstance'>): void {
  const jupyter = tools?.jupyter;
  if (jupyter?.port !== undefined) checkPort('tools.jupyter.port', jupyter.port);
  checkPortCount(ports, jupyter?.enabled === true ? 1 : 0);
  if (billing.prepaid === undefined || billing.mode === 'prepaid') return;
  throw new InvalidArgumentError(
    'billing.prepaid',
    '"billing.prepaid" must be absent unless "billing.mode" is prepaid',
  );
}

/**
 * @param tools - how many tools the instance gets; each takes a port.
 * @throws InvalidArgumentError when ports and tools are more than the cloud takes.
 */
export function checkPortCount(ports: readonly unknown[] = [], tools: number): void {
  const count = ports.length + tools;
  if (count <= MAX_PORTS) return;
  throw new InvalidArgumentError('ports', `"ports" and tools together must be at most ${MAX_PORTS}, got ${count}`);
}
