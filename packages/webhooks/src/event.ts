/**
 * Types of the events of an instance, of an endpoint that the server has disabled (told to the others), and of a test
 * delivery.
 *
 * @example
 * ```ts
 * import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@novita-fleet/webhooks';
 *
 * // Whether a type is one that this version knows.
 * export function isKnown(type: WebhookEventType): boolean {
 *   return WEBHOOK_EVENT_TYPES.some((known) => known === type);
 * }
 * ```
 */
export const WEBHOOK_EVENT_TYPES = [
  'instance.pending',
  'instance.creating',
  'instance.starting',
  'instance.running',
  'instance.ready',
  'instance.stopping',
  'instance.stopped',
  'instance.deleting',
  'instance.deleted',
  'instance.failed',
  'instance.timeout',
  'instance.reclaimed',
  'instance.lost',
  'instance.moved_on',
  'instance.spot_notice',
  'instance.replaced',
  'instance.changed',
  'instance.budget_warning',
  'instance.stop_failing',
  'instance.duplicate_found',
  'endpoint.disabled',
  'webhook.test',
] as const;

/** A type known today, or any that a later server adds: a handler should pass over what it does not know. */
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number] | (string & {});

/** Why something failed. */
export interface WebhookEventFailure {
  /** Stable name, one of the codes of the `instance` area in the error table. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** What an event tells about an instance. */
export interface WebhookEventData {
  /** Our id of the instance; empty where the event is about none. */
  readonly instanceId: string;
  /** The cloud's id; null while there is none. */
  readonly novitaInstanceId: string | null;
  /** State of the instance, such as `ready` or `timed_out`; `disabled` or `test` where the event is about none. */
  readonly status: string;
  /** Milliseconds since the request for the instance was accepted. */
  readonly elapsedTime: number;
  /** Why the instance failed; null when it did not. */
  readonly error: WebhookEventFailure | null;
  /** Fields that a later server adds. */
  readonly [field: string]: unknown;
}

/**
 * The body of a webhook.
 *
 * @example
 * ```ts
 * import type { WebhookEvent, WebhookEventData, WebhookEventFailure } from '@novita-fleet/webhooks';
 *
 * export function summary({ type, data }: WebhookEvent): string {
 *   const { instanceId, elapsedTime }: WebhookEventData = data;
 *   const failure: WebhookEventFailure | null = data.error;
 *   const why = failure === null ? '' : ` (${failure.code})`;
 *   return `${type}${why}: ${instanceId} after ${elapsedTime / 1000} s`;
 * }
 * ```
 */
export interface WebhookEvent {
  /** Equal in every delivery of the same event. */
  readonly id: string;
  readonly type: WebhookEventType;
  /** When the event happened: ISO 8601 in UTC. */
  readonly timestamp: string;
  /** Counts the events of one instance from 1 without gaps; see `SequenceTracker`. 0 where the event is about none. */
  readonly sequence: number;
  /** The sender vouches for the fields inside; {@link eventProblem} checks only that this is an object. */
  readonly data: WebhookEventData;
}

/** The profile of ISO 8601 in RFC 3339, without leap seconds. Whether the month has that day is not asked. */
const ISO_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Looks whether a value has the form of an event: `id` and `type` non-empty strings, `timestamp` an ISO 8601 date and
 * time with zone, `sequence` a whole number of at least 0, `data` an object. Other fields are let be.
 *
 * @returns what is wrong in a few words, or undefined when nothing is.
 *
 * @example
 * ```ts
 * import { eventProblem } from '@novita-fleet/webhooks';
 *
 * const event = { id: 'evt_1', type: 'instance.ready', timestamp: 'yesterday', sequence: 3, data: {} };
 * console.log(eventProblem(event)); // → "timestamp" is not an ISO 8601 date and time with zone
 * ```
 */
export function eventProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'the event is not an object';
  if (typeof value.id !== 'string' || value.id === '') return '"id" is not a non-empty string';
  if (typeof value.type !== 'string' || value.type === '') return '"type" is not a non-empty string';
  if (typeof value.timestamp !== 'string' || !ISO_TIME.test(value.timestamp))
    return '"timestamp" is not an ISO 8601 date and time with zone';
  if (!Number.isSafeInteger(value.sequence) || (value.sequence as number) < 0) {
    return '"sequence" is not a whole number of at least 0';
  }
  return isObject(value.data) ? undefined : '"data" is not an object';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
