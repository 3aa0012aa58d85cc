import { InvalidArgumentError } from '@novita-fleet/resilience';
import { WEBHOOK_EVENT_TYPES, type WebhookEvent, type WebhookEventData, type WebhookEventFailure } from './event.js';
import type { VerifiedSignature } from './verify.js';

/** A type that this version knows. */
export type KnownWebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

/** What `data.details` of the fleet server's events holds, for the types that add something. */
export interface WebhookEventDetails {
  /** The next candidate of the plan is tried: which, from 0, and of how many. */
  readonly 'instance.moved_on': {
    /** Index in the plan. */
    readonly candidate: number;
    /** How many the plan has. */
    readonly of: number;
  };
  /** When the cloud takes a spot instance back: ISO 8601 in UTC. */
  readonly 'instance.spot_notice': { readonly reclaimAt: string };
  /** Id of the instance that took the place of this one. */
  readonly 'instance.replaced': { readonly by: string };
  /** What somebody else has changed. */
  readonly 'instance.changed': {
    readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  };
  /** Whose budget it is. */
  readonly 'instance.budget_warning': { readonly scope: 'instance' | 'api_key'; readonly used: 'most' };
  /** What the cloud was asked in vain, and how often. */
  readonly 'instance.stop_failing': {
    readonly action: string;
    /** How often it was asked. */
    readonly tries: number;
  };
  /** The cloud made the instance twice; this id is of the copy that the server deletes. */
  readonly 'instance.duplicate_found': { readonly novitaInstanceId: string };
  /** Which endpoint gets no more events, and where it was. The cause is in `data.error`. */
  readonly 'endpoint.disabled': { readonly endpointId: string; readonly host: string };
}

/** Types whose events always say why. */
type FailureType = 'instance.failed' | 'instance.timeout' | 'instance.stop_failing' | 'endpoint.disabled';

/**
 * An event of one type, with what that type tells.
 *
 * @example
 * ```ts
 * import type { KnownWebhookEventType, WebhookEventDetails, WebhookEventOf } from '@novita-fleet/webhooks';
 *
 * export function reclaimTime(event: WebhookEventOf<'instance.spot_notice'>): Date {
 *   const details: WebhookEventDetails['instance.spot_notice'] = event.data.details;
 *   return new Date(details.reclaimAt);
 * }
 *
 * export const type: KnownWebhookEventType = 'instance.spot_notice';
 * ```
 */
export type WebhookEventOf<Type extends KnownWebhookEventType> = Omit<WebhookEvent, 'type' | 'data'> & {
  readonly type: Type;
  readonly data: WebhookEventData &
    (Type extends FailureType ? { readonly error: WebhookEventFailure } : unknown) &
    (Type extends keyof WebhookEventDetails ? { readonly details: WebhookEventDetails[Type] } : unknown);
};

/**
 * Handles any event.
 *
 * @example
 * ```ts
 * import { WebhookReceiver, type WebhookEventHandler } from '@novita-fleet/webhooks';
 *
 * const log: WebhookEventHandler = (event, { id }) => console.log(id, event.type);
 * export const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: log });
 * ```
 */
export type WebhookEventHandler = (event: WebhookEvent, delivery: VerifiedSignature) => unknown;

/**
 * A handler for each type of interest; the others are answered with 200 and passed over.
 *
 * @example
 * ```ts
 * import { WebhookReceiver, type WebhookEventHandlers } from '@novita-fleet/webhooks';
 *
 * const handlers: WebhookEventHandlers = {
 *   'instance.ready': ({ data }) => console.log(`${data.instanceId} is ready after ${data.elapsedTime} ms`),
 *   'instance.failed': ({ data }) => console.log(data.error.code),
 *   otherwise: ({ type }) => console.log(type),
 * };
 * export const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: handlers });
 * ```
 */
export type WebhookEventHandlers = {
  readonly [Type in KnownWebhookEventType]?: (event: WebhookEventOf<Type>, delivery: VerifiedSignature) => unknown;
} & {
  /** For every type that has no handler here, and those that a later server adds. */
  readonly otherwise?: WebhookEventHandler;
};

/** One function of a handler or of handlers by type. */
export function handlerOf(onEvent: WebhookEventHandler | WebhookEventHandlers): WebhookEventHandler {
  if (typeof onEvent === 'function') return onEvent;
  // A program without types may have passed anything.
  if (typeof onEvent !== 'object' || (onEvent as unknown) === null) {
    throw new InvalidArgumentError(
      'onEvent',
      '"onEvent" must be a function, or an object with one for each event type',
    );
  }
  const handlers = new Map<string, WebhookEventHandler>();
  for (const [type, handler] of Object.entries(onEvent) as [string, unknown][]) {
    if (type !== 'otherwise' && !WEBHOOK_EVENT_TYPES.some((known) => known === type)) {
      throw new InvalidArgumentError(
        'onEvent',
        `"onEvent" has a handler for "${type}", which is no type that this version knows; take it in "otherwise"`,
      );
    }
    if (typeof handler !== 'function') {
      throw new InvalidArgumentError('onEvent', `the handler for "${type}" in "onEvent" must be a function`);
    }
    handlers.set(type, handler as WebhookEventHandler);
  }
  return (event, delivery) => (handlers.get(event.type) ?? handlers.get('otherwise'))?.(event, delivery);
}
