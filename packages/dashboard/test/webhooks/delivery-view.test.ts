import { describe, expect, test } from 'vitest';
import {
  attemptOutcome,
  deliveryState,
  lastOutcome,
  prettyBody,
  type Attempt,
  type Delivery,
} from '../../src/webhooks/delivery-view.js';

const delivery = (given: Partial<Delivery>): Delivery => ({
  ...{ id: 'd', endpointId: 'e', eventId: 'v', eventType: 'instance.ready', instanceId: 'i', sequence: 1 },
  ...{ status: 'pending', attempts: 0, nextAttemptAt: '2026-01-01T00:00:00Z', lastStatus: null, lastError: null },
  ...{ createdAt: '2026-01-01T00:00:00Z', finishedAt: null },
  ...given,
});
const attempt = (status: number | null, error: string | null = null): Attempt => ({
  ...{ number: 1, at: '2026-01-01T00:00:00Z', durationMs: 5, answer: null },
  ...{ status, error },
});

test('deliveryState tells what waits from what failed', () => {
  expect(deliveryState(delivery({ status: 'delivered', attempts: 1 })).level).toBe('ok');
  expect(deliveryState(delivery({ status: 'dead', attempts: 11 })).label).toBe('given up');
  expect(deliveryState(delivery({})).label).toBe('waiting');
  expect(deliveryState(delivery({ nextAttemptAt: null })).label).toBe('behind an earlier one');
  expect(deliveryState(delivery({ attempts: 2 })).label).toBe('will be tried again');
});

describe('attemptOutcome', () => {
  test('knows what was taken', () => {
    expect(attemptOutcome(attempt(204))).toEqual({ isDelivered: true, label: '204', reason: null });
    expect(attemptOutcome(attempt(299)).isDelivered).toBe(true);
    for (const status of [199, 300, 410, 503]) expect(attemptOutcome(attempt(status)).isDelivered).toBe(false);
  });

  test('explains what was not', () => {
    expect(attemptOutcome(attempt(401)).reason).toContain('signing secret');
    expect(attemptOutcome(attempt(302)).reason).toBe('redirects are not followed');
    expect(attemptOutcome(attempt(502)).reason).toBe('the receiver failed');
    expect(attemptOutcome(attempt(422)).reason).toBe('refused');
    expect(attemptOutcome(attempt(500, 'example.com answered 500')).reason).toBe('the receiver failed');
    expect(attemptOutcome(attempt(null, 'connect ECONNREFUSED'))).toEqual({
      isDelivered: false,
      label: 'no answer',
      reason: 'connect ECONNREFUSED',
    });
  });
});

test('lastOutcome is one line, and nothing before the first attempt', () => {
  expect(lastOutcome(delivery({}))).toBeNull();
  expect(lastOutcome(delivery({ attempts: 1, lastStatus: 200 }))).toBe('200');
  expect(lastOutcome(delivery({ attempts: 1, lastStatus: 404 }))).toBe('404: there is nothing at this address');
  expect(lastOutcome(delivery({ attempts: 1, lastError: 'timeout' }))).toBe('no answer: timeout');
});

test('prettyBody gives every field a line, and leaves what is not JSON', () => {
  expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyBody('not json')).toBe('not json');
});
