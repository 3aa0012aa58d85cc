import { FakeClock } from '@novita-fleet/testkit';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { generateSecret, WebhookReceiver } from '../src/index.js';
import { TestWebhooks, type TestWebhookRequest } from '../src/testing.js';
import { thrownBy } from './thrown-by.js';

function setUp() {
  // Not at the start of a second: times are signed in whole ones.
  const clock = new FakeClock(Date.UTC(2026, 0, 1) + 999);
  const secret = generateSecret();
  const handled: string[] = [];
  const receiver = new WebhookReceiver({ secrets: secret, clock, onEvent: ({ id }) => void handled.push(id) });
  const webhooks = new TestWebhooks({ secret, clock });
  const answer = async (request: TestWebhookRequest) => {
    const { status, body } = await receiver.handle(request);
    const { code, status: told } = JSON.parse(body) as { code?: string; status?: string | number };
    return `${status} ${code ?? told ?? ''}`;
  };
  return { secret, webhooks, answer, handled };
}

it('makes requests that are taken', async () => {
  const { webhooks, answer, handled } = setUp();
  expect(await answer(webhooks.good())).toBe('200 ok');
  expect(await answer(webhooks.good({ id: 'evt_mine', type: 'instance.failed' }))).toBe('200 ok');
  expect(await answer(webhooks.rotated(generateSecret()))).toBe('200 ok');
  expect(handled).toEqual(['evt_test_1', 'evt_mine', 'evt_test_3']);
});

it('makes requests that are refused, each for its reason', async () => {
  const { webhooks, answer, handled } = setUp();
  expect(await answer(webhooks.stale())).toBe('401 webhook_timestamp_stale');
  expect(await answer(webhooks.stale({}, -301))).toBe('401 webhook_timestamp_stale');
  expect(await answer(webhooks.stale({}, 299))).toBe('200 ok');
  expect(await answer(webhooks.tampered())).toBe('401 webhook_signature_mismatch');
  expect(await answer(webhooks.forged())).toBe('401 webhook_signature_mismatch');
  expect(handled).toHaveLength(1);
});

it('makes duplicates: the same request, and the same event sent once more', async () => {
  const { webhooks, answer, handled } = setUp();
  const request = webhooks.good();
  expect([await answer(request), await answer(request), await answer(webhooks.again(request))]).toEqual([
    ...['200 ok', '200 duplicate', '200 duplicate'],
  ]);
  expect(handled).toHaveLength(1);
});

it('signs as every Standard Webhooks library reads it', () => {
  const secret = generateSecret();
  const { body, headers, event } = new TestWebhooks({ secret }).good();
  expect(new Webhook(secret).verify(body, headers)).toEqual(event);
});

it('refuses what makes no event', async () => {
  const { webhooks } = setUp();
  expect(await thrownBy(() => webhooks.good({ sequence: -1 }))).toMatchObject({ code: 'invalid_argument' });
  expect(await thrownBy(() => new TestWebhooks({ secret: 'x', clok: 1 } as never))).toMatchObject({ argument: 'clok' });
});
