import type { WebhookEvent } from '@novita-fleet/webhooks';

/** The type of the event that tries an endpoint. */
export const TEST_EVENT = 'webhook.test';

/** Something to send that is about no instance. @param now - milliseconds since 1970. */
export function testEvent(id: string, endpointId: string, now: number): WebhookEvent {
  return {
    id,
    type: TEST_EVENT,
    timestamp: new Date(now).toISOString(),
    sequence: 0,
    data: {
      ...{ instanceId: '', novitaInstanceId: null, status: 'test', elapsedTime: 0, error: null },
      details: { endpointId },
    },
  };
}
