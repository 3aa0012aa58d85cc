import { signWebhook, type SignedWebhookHeaders, type WebhookEvent } from '../src/index.js';

/** base64 of the bytes 0 to 31. */
export const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
export const OTHER_SECRET = 'whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7';
/** What a `FakeClock` shows at first. */
export const START_MS = Date.UTC(2026, 0, 1);
export const START_SECONDS = START_MS / 1000;

export function anEvent(fields: Partial<WebhookEvent> = {}): WebhookEvent {
  return {
    id: 'evt_1',
    type: 'instance.ready',
    timestamp: '2026-01-01T00:00:00.000Z',
    sequence: 0,
    data: { instanceId: 'inst_1', novitaInstanceId: null, status: 'ready', elapsedTime: 1500, error: null },
    ...fields,
  };
}

export interface SignedEvent {
  readonly body: Buffer;
  readonly headers: SignedWebhookHeaders;
}

export function aSignedEvent(
  fields: Partial<WebhookEvent> = {},
  { secrets = [SECRET], timestamp = START_SECONDS }: { secrets?: readonly string[]; timestamp?: number } = {},
): SignedEvent {
  const event = anEvent(fields);
  const body = Buffer.from(JSON.stringify(event));
  return { body, headers: signWebhook({ id: event.id, timestamp, body, secrets }) };
}
