import { InvalidArgumentError } from '@novita-fleet/resilience';
import { operationTable, type RequestSchema } from '@novita-fleet/openapi/novita-operations';
import { checkRequest } from '../operations/check-request.js';
import type { CreateInstanceRequest } from '../resources/instances.js';
import { checkPortList } from '../resources/port-list.js';

type GpuRequest = Extract<CreateInstanceRequest, { kind: 'gpu' }>;

const LIMITS: RequestSchema = operationTable.createInstance.body ?? {};

/** What one candidate replaces in the request: usually product, cluster, billing mode or number of GPUs. */
export type CreateCandidate = Readonly<Partial<Omit<GpuRequest, 'kind' | 'name'>>>;

/** A request that each candidate completes. */
export type CreateInstanceBase = Readonly<Pick<GpuRequest, 'kind' | 'imageUrl' | 'rootfsSize'> & Partial<GpuRequest>>;

/**
 * The request of each candidate, in order; of the request alone when there are none.
 *
 * @param at - where the request stands, for messages: `requests[3]`; empty for the request itself.
 * @throws InvalidArgumentError naming the first field of the first request that is missing, unknown or out of range.
 */
export function requestsOf(
  request: CreateInstanceRequest | CreateInstanceBase,
  candidates: readonly CreateCandidate[] | undefined,
  at: string,
): CreateInstanceRequest[] {
  if (candidates === undefined) return [checked(request, at)];
  const list: unknown = candidates;
  if (!Array.isArray(list) || list.length === 0) {
    throw new InvalidArgumentError('candidates', '"candidates" must be a list of at least 1 candidate');
  }
  checkObject(request, at === '' ? 'request' : at);
  return candidates.map((candidate, index) => {
    checkObject(candidate, `candidates[${index}]`);
    for (const fixed of ['kind', 'name']) {
      if (!Object.hasOwn(candidate, fixed)) continue;
      const name = `candidates[${index}].${fixed}`;
      throw new InvalidArgumentError(name, `"${name}" cannot be replaced: it is that of the request`);
    }
    return checked({ ...request, ...candidate }, at === '' ? `candidates[${index}]` : at);
  });
}

function checkObject(value: unknown, name: string): void {
  if (typeof value === 'object' && value !== null) return;
  throw new InvalidArgumentError(name, `"${name}" must be an object`);
}

function checked(request: unknown, at: string): CreateInstanceRequest {
  checkRequest(at, request, LIMITS);
  const { ports, tools } = request as CreateInstanceRequest;
  checkPortList(ports, tools?.length);
  return request as CreateInstanceRequest;
}
