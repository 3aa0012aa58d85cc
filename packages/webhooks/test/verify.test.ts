import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { NovitaError } from '@novita-fleet/resilience';
import { verifySignature, verifyWebhook, WebhookVerificationError, type VerifyWebhookInput } from '../src/index.js';
import { aSignedEvent, anEvent, OTHER_SECRET, SECRET, START_MS, START_SECONDS } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

function input(change: Partial<VerifyWebhookInput> = {}): VerifyWebhookInput {
  return { ...aSignedEvent(), secrets: SECRET, now: START_MS, ...change };
}

async function codeOf(change: Partial<VerifyWebhookInput>): Promise<string> {
  return ((await thrownBy(() => verifyWebhook(input(change)))) as NovitaError).code;
}

describe('verifyWebhook', () => {
  it('gives the event', () => {
    expect(verifyWebhook(input())).toEqual({ id: 'evt_1', timestamp: START_SECONDS, event: anEvent() });
  });

  it('takes a Headers object, a string body and a plain Uint8Array', () => {
    const { body, headers } = aSignedEvent();
    expect(verifyWebhook(input({ headers: new Headers({ ...headers }) })).id).toBe('evt_1');
    expect(verifyWebhook(input({ body: body.toString() })).id).toBe('evt_1');
    expect(verifyWebhook(input({ body: new Uint8Array(body) })).id).toBe('evt_1');
  });

  it('reads a body that is part of a larger buffer', () => {
    const { body } = aSignedEvent();
    const larger = Buffer.concat([Buffer.from('before'), body, Buffer.from('after')]);
    const part = new Uint8Array(larger.buffer, larger.byteOffset + 6, body.length);
    expect(verifyWebhook(input({ body: part })).event).toEqual(anEvent());
  });

  it('takes the present time when none is given', () => {
    const signed = aSignedEvent({}, { timestamp: Math.floor(Date.now() / 1000) });
    expect(verifyWebhook({ ...signed, secrets: [OTHER_SECRET, SECRET] }).id).toBe('evt_1');
  });

  it('refuses every change of a single byte', async () => {
    const { body } = aSignedEvent();
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body);
      changed[at] = changed[at]! ^ 1;
      expect(await codeOf({ body: changed })).toBe('webhook_signature_mismatch');
    }
  });

  it('refuses a parsed body and says how to get the bytes', async () => {
    const error = await thrownBy(() => verifyWebhook(input({ body: anEvent() as unknown as Uint8Array })));
    expect(error).toMatchObject({ code: 'invalid_argument', argument: 'body' });
    expect((error as Error).message).toContain('express.raw');
  });

  it.each([0, -1, Infinity, NaN, 86_401, '300' as unknown as number])('refuses a tolerance of %s', async (value) => {
    const error = await thrownBy(() => verifyWebhook(input({ toleranceSeconds: value })));
    expect(error).toMatchObject({ code: 'invalid_argument', argument: 'toleranceSeconds' });
  });

  it.each([
    { secrets: [] },
    { secrets: '' },
    { secrets: [SECRET, ''] },
    { secrets: undefined as unknown as string },
    { tolerance: 5 } as Partial<VerifyWebhookInput>,
    { now: NaN },
  ])('refuses %o', async (change) => expect(await codeOf(change)).toBe('invalid_argument'));

  it('says when the secret is at fault and not the request', async () => {
    expect(await codeOf({ secrets: 'whsec_cut' })).toBe('invalid_argument');
  });

  it('refuses a header spelt twice in different case', async () => {
    const headers = { ...aSignedEvent().headers, 'X-Webhook-Id': 'evt_1', 'webhook-id': undefined };
    expect(await codeOf({ headers })).toBe('webhook_malformed');
  });

  it('refuses headers that Headers has joined', async () => {
    const headers = new Headers({ ...aSignedEvent().headers });
    headers.append('webhook-id', 'evt_1');
    headers.append('x-webhook-id', 'evt_1');
    expect(await codeOf({ headers })).toBe('webhook_malformed');
  });

  it('shows neither secret, signature nor body in its errors', async () => {
    const { body, headers } = aSignedEvent();
    const failures = [
      input({ secrets: OTHER_SECRET }),
      input({ now: 0 }),
      input({ body: 'confidential', headers: aSignedEvent().headers }),
      input({ headers: { ...headers, 'webhook-id': SECRET } }),
    ];
    for (const failure of failures) {
      const error = await thrownBy(() => verifyWebhook(failure));
      expect(error).toBeInstanceOf(WebhookVerificationError);
      const shown = inspect(error, { depth: 9 }) + JSON.stringify(error);
      for (const hidden of [SECRET, OTHER_SECRET, headers['webhook-signature'], body.toString(), 'confidential']) {
        expect(shown).not.toContain(hidden);
      }
    }
  });
});

describe('verifySignature', () => {
  it('does not look into the body', () => {
    const { headers } = aSignedEvent();
    expect(verifySignature(input({ headers }))).toEqual({ id: 'evt_1', timestamp: START_SECONDS });
  });
});
