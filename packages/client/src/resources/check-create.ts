import { InvalidArgumentError } from '@novita-fleet/resilience';
import type { OperationBody } from '../operations/call-operation.js';
import { checkPort, checkPortList } from './port-list.js';

/**
 * Checks of a create request what the limits of its fields cannot tell: ports together with tools, the ports of tools,
 * and terms that contradict each other.
 *
 * @throws InvalidArgumentError naming the field and what is allowed.
 */
export function checkCreateRequest(request: OperationBody<'createInstance'>): void {
  const { ports, tools = [] } = request;
  checkPortList(ports, tools.length);
  tools.forEach(({ port }, index) => port !== undefined && checkPort(`tools[${index}].port`, port));
  if (request.kind === 'gpu') checkTerm(request);
}

/** Page gpu-instance-create-instance: `month` makes it monthly whatever `billingMode` says; only that is renewed. */
function checkTerm(request: OperationBody<'createInstance'> & { readonly kind: 'gpu' }): void {
  const { billingMode, month = 0, autoRenew = false, autoRenewMonth } = request;
  if (month > 0 && billingMode !== undefined && billingMode !== 'monthly') {
    throw refused('month', `must be 0 unless "billingMode" is monthly: it would be billed monthly, not ${billingMode}`);
  }
  const isMonthly = month > 0 || billingMode === 'monthly';
  if (autoRenew && !isMonthly) throw refused('autoRenew', 'must be false unless "billingMode" is monthly');
  if (autoRenewMonth !== undefined && !autoRenew) {
    throw refused('autoRenewMonth', 'must be absent unless "autoRenew" is true');
  }
}

function refused(name: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError(name, `"${name}" ${problem}`);
}
