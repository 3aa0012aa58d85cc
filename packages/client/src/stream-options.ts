import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import type { CallSettings } from './middleware/call.js';
import { settingsOf, type CallKind, type CallOptions, type RequestOptions } from './request-options.js';

/**
 * One call whose answer is read as it comes. `timeoutMs` bounds each attempt, and `deadlineMs` all of them, until the
 * answer begins; after that only `idleTimeoutMs` and `signal` end it.
 */
export interface StreamOptions extends Omit<CallOptions, 'catalogue'> {
  /** Default GET. */
  readonly method?: RequestOptions['method'];
  /** Path below the base URL, from the first slash. Either this or `url`. */
  readonly path?: string;
  /**
   * A whole address, such as that of a log. GET only. The API key and the client's `headers` are sent only when it lies
   * below the base URL; the rate limiter and the circuit breaker take part only then. No message, log or event shows
   * more of it than its origin, because such addresses carry tokens.
   */
  readonly url?: string | URL;
  /** Sent as JSON; nothing is sent when undefined. */
  readonly body?: unknown;
  /** Longest silence while the body is read, in milliseconds; `Infinity` for none. Default 60,000. */
  readonly idleTimeoutMs?: number;
}

const OPTION_NAMES: readonly (keyof StreamOptions)[] = [
  'method',
  'path',
  'url',
  'body',
  'query',
  'headers',
  'idempotent',
  'signal',
  'correlationId',
  'route',
  'onResponse',
  'timeoutMs',
  'deadlineMs',
  'maxRetries',
  'idleTimeoutMs',
];

/** Where calls to whole addresses are counted together: their paths are secrets. */
const ADDRESS_ROUTE = '/(address)';

/**
 * Checks what a caller asks for, and fills in what it leaves open.
 *
 * @param origin - of the API.
 * @throws InvalidArgumentError naming the option.
 */
export function streamSettingsOf(options: StreamOptions, kind: CallKind, origin: string): CallSettings {
  checkKnownOptions(kind.owner, options, OPTION_NAMES);
  const { url, path, idleTimeoutMs = 60_000, method = 'GET', ...others } = options;
  checkNumber('idleTimeoutMs', idleTimeoutMs, { min: 1, max: Infinity });
  if ((url === undefined) === (path === undefined)) {
    throw new InvalidArgumentError('path', 'Pass either "path" or "url"');
  }
  if (path !== undefined) return { ...settingsOf({ method, path, ...others }, kind), idleTimeoutMs };
  if (method !== 'GET' || others.body !== undefined) {
    throw new InvalidArgumentError('url', '"url" is for GET without a body; use "path" for calls of the API');
  }
  const address = parseAddress(url);
  const target = address.pathname + address.search;
  const own = address.origin === origin && `${address.pathname}/`.startsWith(`${kind.basePath}/`);
  const settings = settingsOf({ route: ADDRESS_ROUTE, method, path: target, ...others }, { ...kind, basePath: '' });
  return {
    ...settings,
    origin: own ? undefined : address.origin,
    path: `${address.origin}/…`,
    hidden: [settings.target, target, address.pathname].filter((text) => text.length > 1),
    idleTimeoutMs,
  };
}

function parseAddress(url: string | URL | undefined): URL {
  const text = url instanceof URL ? url.href : url;
  const address = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || (address.protocol !== 'https:' && address.protocol !== 'http:')) {
    throw new InvalidArgumentError('url', '"url" must be an address that begins with https:// or http://');
  }
  if (address.username !== '' || address.password !== '') {
    throw new InvalidArgumentError('url', '"url" must not hold a user name or a password');
  }
  return address;
}
