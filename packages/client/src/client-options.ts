import { arch, platform } from 'node:process';
import {
  InvalidArgumentError,
  checkKnownOptions,
  checkNumber,
  systemClock,
  type CircuitBreakerOptions,
  type Clock,
  type Random,
  type RateLimiterOptions,
} from '@novita-fleet/resilience';
import { findApiKey, type ApiKey, type Environment } from './api-key.js';
import { checkBaseUrl } from './base-url.js';
import { flattenHeaders } from './headers.js';
import { guardLogger, type Logger } from './logger.js';
import { checkBoolean, checkFunction, checkMethods } from './value-checks.js';
import { VERSION } from './version.js';

/** The rate of calls and the queue before it, as of a `RateLimiter`. */
export type RateLimitOptions = Omit<RateLimiterOptions, 'clock'>;
/** When calls to an origin that is down are refused, as of a `CircuitBreaker`. */
export type CircuitBreakerSettings = Pick<CircuitBreakerOptions, 'failureThreshold' | 'openMs' | 'successThreshold'>;

/**
 * Options that `withOptions` may change for some calls.
 *
 * @example
 * ```ts
 * import { NovitaClient, type CallDefaults } from '@novita-fleet/client';
 *
 * const patient: CallDefaults = { timeoutMs: 60_000, deadlineMs: 300_000, maxRetries: 5 };
 * await using client = new NovitaClient();
 * await client.withOptions(patient).get('/gpu-instance/openapi/v1/gpu/instances?pageNum=1&pageSize=100');
 * ```
 */
export interface CallDefaults {
  /** Time for each attempt in milliseconds, connecting and reading included; `Infinity` for none. Default 30,000. */
  readonly timeoutMs?: number;
  /** Time for the whole call in milliseconds, waits and retries included; `Infinity` for none. Default 120,000. */
  readonly deadlineMs?: number;
  /** How many times a call may be sent again. Default 3. */
  readonly maxRetries?: number;
}

/**
 * Everything that can be set on a client. Options that do not exist are refused.
 *
 * @example
 * ```ts
 * import {
 *   NovitaClient,
 *   type CircuitBreakerSettings,
 *   type ClientOptions,
 *   type Environment,
 *   type RateLimitOptions,
 * } from '@novita-fleet/client';
 *
 * const rateLimit: RateLimitOptions = { requestsPerMinute: 60, burst: 10 };
 * const circuitBreaker: CircuitBreakerSettings = { failureThreshold: 10, openMs: 30_000 };
 * const env: Environment = { NOVITA_API_KEY: 'sk_test' };
 * export const options: ClientOptions = { rateLimit, circuitBreaker, env, userAgent: 'my-service/1.2' };
 * export const client = new NovitaClient(options);
 * ```
 */
export interface ClientOptions extends CallDefaults {
  /** The key, or a function that is asked for it at each attempt. Default: from the environment. */
  readonly apiKey?: ApiKey;
  /** Where the API is; may have a path. Plain http is allowed for loopback addresses only. Default: from the environment, else the public address. */
  readonly baseUrl?: string;
  /** Longest `Retry-After` that is waited, in milliseconds; a longer one is thrown with `retryAfterMs`. Default 60,000. */
  readonly maxRetryAfterMs?: number;
  /** The rate of calls and the queue before it. Defaults: 100 a minute, burst 20, concurrency 64, queue 1,000. */
  readonly rateLimit?: RateLimitOptions;
  /** When calls to an origin that is down are refused. Defaults: 5 failures, 60,000 ms, 3 successes. */
  readonly circuitBreaker?: CircuitBreakerSettings;
  /** Largest body that is read, in bytes, before and after unpacking; streams have no such limit. Default 16 MiB. */
  readonly maxResponseBytes?: number;
  /**
   * How long the answers of catalogue reads are kept, in milliseconds; 0 keeps none. Equal catalogue reads under way
   * share one request all the same. Default 5,000.
   */
  readonly catalogueTtlMs?: number;
  /**
   * Bodies of more bytes are sent packed with gzip; `Infinity` packs none. The cloud does not say that it reads packed
   * bodies. Default `Infinity`.
   */
  readonly compressAboveBytes?: number;
  /** Certificate authorities to trust instead of the built-in ones, in PEM form. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** Accepts any certificate. Refused when NODE_ENV is `production`; warns otherwise. Default false. */
  readonly insecureTls?: boolean;
  /** Put before the client's own name in `User-Agent`, such as `my-service/1.2`. */
  readonly userAgent?: string;
  /** Told what the client does. Default: nothing is logged. */
  readonly logger?: Logger;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Source of time. Default: the real one. */
  readonly clock?: Clock;
  /** Source of the jitter between retries. Default `Math.random`. */
  readonly random?: Random;
  /** Makes correlation ids. Default: random UUIDs. */
  readonly newId?: () => string;
  /** Environment variables. Default `process.env`. */
  readonly env?: Environment;
}

