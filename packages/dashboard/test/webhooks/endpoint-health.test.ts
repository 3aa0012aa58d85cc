import { expect, test } from 'vitest';
import { endpointState, type DeliveryHealth } from '../../src/webhooks/endpoint-health.js';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const EARLIER = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T00:55:00Z';
const health = (given: Partial<DeliveryHealth> = {}): DeliveryHealth => ({
  ...{ waiting: 0, dead: 0, lastDeliveredAt: LATER, lastFailedAt: null, oldestWaitingAt: null },
  ...given,
});

test.each<[string, string, DeliveryHealth]>([
  ['ok', 'delivering', health()],
  ['ok', 'delivering', health({ waiting: 1, oldestWaitingAt: LATER })],
  ['ok', 'delivering', health({ waiting: 1, oldestWaitingAt: LATER, lastFailedAt: EARLIER })],
  ['idle', 'nothing sent yet', health({ lastDeliveredAt: null })],
  ['warning', '2 given up', health({ dead: 2, lastFailedAt: EARLIER })],
  ['problem', 'failing', health({ waiting: 1, oldestWaitingAt: LATER, lastDeliveredAt: EARLIER, lastFailedAt: LATER })],
  ['problem', 'failing', health({ waiting: 1, oldestWaitingAt: EARLIER })],
  ['problem', 'failing', health({ waiting: 1, dead: 3, lastDeliveredAt: null, lastFailedAt: LATER })],
])('%s: %s', (level, label, figures) => {
  expect(endpointState({ enabled: true, disabled: null, health: figures }, NOW)).toMatchObject({ level, label });
});

test.each([
  ['off', 'user'],
  ['problem', 'gone'],
  ['problem', 'refused'],
] as const)('%s when it was disabled: %s', (level, reason) => {
  const state = endpointState({ enabled: false, disabled: { reason, at: EARLIER }, health: health() }, NOW);
  expect(state.level).toBe(level);
  expect(state.advice).not.toBeNull();
});
