import { describe, expect, it } from 'vitest';
import type { IdleRule } from '../../src/lifecycle/instance.js';
import { LIMITS, Life } from './life.js';

const HOUR = 3_600_000;

describe('stopAfter', () => {
  it('stops an instance that runs, and counts anew after a start', () => {
    const life = new Life({}, { stopAfterMs: HOUR }).ready();
    expect(life.instance.deadlineAt).toBe(life.instance.createdAt + HOUR);
    life.see({ kind: 'tick' }, HOUR);
    expect(life.instance).toMatchObject({ state: 'stopping', cause: { code: 'stop_after' }, work: { type: 'stop' } });
    life.accept().cloud('exited');
    expect(life.instance).toMatchObject({ state: 'stopped', cause: { code: 'stop_after' }, deadlineAt: null });
    life.see({ kind: 'start_requested' });
    expect(life.instance.upSince).toBe(life.now);
    life.accept().cloud('running').see({ kind: 'probed', passed: true, detail: '' });
    expect(life.instance).toMatchObject({ state: 'ready', deadlineAt: life.instance.upSince + HOUR });
  });

  it('removes one that never ran: there is nothing to keep', () => {
    const life = new Life({}, { stopAfterMs: 50_000 }).created().cloud('pulling').see({ kind: 'tick' }, 50_000);
    expect(life.instance).toMatchObject({
      state: 'timed_out',
      cause: { code: 'stop_after' },
      work: { type: 'delete' },
    });
  });
});

describe('deleteAfter', () => {
  it('deletes in any state', () => {
    const life = new Life({}, { deleteAfterMs: HOUR }).stopped();
    expect(life.instance.deadlineAt).toBe(life.instance.createdAt + HOUR);
    life.see({ kind: 'tick' }, HOUR);
    expect(life.instance).toMatchObject({
      state: 'deleting',
      cause: { code: 'delete_after' },
      work: { type: 'delete' },
    });
    life.accept().vanish();
    expect(life.instance).toMatchObject({ state: 'deleted', cause: { code: 'delete_after' }, released: true });
  });

  it('waits for what an unanswered create call may have made', () => {
    const life = new Life({}, { deleteAfterMs: 5_000 }).see({ kind: 'create_sending' }).see({ kind: 'create_unclear' });
    expect(life.see({ kind: 'tick' }, 6_000).instance).toMatchObject({ state: 'creating', work: { type: 'find' } });
    life.cloud('pulling');
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'delete' } });
  });

  it('ends one that was never asked for in the cloud', () => {
    const life = new Life({}, { deleteAfterMs: 5_000 }).see({ kind: 'tick' }, 5_000);
    expect(life.instance).toMatchObject({ state: 'deleted', released: true, work: null });
  });
});

describe('maxCost', () => {
  // 36,000 an hour are 10 a second.
  it('warns at four fifths and stops at the whole, at times that are known beforehand', () => {
    const life = new Life({}, { maxCost: 1_000 }).created().cloud('pulling').cloud('running', {}, 10_000);
    const startedAt = life.instance.billing.startedAt!;
    expect(life.instance.deadlineAt).toBe(startedAt + 80_000);
    life.see({ kind: 'probed', passed: true, detail: '' }).see({ kind: 'tick' }, startedAt + 80_000 - life.now);
    expect(life.events.at(-1)).toMatchObject({
      type: 'instance.budget_warning',
      data: { details: { scope: 'instance' } },
    });
    expect(life.instance).toMatchObject({ state: 'ready', deadlineAt: startedAt + 100_000 });
    life.see({ kind: 'tick' }, 19_999);
    expect(life.instance.state).toBe('ready');
    life.see({ kind: 'tick' }, 1);
    expect(life.instance).toMatchObject({ state: 'stopping', cause: { code: 'budget_exhausted' } });
    expect(life.types.filter((type) => type === 'budget_warning')).toHaveLength(1);
  });

  it('removes one that never ran', () => {
    const life = new Life({}, { maxCost: 100 }).created().cloud('pulling').see({ kind: 'tick' }, 10_000);
    expect(life.instance).toMatchObject({
      state: 'failed',
      cause: { code: 'budget_exhausted' },
      work: { type: 'delete' },
    });
  });

  it('counts what was spent before a stop, and starts again only with a larger one', () => {
    const life = new Life({}, { maxCost: 1_000 }).ready().see({ kind: 'tick' }, 100_000).accept().cloud('exited');
    life.see({ kind: 'start_requested' });
    expect(life.instance).toMatchObject({ state: 'stopping', cause: { code: 'budget_exhausted' } });
    life.cloud('exited').see({ kind: 'change_requested', change: { promises: { maxCost: 5_000 } } });
    life.see({ kind: 'start_requested' });
    expect(life.instance).toMatchObject({ state: 'starting', pending: { action: 'start' } });
  });

  it('is exact beyond the safe integers', () => {
    const price = 9_000_000;
    const life = new Life({ probes: [] }, { maxCost: 9_007_199_254 })
      .created()
      .cloud('running', { hourlyPrice: price });
    const exact = (9_007_199_254n * 4n * 3_600_000n + BigInt(price) * 5n - 1n) / (BigInt(price) * 5n);
    expect(life.instance.deadlineAt).toBe(life.now + Number(exact));
  });

  it('of an API key warns all its instances and stops them', () => {
    const life = new Life().ready().see({ kind: 'key_budget', used: 'most' });
    expect(life.events.at(-1)).toMatchObject({
      type: 'instance.budget_warning',
      data: { details: { scope: 'api_key' } },
    });
    expect(life.see({ kind: 'key_budget', used: 'all' }).instance).toMatchObject({
      state: 'stopping',
      cause: { code: 'budget_exhausted' },
    });
  });
});

