import type { Clock, Random } from '@novita-fleet/resilience';
import type { AddressGuard } from './address-guard.js';
import type { WebhookEvent } from './event.js';
import type { NotificationOptions } from './notification.js';
import type { RawBody } from './sign.js';

/**
 * How a client signs, where it may send to, and how patient it is.
 *
 * @example
 * ```ts
 * import { WebhookClient, type WebhookClientOptions } from '@novita-fleet/webhooks';
 *
 * const options: WebhookClientOptions = {
 *   secret: 'whsec_bmV3IHNlY3JldCBvZiAyNCBieXRlcyBhdCBsZWFzdA==',
 *   allowAddresses: ['10.1.0.0/16'],
 *   timeoutMs: 5_000,
 * };
 * export const client = new WebhookClient(options);
 * ```
 */
export interface WebhookClientOptions {
  /** Signs whatever brings no secret of its own; a list during a rotation, the present secret first. */
  readonly secret?: string | readonly string[];
  /** Special networks and addresses that may be reached all the same: `['127.0.0.0/8']`. Default none. */
  readonly allowAddresses?: readonly string[];
  /** Instead of `allowAddresses`: the guard to ask. Default: one that refuses every special network. */
  readonly addressGuard?: AddressGuard;
  /** For one attempt, connection to end of answer, in milliseconds. Default 15000. */
  readonly timeoutMs?: number;
  /** How much of an answer is read, in bytes. Default 16384. */
  readonly maxResponseBytes?: number;
  /** Longest `Retry-After` that is waited for, in milliseconds; beyond it the delivery fails at once. Default 60000. */
  readonly maxRetryAfterMs?: number;
  /** Default `novita-fleet-webhooks`. */
  readonly userAgent?: string;
  /** Makes the ids of new events. Default `evt_` and 32 random hexadecimal digits. */
  readonly newId?: () => string;
  /** Default the system clock. */
  readonly clock?: Clock;
  /** Source of the jitter. Default `Math.random`. */
  readonly random?: Random;
}

/** What a delivery may bring with it. */
export interface DeliveryOptions {
  /** Instead of the client's secret. */
  readonly secret?: string;
  /** Instead of the client's secret, during a rotation: the present one first. */
  readonly secrets?: readonly string[];
  /** Further headers. They cannot replace those of the signature or of the connection. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the delivery. */
  readonly signal?: AbortSignal;
}

/**
 * A webhook to deliver.
 *
 * @example
 * ```ts
 * import { WebhookClient, type DeliveryOptions, type DeliveryResult, type WebhookRequest } from '@novita-fleet/webhooks';
 *
 * const trace: DeliveryOptions = { headers: { 'x-trace': 't-17' } };
 * const request: WebhookRequest = {
 *   ...trace,
 *   url: 'https://example.com/hook',
 *   id: 'evt_1',
 *   payload: '{"id":"evt_1"}', // these very bytes are signed
 * };
 * await using client = new WebhookClient({ secret: 'my secret' });
 * const { status, attempts, durationMs }: DeliveryResult = await client.sendWebhook(request, 5);
 * console.log(status, attempts, durationMs);
 * ```
 */
export interface WebhookRequest extends DeliveryOptions {
  /** Where to: http or https, checked by the address guard. */
  readonly url: string;
  /** An event; or a serialised one, whose exact bytes are signed and sent. */
  readonly payload: WebhookEvent | RawBody;
  /** Id of the event. Needed for a serialised payload; otherwise that of the event. */
  readonly id?: string;
}

/**
 * What `sendSuccessNotification` and its siblings take.
 *
 * @example
 * ```ts
 * import { WebhookClient, type SendNotificationOptions } from '@novita-fleet/webhooks';
 *
 * const options: SendNotificationOptions = { sequence: 3, elapsedTime: 41_000, maxRetries: 5 };
 * await using client = new WebhookClient({ secret: 'my secret' });
 * await client.sendSuccessNotification('https://example.com/hook', 'inst_1', options);
 * ```
 */
export interface SendNotificationOptions extends NotificationOptions, DeliveryOptions {
  /** How often to send again after a failure. Default 3. */
  readonly maxRetries?: number;
}

/** A webhook that was answered with 2xx. */
export interface DeliveryResult {
  readonly status: number;
  /** How many times it was sent. */
  readonly attempts: number;
  /** From the first attempt to the end of the last, in milliseconds. */
  readonly durationMs: number;
  /** Text of the answer, cut at `maxResponseBytes`. */
  readonly responseBody: string;
}

/** Names of {@link WebhookClientOptions}. */
export const CLIENT_OPTIONS = [
  'secret',
  'allowAddresses',
  'addressGuard',
  'timeoutMs',
  'maxResponseBytes',
  'maxRetryAfterMs',
  'userAgent',
  'newId',
  'clock',
  'random',
] as const satisfies readonly (keyof WebhookClientOptions)[];

const DELIVERY_OPTIONS = [
  'secret',
  'secrets',
  'headers',
  'signal',
] as const satisfies readonly (keyof DeliveryOptions)[];

/** Names of {@link WebhookRequest}. */
export const REQUEST_OPTIONS: readonly (keyof WebhookRequest)[] = [...DELIVERY_OPTIONS, 'url', 'payload', 'id'];