/** What differs between the APIs that a client can speak to. */
export interface Surface {
  /** Name of the client class, for messages. */
  readonly owner: string;
  /** Used when neither option nor environment name one; undefined when there is no public address. */
  readonly defaultBaseUrl: string | undefined;
  readonly baseUrlVariable: string;
  readonly apiKeyVariable: string;
  readonly apiKeyFileVariable: string;
}

/** Options checked, with every default filled in. */
export interface ResolvedOptions extends Required<CallDefaults> {
  readonly apiKey: ApiKey;
  readonly origin: string;
  /** Path of the base URL without a slash at its end; empty for none. */
  readonly basePath: string;
  readonly maxRetryAfterMs: number;
  readonly rateLimit: RateLimitOptions;
  readonly circuitBreaker: CircuitBreakerSettings;
  readonly maxResponseBytes: number;
  readonly catalogueTtlMs: number;
  readonly compressAboveBytes: number;
  readonly ca: ClientOptions['ca'];
  readonly insecureTls: boolean;
  readonly userAgent: string;
  readonly logger: Logger | undefined;
  /** Names in lower case and values by turns. */
  readonly headers: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: () => string;
}

/**
 * Checks the options of a client before any request, and fills in the defaults.
 *
 * @throws InvalidArgumentError naming the option, the value and what is allowed; never the key.
 * @throws MissingApiKeyError when there is no key.
 */
export function resolveOptions(options: ClientOptions, surface: Surface): ResolvedOptions {
  checkKnownOptions(surface.owner, options, OPTION_NAMES);
  checkKnownOptions(surface.owner, options.rateLimit ?? {}, RATE_LIMIT_NAMES, 'rateLimit.');
  checkKnownOptions(surface.owner, options.circuitBreaker ?? {}, CIRCUIT_BREAKER_NAMES, 'circuitBreaker.');
  const env = options.env ?? process.env;
  const baseUrl = options.baseUrl ?? presentOr(env[surface.baseUrlVariable], surface.defaultBaseUrl);
  if (baseUrl === undefined) {
    throw new InvalidArgumentError('baseUrl', `Pass \`baseUrl\`, or set ${surface.baseUrlVariable}`);
  }
  return {
    ...checkBaseUrl(baseUrl),
    ...resolveCallDefaults(options, { timeoutMs: 30_000, deadlineMs: 120_000, maxRetries: 3 }),
    apiKey: findApiKey(options.apiKey, env, surface.apiKeyVariable, surface.apiKeyFileVariable),
    maxRetryAfterMs: checkNumber('maxRetryAfterMs', options.maxRetryAfterMs ?? 60_000, { max: Infinity }),
    rateLimit: { concurrency: 64, ...options.rateLimit },
    circuitBreaker: options.circuitBreaker ?? {},
    maxResponseBytes: checkNumber('maxResponseBytes', options.maxResponseBytes ?? 16 * 1024 * 1024, { min: 1 }),
    catalogueTtlMs: checkNumber('catalogueTtlMs', options.catalogueTtlMs ?? 5_000),
    compressAboveBytes: checkNumber('compressAboveBytes', options.compressAboveBytes ?? Infinity, { max: Infinity }),
    ca: checkCa(options.ca),
    insecureTls: checkInsecureTls(checkBoolean('insecureTls', options.insecureTls) ?? false, env),
    userAgent: userAgentOf(options.userAgent),
    logger: loggerOf(options.logger),
    headers: flattenHeaders(options.headers ?? {}),
    clock: checkMethods('clock', options.clock, ['now', 'monotonic', 'setTimeout']) ?? systemClock,
    random: checkFunction('random', options.random) ?? Math.random,
    newId: checkFunction('newId', options.newId) ?? (() => crypto.randomUUID()),
  };
}

