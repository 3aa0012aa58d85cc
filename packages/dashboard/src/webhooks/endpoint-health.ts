import type { Schemas } from '../api/schemas.js';

export type WebhookEndpoint = Schemas['WebhookEndpoint'];

/** How deliveries to an endpoint go. */
export type DeliveryHealth = WebhookEndpoint['health'];

/** What is said about an endpoint. */
export interface EndpointState {
  readonly level: 'ok' | 'idle' | 'warning' | 'problem' | 'off';
  readonly label: string;
  /** What it means and what to do; null when all is well. */
  readonly advice: string | null;
}

/** A delivery that waits longer than this has failed several times, in milliseconds. */
const STALE_MS = 10 * 60_000;

/** How an endpoint is doing. @param now - milliseconds since 1970. */
export function endpointState(
  endpoint: Pick<WebhookEndpoint, 'enabled' | 'disabled' | 'health'>,
  now: number,
): EndpointState {
  if (!endpoint.enabled) return disabledState(endpoint.disabled?.reason);
  const { waiting, dead, lastDeliveredAt, lastFailedAt, oldestWaitingAt } = endpoint.health;
  const isStale = oldestWaitingAt !== null && now - Date.parse(oldestWaitingAt) > STALE_MS;
  const failedLast = lastFailedAt !== null && (lastDeliveredAt === null || lastFailedAt > lastDeliveredAt);
  if (waiting > 0 && (failedLast || isStale)) {
    return {
      level: 'problem',
      label: 'failing',
      advice: 'The last attempt failed. What waits is tried again by itself; open a delivery to see what was answered.',
    };
  }
  if (dead > 0) {
    return {
      level: 'warning',
      label: dead === 1 ? '1 given up' : `${dead} given up`,
      advice: 'Once the receiver works again, send what was given up once more.',
    };
  }
  if (lastDeliveredAt === null && waiting === 0) {
    return { level: 'idle', label: 'nothing sent yet', advice: 'Send a test event to see whether it is received.' };
  }
  return { level: 'ok', label: 'delivering', advice: null };
}

function disabledState(reason: NonNullable<WebhookEndpoint['disabled']>['reason'] | undefined): EndpointState {
  const again = 'Enable it once the receiver is right; what waits is sent then.';
  switch (reason) {
    case 'gone':
      return {
        level: 'problem',
        label: 'disabled: gone',
        advice: `It answered 410 Gone, which asks for no more events. ${again}`,
      };
    case 'refused':
      return {
        level: 'problem',
        label: 'disabled: refuses',
        advice: `It answered nothing but refusals for three days. ${again}`,
      };
    default:
      return {
        level: 'off',
        label: 'disabled',
        advice: 'It takes no new events. What waits is sent once it is enabled; what happens meanwhile is not.',
      };
  }
}
