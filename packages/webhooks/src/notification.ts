import { checkKnownOptions, checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
import { eventProblem, type WebhookEvent, type WebhookEventFailure, type WebhookEventType } from './event.js';

/** State of an instance as it is told in `data.status`. */
export type NotificationStatus =
  | 'pending'
  | 'creating'
  | 'starting'
  | 'running'
  | 'ready'
  | 'stopping'
  | 'stopped'
  | 'deleting'
  | 'deleted'
  | 'failed'
  | 'timed_out'
  | 'reclaimed'
  | 'lost'
  | (string & {});

/**
 * What can be said of a notification besides instance and status.
 *
 * @example
 * ```ts
 * import { WebhookClient, type NotificationOptions, type NotificationStatus } from '@novita-fleet/webhooks';
 *
 * const status: NotificationStatus = 'failed';
 * const options: NotificationOptions = {
 *   sequence: 4,
 *   elapsedTime: 12_000,
 *   error: { code: 'cloud_failed', message: 'The image could not be pulled.' },
 * };
 * await using client = new WebhookClient();
 * console.log(client.createNotificationPayload('inst_1', status, options).type); // → instance.failed
 * ```
 */
export interface NotificationOptions {
  /** Id of the event. Default: a new `evt_…`. */
  readonly id?: string;
  /** Default `instance.<status>`, and `instance.timeout` for `timed_out`. */
  readonly type?: WebhookEventType;
  /** When it happened, in milliseconds since 1970. Default: now. */
  readonly timestamp?: number;
  /** Place among the events of the instance, which it counts. Default 0. */
  readonly sequence?: number;
  /** The cloud's id of the instance. Default null. */
  readonly novitaInstanceId?: string | null;
  /** Milliseconds since the request for the instance was accepted. Default 0. */
  readonly elapsedTime?: number;
  /** Why it failed. Default null. */
  readonly error?: WebhookEventFailure | null;
  /** Further fields of `data`; they cannot replace those above. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Names of {@link NotificationOptions}. */
const NOTIFICATION_OPTIONS = [
  'id',
  'type',
  'timestamp',
  'sequence',
  'novitaInstanceId',
  'elapsedTime',
  'error',
  'data',
] as const satisfies readonly (keyof NotificationOptions)[];

/** Where an id and the time come from when the options do not say. */
export interface NotificationSources {
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Makes the event that tells the state of an instance.
 *
 * @throws InvalidArgumentError when an option is unknown or makes no valid event.
 */
export function createNotification(
  instanceId: string,
  status: NotificationStatus,
  options: NotificationOptions,
  sources: NotificationSources,
): WebhookEvent {
  checkKnownOptions('createNotificationPayload', options, NOTIFICATION_OPTIONS);
  if (typeof instanceId !== 'string' || instanceId === '') {
    throw new InvalidArgumentError('instanceId', '"instanceId" must be a non-empty string');
  }
  if (typeof status !== 'string' || status === '') {
    throw new InvalidArgumentError('status', '"status" must be a non-empty string');
  }
  // The largest time that a Date holds (ECMA-262).
  const timestamp = checkNumber('timestamp', options.timestamp ?? sources.now(), { max: 8.64e15 });
  const event: WebhookEvent = {
    id: options.id ?? sources.newId(),
    type: options.type ?? (status === 'timed_out' ? 'instance.timeout' : `instance.${status}`),
    timestamp: new Date(timestamp).toISOString(),
    sequence: options.sequence ?? 0,
    data: {
      ...options.data,
      instanceId,
      novitaInstanceId: options.novitaInstanceId ?? null,
      status,
      elapsedTime: checkNumber('elapsedTime', options.elapsedTime ?? 0),
      error: options.error ?? null,
    },
  };
  checkEvent(event);
  return event;
}

/** Refuses an event that a receiver would refuse. */
export function checkEvent(event: unknown): void {
  const problem = eventProblem(event);
  if (problem !== undefined) throw new InvalidArgumentError('payload', `the payload is no webhook event: ${problem}`);
}
