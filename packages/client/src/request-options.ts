import { checkKnownOptions } from '@novita-fleet/resilience';
import { resolveCallDefaults, type CallDefaults } from './client-options.js';
import { flattenHeaders } from './headers.js';
import type { CallSettings, ResponseFormat } from './middleware/call.js';
import { appendQuery, type Query } from './query.js';
import {
  checkCatalogue,
  checkCorrelationId,
  checkMethod,
  checkPath,
  checkRoute,
  checkSignal,
  encodeBody,
  withoutQuery,
} from './request-checks.js';
import type { ResponseInfo } from './response-info.js';
import type { HttpMethod } from './transport/transport.js';
import { checkBoolean, checkFunction } from './value-checks.js';

/**
 * What can be set for a single call besides its method and path.
 *
 * @example
 * ```ts
 * import { NovitaClient, type CallOptions, type Query, type QueryValue } from '@novita-fleet/client';
 *
 * // A status that is undefined is left out.
 * const queryOf = (pageNum: number, status?: QueryValue): Query => ({ pageNum, pageSize: 100, status });
 * const options: CallOptions = { query: queryOf(1, 'running'), correlationId: 'nightly-7', maxRetries: 0 };
 * await using client = new NovitaClient();
 * console.log(await client.get('/gpu-instance/openapi/v1/gpu/instances', options));
 * ```
 */
export interface CallOptions extends CallDefaults {
  /** Appended to the path. An undefined value is left out; a list repeats the name. */
  readonly query?: Query | undefined;
  /** Sent beside the client's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether sending the call twice is harmless. Default: true for GET, PUT and DELETE; false for POST and PATCH. */
  readonly idempotent?: boolean;
  /** Ends the call at once. */
  readonly signal?: AbortSignal | undefined;
  /** Id of the call in the logs of both sides: 1 to 200 visible ASCII characters. Default: a new one. */
  readonly correlationId?: string | undefined;
  /**
   * The path with names in place of ids, such as `/gpus/v2/instances/{instance_id}`: names the call in `stats()`, events
   * and spans, where each value is kept. Default: the path, segments that look like ids replaced.
   */
  readonly route?: string | undefined;
  /**
   * Whether the call reads a catalogue, which changes seldom and looks the same to all who hold the key. Such a call may
   * share the answer of an equal one: of one under way, or of one that ended less than `catalogueTtlMs` ago. GET only;
   * a call with `headers` of its own shares nothing. Default false.
   */
  readonly catalogue?: boolean;
  /** Told once when the call has been answered, by a refusal too. What it throws is dropped. */
  readonly onResponse?: ((info: ResponseInfo) => void) | undefined;
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

/** What else a call is, besides what its caller asks for. */
export interface CallKind {
  /** Name of the method of the client, for messages: `NovitaClient.request`. */
  readonly owner: string;
  readonly basePath: string;
  readonly defaults: Required<CallDefaults>;
  readonly format: ResponseFormat;
}

const CALL_OPTION_NAMES: readonly (keyof CallOptions)[] = [
  'query',
  'headers',
  'idempotent',
  'signal',
  'correlationId',
  'route',
  'catalogue',
  'onResponse',
  'timeoutMs',
  'deadlineMs',
  'maxRetries',
];
const REQUEST_OPTION_NAMES: readonly (keyof RequestOptions)[] = ['method', 'path', 'body', ...CALL_OPTION_NAMES];

const NO_HEADERS: readonly string[] = [];
const NOTHING_HIDDEN: readonly string[] = [];

/**
 * Checks what a caller asks for, and fills in what it leaves open.
 *
 * @throws InvalidArgumentError naming the option.
 */
export function settingsOf(options: RequestOptions, kind: CallKind): CallSettings {
  checkKnownOptions(kind.owner, options, REQUEST_OPTION_NAMES);
  return fillIn(options.method, options.path, options.body, options, kind);
}

/**
 * The same for methods that take method, path and body apart from the options. To spread the options into an object
 * with them would take longer than the whole check.
 *
 * @throws InvalidArgumentError naming the option.
 */
export function settingsFor(
  method: HttpMethod,
  path: string,
  body: unknown,
  options: CallOptions,
  kind: CallKind,
): CallSettings {
  checkKnownOptions(kind.owner, options, CALL_OPTION_NAMES);
  return fillIn(method, path, body, options, kind);
}

function fillIn(method: HttpMethod, path: string, body: unknown, options: CallOptions, kind: CallKind): CallSettings {
  checkMethod(method);
  const { timeoutMs, deadlineMs, maxRetries } = limitsOf(options, kind.defaults);
  const target = kind.basePath + checkPath(path);
  return {
    method,
    origin: undefined,
    path: withoutQuery(target),
    target: options.query === undefined ? target : appendQuery(target, options.query),
    route: checkRoute(options.route),
    body: body === undefined ? undefined : encodeBody(body),
    headers: options.headers === undefined ? NO_HEADERS : flattenHeaders(options.headers),
    idempotent: checkBoolean('idempotent', options.idempotent) ?? (method !== 'POST' && method !== 'PATCH'),
    timeoutMs,
    deadlineMs,
    maxRetries,
    signal: checkSignal(options.signal),
    correlationId: checkCorrelationId(options.correlationId),
    catalogue: checkBoolean('catalogue', options.catalogue) === true && checkCatalogue(method),
    format: kind.format,
    idleTimeoutMs: Infinity,
    hidden: NOTHING_HIDDEN,
    onResponse: checkFunction('onResponse', options.onResponse),
  };
}

function limitsOf(options: CallDefaults, defaults: Required<CallDefaults>): Required<CallDefaults> {
  const { timeoutMs, deadlineMs, maxRetries } = options;
  const given = timeoutMs !== undefined || deadlineMs !== undefined || maxRetries !== undefined;
  return given ? resolveCallDefaults(options, defaults) : defaults;
}
