import { describe, expect, test } from 'vitest';
import {
  judgeBreaker,
  judgeHealth,
  judgeOutbox,
  judgeRate,
  judgeSweep,
  worstOf,
  type System,
} from '../../src/system/judgement.js';

const sweep = (given: Partial<NonNullable<System['sweep']>> = {}): System['sweep'] => ({
  lastSuccessAt: '2026-01-01T00:00:00.000Z',
  ageMs: 5_000,
  durationMs: 100,
  lagMs: 0,
  isComplete: true,
  watched: 3,
  nextAt: '2026-01-01T00:00:10.000Z',
  ...given,
});
const cloud = (given: Partial<System['cloud']> = {}): System['cloud'] => ({
  breaker: 'closed',
  requestsPerMinute: 100,
  maxRequestsPerMinute: 100,
  freeSlots: 10,
  queueLength: 0,
  pausedUntil: null,
  ...given,
});

describe('judgeSweep', () => {
  test.each([
    ['ok', 'On time', sweep()],
    ['ok', 'Nothing to watch', sweep({ nextAt: null, ageMs: 86_400_000 })],
    ['ok', 'On time', sweep({ ageMs: 40_000, lagMs: 30_000 })],
    ['ok', 'Nothing to watch yet', null],
    ['warning', 'Sweeps are late', sweep({ ageMs: 40_001 })],
    ['warning', 'Sweeps are late', sweep({ lagMs: 30_001 })],
    ['warning', 'The last sweep broke off', sweep({ isComplete: false })],
    ['problem', 'Sweeps have stopped', sweep({ ageMs: 130_001 })],
    ['problem', 'Never read to the end', sweep({ lastSuccessAt: null, ageMs: null, isComplete: false })],
  ])('%s: %s', (level, summary, figures) => {
    expect(judgeSweep(figures)).toMatchObject({ level, summary });
  });

  test('goes by the clock of the server alone', () => {
    // Long ago by any clock of a browser, and still on time.
    expect(judgeSweep(sweep({ lastSuccessAt: '2001-01-01T00:00:00Z', nextAt: '2001-01-01T00:00:10Z' })).level).toBe(
      'ok',
    );
  });
});

test.each([
  ['ok', 'closed'],
  ['warning', 'half_open'],
  ['problem', 'open'],
] as const)('%s while the breaker is %s', (level, breaker) => {
  expect(judgeBreaker(cloud({ breaker })).level).toBe(level);
});

test.each([
  ['ok', 'Room to spare', cloud()],
  ['ok', 'Room to spare', cloud({ requestsPerMinute: 90 })],
  ['ok', 'In full use', cloud({ freeSlots: 0.5 })],
  ['ok', '1 call waits', cloud({ queueLength: 1, freeSlots: 0 })],
  ['warning', '21 calls wait', cloud({ queueLength: 21 })],
  ['warning', 'Below its setting', cloud({ requestsPerMinute: 89 })],
  ['warning', 'The cloud asked for a pause', cloud({ pausedUntil: '2026-01-01T00:00:00Z' })],
])('the rate is %s: %s', (level, summary, figures) => {
  expect(judgeRate(figures)).toMatchObject({ level, summary });
});

test.each([
  ['ok', 'All delivered', 0, null],
  ['ok', '1 delivery waits', 1, 1_000],
  ['warning', '2 deliveries wait', 2, 600_000],
  ['problem', '2 deliveries wait', 2, 86_400_000],
])('the outbox is %s: %s', (level, summary, waiting, oldestAgeMs) => {
  expect(judgeOutbox({ waiting, oldestAgeMs })).toMatchObject({ level, summary });
});

test('readiness is told with what the server said', () => {
  expect(judgeHealth(undefined).level).toBe('unknown');
  expect(judgeHealth({ isAlive: true, isReady: true, detail: undefined }).level).toBe('ok');
  expect(judgeHealth({ isAlive: false, isReady: false, detail: undefined }).summary).toBe('No answer');
  const notReady = judgeHealth({ isAlive: true, isReady: false, detail: 'The store does not answer.' });
  expect(notReady).toMatchObject({ level: 'problem', advice: 'The store does not answer. Its log says more.' });
});

test('whatever is wrong comes with advice, and what is right without', () => {
  const all = [
    ...[sweep({ ageMs: 130_001 }), sweep({ isComplete: false }), sweep(), null].map(judgeSweep),
    ...[cloud(), cloud({ breaker: 'open' })].map(judgeBreaker),
    ...[cloud(), cloud({ queueLength: 99 }), cloud({ requestsPerMinute: 5 })].map(judgeRate),
    judgeOutbox({ waiting: 5, oldestAgeMs: 9e9 }),
  ];
  for (const { level, advice } of all) expect(advice === null).toBe(level === 'ok');
});

test('worstOf is the worst level', () => {
  const of = (level: 'ok' | 'unknown' | 'warning' | 'problem') => ({ level, summary: '', advice: null });
  expect(worstOf([])).toBe('ok');
  expect(worstOf([of('ok'), of('problem'), of('warning')])).toBe('problem');
  expect(worstOf([of('ok'), of('unknown')])).toBe('unknown');
});
