import { InvalidArgumentError, checkKnownOptions } from '@novita-fleet/resilience';
import { resolveCallDefaults, type CallDefaults } from './client-options.js';
import { flattenHeaders } from './headers.js';
import { Call } from './middleware/call.js';
import type { HttpMethod } from './transport/transport.js';

/** A parameter in a query; an undefined one is left out. */
export type QueryValue = string | number | boolean | undefined;

/**
 * What can be set for a single call besides its method and path.
 *
 * @example
 * ```ts
 * import { NovitaClient, type CallOptions, type QueryValue } from '@novita-fleet/client';
 *
 * const pageNum: QueryValue = 1;
 * const options: CallOptions = { query: { pageNum, pageSize: 100 }, timeoutMs: 5_000, correlationId: 'job-17' };
 * await using client = new NovitaClient();
 * console.log(await client.get('/gpu-instance/openapi/v1/gpu/instances', options));
 * ```
 */
export interface CallOptions extends CallDefaults {
  /** Appended to the path. An undefined value is left out; a list repeats the name. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined;
  /** Sent beside the client's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether sending the call twice is harmless. Default: true for GET, PUT and DELETE; false for POST and PATCH. */
  readonly idempotent?: boolean;
  /** Ends the call at once. */
  readonly signal?: AbortSignal | undefined;
  /** Id of the call in the logs of both sides. Default: a new one. */
  readonly correlationId?: string | undefined;
}

/**
 * One call.
 *
 * @example
 * ```ts
 * import { NovitaClient, type HttpMethod, type RequestOptions } from '@novita-fleet/client';
 *
 * const method: HttpMethod = 'POST';
 * const stop: RequestOptions = {
 *   method,
 *   path: '/gpu-instance/openapi/v1/gpu/instance/stop',
 *   body: { instanceId: '3560b7fec915bbf9' },
 *   idempotent: true, // to stop it twice does no harm
 * };
 * await using client = new NovitaClient();
 * await client.request(stop);
 * ```
 */
export interface RequestOptions extends CallOptions {
  readonly method: HttpMethod;
  /** Path below the base URL, from the first slash. */
  readonly path: string;
  /** Sent as JSON; nothing is sent when undefined. */
  readonly body?: unknown;
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

const OPTION_NAMES: readonly (keyof RequestOptions)[] = [
  'method',
  'path',
  'body',
  'query',
  'headers',
  'idempotent',
  'signal',
  'correlationId',
  'timeoutMs',
  'deadlineMs',
  'maxRetries',
];

const NO_HEADERS: readonly string[] = [];

/**
 * Checks what a caller asks for and makes a call of it.
 *
 * @param owner - name of the client class, for messages.
 * @throws InvalidArgumentError naming the option.
 */
export function makeCall(
  owner: string,
  options: RequestOptions,
  basePath: string,
  defaults: Required<CallDefaults>,
): Call {
  checkKnownOptions(`${owner}.request`, options, OPTION_NAMES);
  const { method, correlationId } = options;
  if (!METHODS.includes(method))
    throw new InvalidArgumentError('method', `"method" must be one of ${METHODS.join(', ')}`);
  if (correlationId !== undefined && !/^[\x21-\x7e]{1,200}$/.test(correlationId)) {
    throw new InvalidArgumentError('correlationId', '"correlationId" must be 1 to 200 visible ASCII characters');
  }
  const hasLimits =
    options.timeoutMs !== undefined || options.deadlineMs !== undefined || options.maxRetries !== undefined;
  const limits = hasLimits ? resolveCallDefaults(options, defaults) : defaults;
  const path = basePath + checkPath(options.path);
  return new Call({
    method,
    path: path.split('?', 1)[0] ?? path,
    target: options.query === undefined ? path : appendQuery(path, options.query),
    body: options.body === undefined ? undefined : encodeBody(options.body),
    headers: options.headers === undefined ? NO_HEADERS : flattenHeaders(options.headers),
    idempotent: options.idempotent ?? (method !== 'POST' && method !== 'PATCH'),
    timeoutMs: limits.timeoutMs,
    deadlineMs: limits.deadlineMs,
    maxRetries: limits.maxRetries,
    signal: options.signal,
    correlationId,
  });
}

function checkPath(path: string): string {
  const text: unknown = path;
  if (typeof text === 'string' && /^\/[\x21-\x22\x24-\x7e]*$/.test(text)) return text;
  const message = '"path" must begin with a slash and be percent-encoded, without a fragment';
  throw new InvalidArgumentError('path', message);
}

function appendQuery(path: string, query: NonNullable<CallOptions['query']>): string {
  let target = path;
  let separator = path.includes('?') ? '&' : '?';
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly QueryValue[]) : [value as QueryValue];
    for (const each of values) {
      if (each === undefined) continue;
      target += `${separator}${encodeURIComponent(name)}=${encodeURIComponent(each)}`;
      separator = '&';
    }
  }
  return target;
}

function encodeBody(body: unknown): string {
  try {
    const json = JSON.stringify(body) as string | undefined;
    if (json !== undefined) return json;
  } catch (error) {
    throw new InvalidArgumentError('body', '"body" cannot be written as JSON', { cause: error });
  }
  throw new InvalidArgumentError('body', '"body" cannot be written as JSON');
}