/** Checks the limits of single calls; what is not given comes from `defaults`. */
export function resolveCallDefaults(options: CallDefaults, defaults: Required<CallDefaults>): Required<CallDefaults> {
  const {
    timeoutMs = defaults.timeoutMs,
    deadlineMs = defaults.deadlineMs,
    maxRetries = defaults.maxRetries,
  } = options;
  return {
    timeoutMs: checkNumber('timeoutMs', timeoutMs, { min: 1, max: Infinity }),
    deadlineMs: checkNumber('deadlineMs', deadlineMs, { min: 1, max: Infinity }),
    maxRetries: checkNumber('maxRetries', maxRetries, { integer: true }),
  };
}

/** Names of the options that `withOptions` takes. */
export const CALL_DEFAULT_NAMES: readonly (keyof CallDefaults)[] = ['timeoutMs', 'deadlineMs', 'maxRetries'];

const OPTION_NAMES: readonly (keyof ClientOptions)[] = [
  'apiKey',
  'baseUrl',
  ...CALL_DEFAULT_NAMES,
  'maxRetryAfterMs',
  'rateLimit',
  'circuitBreaker',
  'maxResponseBytes',
  'catalogueTtlMs',
  'compressAboveBytes',
  'ca',
  'insecureTls',
  'userAgent',
  'logger',
  'headers',
  'clock',
  'random',
  'newId',
  'env',
];

const RATE_LIMIT_NAMES: readonly (keyof RateLimitOptions)[] = [
  'requestsPerMinute',
  'burst',
  'concurrency',
  'maxQueue',
  'maxWaitMs',
  'adaptive',
  'quietMs',
];

const CIRCUIT_BREAKER_NAMES: readonly (keyof CircuitBreakerSettings)[] = [
  'failureThreshold',
  'openMs',
  'successThreshold',
];

function checkInsecureTls(insecure: boolean, env: Environment): boolean {
  if (insecure && env.NODE_ENV === 'production') {
    const message = '"insecureTls" is refused when NODE_ENV is production; pass the certificate authority as `ca`';
    throw new InvalidArgumentError('insecureTls', message);
  }
  return insecure;
}

function checkCa(ca: ClientOptions['ca']): ClientOptions['ca'] {
  const isPem = (value: unknown): boolean => typeof value === 'string' || Buffer.isBuffer(value);
  if (ca === undefined || (Array.isArray(ca) ? ca.every(isPem) : isPem(ca))) return ca;
  throw new InvalidArgumentError('ca', '"ca" must be text or a buffer in PEM form, or a list of them');
}

function loggerOf(logger: Logger | undefined): Logger | undefined {
  checkMethods('logger', logger, ['debug', 'info', 'warn', 'error']);
  return logger === undefined ? undefined : guardLogger(logger);
}

function userAgentOf(prefix: string | undefined): string {
  const own = `novita-fleet/${VERSION} (node ${process.versions.node}; ${platform} ${arch})`;
  if (prefix === undefined) return own;
  if (typeof (prefix as unknown) !== 'string' || !/^[\x20-\x7e]+$/.test(prefix)) {
    throw new InvalidArgumentError('userAgent', '"userAgent" must be visible ASCII text');
  }
  return `${prefix} ${own}`;
}

function presentOr(value: string | undefined, fallback: string | undefined): string | undefined {
  return value === undefined || value === '' ? fallback : value;
}
