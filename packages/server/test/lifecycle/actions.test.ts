import { describe, expect, it } from 'vitest';
import { LIMITS, Life } from './life.js';

const FULL = { code: 'no_capacity', message: 'INSUFFICIENT_RESOURCE: the node is full.' } as const;

describe('start', () => {
  it('brings a stopped instance up and probes it again', () => {
    const life = new Life().stopped().see({ kind: 'start_requested' });
    expect(life.instance).toMatchObject({ state: 'starting', goal: 'up', work: { type: 'start', at: life.now } });
    // The cloud has not begun yet: that it still stands says nothing.
    life.accept().cloud('exited');
    expect(life.instance).toMatchObject({ state: 'starting', work: { type: 'start', tries: 1 } });
    life.cloud('starting').cloud('running');
    expect(life.instance).toMatchObject({ state: 'running', pending: null, work: { type: 'probe' } });
    life.see({ kind: 'probed', passed: true, detail: '' });
    expect(life.types.slice(-3)).toEqual(['starting', 'running', 'ready']);
  });

  it('keeps the instance when its node is full, and says why', () => {
    const life = new Life().stopped().see({ kind: 'start_requested' }).see({ kind: 'action_refused', cause: FULL });
    expect(life.instance).toMatchObject({
      state: 'stopped',
      goal: 'stopped',
      cause: FULL,
      work: null,
      deadlineAt: null,
    });
    expect(life.see({ kind: 'tick' }, 10 * LIMITS.startingMs).instance.state).toBe('stopped');
  });

  it('is given up after the deadline of the phase, and nothing is deleted', () => {
    const life = new Life()
      .stopped()
      .see({ kind: 'start_requested' })
      .accept()
      .see({ kind: 'tick' }, LIMITS.startingMs);
    expect(life.instance).toMatchObject({ state: 'stopping', goal: 'stopped', cause: { code: 'phase_timeout' } });
    expect(life.cloud('exited').instance).toMatchObject({ state: 'stopped', work: null, released: false });
  });

  it.each(['ready', 'deleted'])('changes nothing when it is %s', (state) => {
    const life = new Life().ready();
    if (state === 'deleted') life.see({ kind: 'delete_requested' }).accept().vanish();
    const before = life.instance;
    expect(life.see({ kind: 'start_requested' }).instance).toBe(before);
  });
});

describe('restart', () => {
  it('is sent once, and ends when the cloud shows it running again', () => {
    const life = new Life().ready().see({ kind: 'restart_requested' });
    expect(life.instance).toMatchObject({ state: 'starting', work: { type: 'restart' } });
    // It still runs from before.
    expect(life.cloud('running').instance.state).toBe('starting');
    life.accept();
    expect(life.instance.work).toBeNull();
    life.cloud('toRestart').cloud('restarting').cloud('running').see({ kind: 'probed', passed: true, detail: '' });
    expect(life.types.slice(-3)).toEqual(['starting', 'running', 'ready']);
  });

  it('that nobody saw is over at the next look', () => {
    const life = new Life().ready().see({ kind: 'restart_requested' }).accept().cloud('running');
    expect(life.instance).toMatchObject({ state: 'running', pending: null, work: { type: 'probe' } });
  });

  it('that is refused leaves the instance running', () => {
    const life = new Life().ready().see({ kind: 'restart_requested' }).see({ kind: 'action_refused', cause: FULL });
    life.cloud('running').see({ kind: 'probed', passed: true, detail: '' });
    expect(life.instance).toMatchObject({ state: 'ready', pending: null, work: null });
  });

  it('that never comes back is stopped, not deleted', () => {
    const life = new Life().ready().see({ kind: 'restart_requested' }).accept().cloud('restarting');
    life.see({ kind: 'tick' }, LIMITS.startingMs);
    expect(life.instance).toMatchObject({
      state: 'stopping',
      cause: { code: 'phase_timeout' },
      work: { type: 'stop' },
    });
  });
});