describe('idleStopAfter', () => {
  const rule: IdleRule = { stopAfterMs: 60_000, graceMs: 10_000, gpuBusyPercent: null };

  it('stops when there was no heartbeat for the time', () => {
    const life = new Life({}, { idle: rule }).ready();
    const { runningSince } = life.instance;
    expect(life.instance.deadlineAt).toBe(runningSince! + 60_000);
    life.see({ kind: 'heartbeat' }, 50_000).see({ kind: 'tick' }, 59_999);
    expect(life.instance.state).toBe('ready');
    expect(life.see({ kind: 'tick' }, 1).instance).toMatchObject({ state: 'stopping', cause: { code: 'idle' } });
  });

  it('lets the grace pass first', () => {
    const life = new Life({}, { idle: { ...rule, graceMs: 500_000 } }).ready();
    expect(life.see({ kind: 'tick' }, 499_999).instance.state).toBe('ready');
    expect(life.see({ kind: 'tick' }, 1).instance.state).toBe('stopping');
  });

  it('counts a busy GPU as use, and never stops without a measurement', () => {
    const life = new Life({}, { idle: { ...rule, gpuBusyPercent: 10 } }).ready();
    expect(life.instance.work).toMatchObject({ type: 'measure', at: life.now });
    expect(life.see({ kind: 'tick' }, 120_000).instance.state).toBe('ready');
    life.see({ kind: 'measured', percent: null, at: life.now });
    expect(life.instance).toMatchObject({ state: 'ready', work: { type: 'measure', tries: 1 } });
    life.see({ kind: 'measured', percent: 10, at: life.now });
    expect(life.instance).toMatchObject({
      usedAt: life.now,
      work: { type: 'measure', at: life.now + 60_000, tries: 0 },
    });
    life.see({ kind: 'measured', percent: 9.9, at: life.now + 30_000 }, 30_000);
    expect(life.instance.state).toBe('ready');
    life.see({ kind: 'measured', percent: 0, at: life.now + 30_000 }, 30_000);
    expect(life.instance).toMatchObject({ state: 'stopping', cause: { code: 'idle' } });
  });

  it('is off unless it was asked for', () => {
    expect(new Life().ready().see({ kind: 'tick' }, 1_000 * HOUR).instance).toMatchObject({
      state: 'ready',
      work: null,
    });
  });
});

describe('a stop that does not take', () => {
  it.each(['stop', 'delete'] as const)('is told once after three %s calls, and asked for again', (action) => {
    const life = new Life().ready().see({ kind: action === 'stop' ? 'stop_requested' : 'delete_requested' });
    for (let call = 1; call <= 5; call += 1) {
      expect(life.instance.work).toMatchObject({ type: action, tries: call - 1 });
      life.accept().cloud('running', {}, LIMITS.confirmMs);
    }
    const told = life.events.filter(({ type }) => type === 'instance.stop_failing');
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({ error: { code: 'stop_failing' }, details: { action, tries: 3 } });
    life.cloud('exited').vanish();
    expect(life.instance.isAlarmed).toBe(false);
  });
});
