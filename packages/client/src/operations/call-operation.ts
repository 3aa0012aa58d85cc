import type { operations } from '@novita-fleet/openapi/novita';
import { operationTable } from '@novita-fleet/openapi/novita-operations';
import type { CallOptions } from '../request-options.js';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { checkFields, checkRequest } from './check-request.js';

/** An `operationId` of the description of the cloud. */
export type OperationId = keyof operations;

/** Parameters in the query of an operation, in the spelling of the cloud. */
export type OperationQuery<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>;

/** Body of an operation, in the spelling of the cloud. */
export type OperationBody<Id extends OperationId> =
  NonNullable<operations[Id]['requestBody']> extends { content: { 'application/json': infer Body } } ? Body : never;

/** What one call of an operation carries. */
export interface OperationInput<Id extends OperationId> {
  /** Parameters in the path. */
  readonly params?: Readonly<NonNullable<operations[Id]['parameters']['path']>>;
  readonly query?: Readonly<OperationQuery<Id>>;
  readonly body?: OperationBody<Id>;
  /** Whether sending the call twice is harmless. Default: true for GET, PUT and DELETE; false for POST. */
  readonly idempotent?: boolean;
  /** Checks what the limits of single fields cannot tell; runs once these hold. */
  readonly check?: () => void;
}

/**
 * Checks what a call would carry, and sends nothing.
 *
 * @throws InvalidArgumentError when a parameter or a field is missing, unknown or out of range.
 */
export function checkOperation<Id extends OperationId>(id: Id, { query, body, check }: OperationInput<Id>): void {
  const { query: queryLimits = {}, body: bodyLimits, bodyIsOptional } = operationTable[id];
  checkFields('', query ?? {}, queryLimits);
  if (bodyLimits !== undefined && !(body === undefined && bodyIsOptional === true)) checkRequest('', body, bodyLimits);
  check?.();
}

/**
 * Carries out one operation of the cloud. Method, path and limits come from the generated table.
 *
 * @returns the decoded body, whatever it is; undefined when it is empty.
 * @throws InvalidArgumentError before any request when a parameter or a field is missing, unknown or out of range.
 */
export async function callOperation<Id extends OperationId>(
  client: ResourceClient,
  id: Id,
  input: OperationInput<Id>,
  options: ResourceCallOptions,
): Promise<unknown> {
  checkOperation(id, input);
  const { method, path } = operationTable[id];
  const { params, query, body, idempotent } = input;
  // Not first, because an object that begins with a spread takes twenty times as long to make; and before what no caller
  // may change.
  return client.request({
    method,
    path: fillPath(path, params),
    route: path,
    ...options,
    ...(query !== undefined && { query: joinLists(query) }),
    ...(body !== undefined && { body }),
    ...(idempotent !== undefined && { idempotent }),
  });
}

function fillPath(path: string, params: Readonly<Record<string, string>> | undefined): string {
  if (params === undefined) return path;
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** The one list in a query of the cloud, `channel`, is written with commas (Novita page gpu-instance-list-templates). */
function joinLists(query: Readonly<Record<string, unknown>>): NonNullable<CallOptions['query']> {
  const entries = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  return Object.fromEntries(entries) as NonNullable<CallOptions['query']>;
}