describe('spot', () => {
  const reclaimAt = 9_000_000;

  it('tells of the notice once, and again when the time changes', () => {
    const life = new Life().ready().cloud('running', { reclaimAt }).cloud('running', { reclaimAt });
    life.cloud('running', { reclaimAt: reclaimAt + 1 });
    const notices = life.events.filter(({ type }) => type === 'instance.spot_notice');
    expect(notices.map(({ data }) => data.details)).toEqual([
      { reclaimAt: '1970-01-01T02:30:00.000Z' },
      { reclaimAt: '1970-01-01T02:30:00.001Z' },
    ]);
    expect(life.instance.state).toBe('ready');
  });

  it('keeps what was reclaimed unless a replacement was asked for', () => {
    const life = new Life().ready().cloud('exited', { reclaimed: true, reclaimAt });
    expect(life.instance).toMatchObject({ state: 'reclaimed', cause: { code: 'spot_reclaimed' }, work: null });
    life.see({ kind: 'start_requested' }).accept().cloud('running', { reclaimAt: null });
    expect(life.instance).toMatchObject({ state: 'running', goal: 'up' });
  });

  it('gives the old one up only when the new one is stored', () => {
    const life = new Life({}, { onReclaim: 'recreate' }).ready().cloud('exited', { reclaimed: true, reclaimAt });
    expect(life.instance).toMatchObject({ state: 'reclaimed', work: { type: 'recreate' } });
    life.see({ kind: 'work_failed' }).cloud('exited', { reclaimed: true, reclaimAt });
    expect(life.instance).toMatchObject({ state: 'reclaimed', work: { type: 'recreate', tries: 1 } });
    life.see({ kind: 'replaced', by: 'inst_new' });
    expect(life.instance).toMatchObject({ state: 'deleting', replacedBy: 'inst_new', work: { type: 'delete' } });
    expect(life.types.slice(-3)).toEqual(['reclaimed', 'replaced', 'deleting']);
    life.see({ kind: 'replaced', by: 'inst_other' });
    expect(life.instance.replacedBy).toBe('inst_new');
  });

  it('is not replaced when the user wants it deleted', () => {
    const life = new Life({}, { onReclaim: 'recreate' }).ready().see({ kind: 'delete_requested' });
    life.cloud('exited', { reclaimed: true, reclaimAt });
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'delete' } });
  });
});

it('tells when somebody else has changed what the instance is made of', () => {
  const life = new Life().ready().cloud('running', { shape: { imageUrl: 'a', gpuNum: '1' } });
  life.cloud('running', { shape: { imageUrl: 'a' } }).cloud('running', { shape: { imageUrl: 'b', gpuNum: '1' } });
  const told = life.events.filter(({ type }) => type === 'instance.changed');
  expect(told.map(({ data }) => data.details)).toEqual([{ changes: [{ field: 'imageUrl', from: 'a', to: 'b' }] }]);
});

describe('a change of what was promised', () => {
  it('counts at once', () => {
    const life = new Life().ready();
    const promises = { stopAfterMs: life.now - life.instance.createdAt };
    life.see({ kind: 'change_requested', change: { promises, metadata: { team: 'a' } } });
    expect(life.instance).toMatchObject({ state: 'stopping', cause: { code: 'stop_after' } });
    expect(life.events.at(-1)?.data.metadata).toEqual({ team: 'a' });
  });

  it('leaves what it does not name as it was, and an ended instance alone', () => {
    const life = new Life({}, { maxCost: 10_000_000 }).ready();
    life.see({ kind: 'change_requested', change: { promises: { maxCost: undefined, stopAfterMs: 9_999_999 } } });
    expect(life.instance.promises).toMatchObject({ maxCost: 10_000_000, stopAfterMs: 9_999_999 });
    life.see({ kind: 'delete_requested' }).accept().vanish();
    const before = life.instance;
    expect(life.see({ kind: 'change_requested', change: { limits: { queuedMs: 5 } } }).instance).toBe(before);
  });
});
