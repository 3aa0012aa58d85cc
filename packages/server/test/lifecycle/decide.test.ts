import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.js';
import { LIMITS, Life } from './life.js';

describe('the way up', () => {
  it('tells each state once, in order, with numbers without gaps', () => {
    const life = new Life().created().cloud('toCreate').cloud('creating').cloud('pulling').cloud('pulling');
    life.cloud('running').see({ kind: 'probed', passed: true, detail: 'HTTP 200' });
    expect(life.types).toEqual(['pending', 'creating', 'starting', 'running', 'ready']);
    expect(life.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(life.events.map(({ id }) => id)[4]).toBe('evt_abc_5');
  });

  it('accepts that steps in between are never seen', () => {
    expect(new Life({ probes: [] }).created().cloud('running').types).toEqual([
      'pending',
      'creating',
      'running',
      'ready',
    ]);
  });

  it('waits for the probe and tries it again after its interval', () => {
    const life = new Life().created().cloud('running');
    expect(life.instance).toMatchObject({ state: 'running', work: { type: 'probe', at: life.now } });
    life.see({ kind: 'probed', passed: false, detail: 'HTTP 502' });
    expect(life.instance).toMatchObject({ state: 'running', work: { type: 'probe', at: life.now + 2_000, tries: 1 } });
    expect(life.see({ kind: 'probed', passed: true, detail: 'HTTP 200' }).instance).toMatchObject({
      state: 'ready',
      work: null,
    });
  });

  it('looks for the addresses of the ports when the list does not show them', () => {
    const life = new Life().created().cloud('running', { endpoints: [] });
    expect(life.instance.work?.type).toBe('look');
    expect(life.cloud('running').instance.work?.type).toBe('probe');
  });

  it('fails with the words of the cloud', () => {
    const life = new Life().created().cloud('pulling', { error: 'ErrImagePull: no such image' });
    expect(life.instance).toMatchObject({
      state: 'failed',
      cause: { code: 'cloud_failed', message: 'ErrImagePull: no such image' },
      work: { type: 'delete' },
    });
  });

  it('ignores a look that began before the create call was answered', () => {
    const life = new Life().created();
    life.see({ kind: 'absent', at: life.now - 1 });
    life.see({ kind: 'seen', cloud: life.view('exited'), at: life.now - 1 });
    expect(life.instance).toMatchObject({ state: 'creating', missingSince: null });
  });
});

describe('a create call without a clear answer', () => {
  const unclear = () => new Life().see({ kind: 'create_sending' }).see({ kind: 'create_unclear' }, 500);

  it('is searched for and never sent again before the settling time is over', () => {
    const life = unclear();
    expect(life.instance.work?.type).toBe('find');
    while (life.now < 1_000_500 + LIMITS.createSettleMs) {
      life.see({ kind: 'found', matches: [], at: life.now }, life.instance.work!.at - life.now);
      if (life.now < 1_000_500 + LIMITS.createSettleMs) expect(life.instance.work?.type).toBe('find');
    }
    life.see({ kind: 'found', matches: [], at: life.now });
    expect(life.instance).toMatchObject({ create: { stage: 'idle', attempt: 1 }, work: { type: 'create' } });
  });

  it('is adopted when it is found', () => {
    const life = unclear();
    life.see({ kind: 'found', matches: [life.view('toCreate')], at: life.now });
    expect(life.instance).toMatchObject({ cloudId: 'c1', create: { stage: 'done', attempt: 1 } });
  });

  it('is adopted from a sweep too', () => {
    expect(unclear().cloud('creating').instance).toMatchObject({ cloudId: 'c1', create: { stage: 'done' } });
  });

  it('keeps the older of two and deletes the other', () => {
    const life = unclear();
    const matches = [
      life.view('creating', { id: 'c2', createdAt: 2 }),
      life.view('creating', { id: 'c1', createdAt: 1 }),
    ];
    life.see({ kind: 'found', matches, at: life.now });
    expect(life.instance).toMatchObject({ cloudId: 'c1', duplicates: ['c2'], work: { type: 'delete_duplicate' } });
    expect(life.events.at(-1)).toMatchObject({
      type: 'instance.duplicate_found',
      data: { novitaInstanceId: 'c1', status: 'creating', details: { novitaInstanceId: 'c2' } },
    });
    life.see({ kind: 'accepted', cloudId: 'c2' });
    expect(life.instance).toMatchObject({ cloudId: 'c1', duplicates: [], state: 'creating' });
  });

  it('does not take an instance with another name', () => {
    const life = unclear();
    const matches = [life.view('creating', { id: 'x', name: `${life.instance.marker}0` })];
    expect(life.see({ kind: 'found', matches, at: life.now }).instance.cloudId).toBeNull();
  });

  it('is given up after three tries', () => {
    const life = new Life();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      life.see({ kind: 'create_sending' }, 1).see({ kind: 'create_unclear' });
      life.now += LIMITS.createSettleMs;
      life.see({ kind: 'found', matches: [], at: life.now });
    }
    expect(life.instance).toMatchObject({ state: 'failed', cause: { code: 'create_unconfirmed' }, released: true });
  });

  it('is found before a wish to delete is done', () => {
    const life = unclear().see({ kind: 'delete_requested' });
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'find' } });
    life.see({ kind: 'found', matches: [life.view('pulling')], at: life.now });
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'delete' } });
  });

  it('is waited for beyond the deadline of the phase', () => {
    expect(unclear().see({ kind: 'tick' }, LIMITS.queuedMs * 2).instance.state).toBe('creating');
  });
});

describe('a refused create call', () => {
  const cause = { code: 'create_rejected', message: 'INSUFFICIENT_RESOURCE: none' } as const;

  it('fails the instance, with nothing left behind', () => {
    const life = new Life().see({ kind: 'create_sending' }).see({ kind: 'create_refused', cause, refusal: 'final' });
    expect(life.instance).toMatchObject({ state: 'failed', cause, released: true, work: null });
  });

  it('is sent again later when it surely was not sent', () => {
    const life = new Life().see({ kind: 'create_sending' }).see({ kind: 'create_refused', cause, refusal: 'later' });
    expect(life.instance).toMatchObject({ state: 'creating', create: { stage: 'idle' }, work: { type: 'create' } });
    expect(life.instance.work?.at).toBeGreaterThan(life.now);
  });
});

describe('stop and delete', () => {
  it('stops once the cloud says so, and asks again when it does not', () => {
    const life = new Life().ready().see({ kind: 'stop_requested' });
    expect(life.instance).toMatchObject({ state: 'stopping', work: { type: 'stop', at: life.now } });
    life.see({ kind: 'accepted', cloudId: 'c1' });
    life.cloud('running');
    expect(life.instance.work).toMatchObject({ type: 'stop', tries: 1, at: life.now - 1_000 + LIMITS.confirmMs });
    expect(life.cloud('toStop').instance.work).toBeNull();
    expect(life.cloud('exited').instance).toMatchObject({
      state: 'stopped',
      cause: null,
      billing: { startedAt: null },
    });
  });

  it('is deleted only when the cloud has it no more, at two looks', () => {
    const life = new Life().ready().see({ kind: 'delete_requested' }).see({ kind: 'accepted', cloudId: 'c1' });
    life.see({ kind: 'absent', at: life.now + 1 }, 1);
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'look' } });
    life.see({ kind: 'gone', cloudId: 'c1' });
    expect(life.instance).toMatchObject({ state: 'deleted', released: true, work: null });
  });

  it('is deleted at once when nothing was ever created', () => {
    expect(new Life().see({ kind: 'delete_requested' }).types).toEqual(['pending', 'deleted']);
  });

  it('tells of a stop by somebody else, and does not fight a start by somebody else', () => {
    const life = new Life({ probes: [] }).created().cloud('running').cloud('exited');
    expect(life.instance).toMatchObject({ state: 'stopped', cause: { code: 'stopped_outside' } });
    expect(life.cloud('running').instance).toMatchObject({ state: 'ready', work: null });
  });

  it('tells of a removal by somebody else', () => {
    const life = new Life().ready().cloud('removing').cloud('removed');
    expect(life.instance).toMatchObject({ state: 'deleted', cause: { code: 'deleted_outside' } });
  });

  it('calls it lost only at the second look', () => {
    const life = new Life().ready();
    life.see({ kind: 'absent', at: life.now });
    expect(life.instance).toMatchObject({ state: 'ready', work: { type: 'look' } });
    life.see({ kind: 'gone', cloudId: 'c1' });
    expect(life.instance).toMatchObject({ state: 'lost', cause: { code: 'vanished' } });
  });

  it('is not lost, and not deleted, because of a 404 that the list does not bear out', () => {
    const life = new Life().ready().see({ kind: 'gone', cloudId: 'c1' }).see({ kind: 'gone', cloudId: 'c1' });
    expect(life.instance.state).toBe('ready');
    life.see({ kind: 'delete_requested' }).see({ kind: 'gone', cloudId: 'c1' }).see({ kind: 'gone', cloudId: 'c1' });
    expect(life.instance).toMatchObject({ state: 'deleting', work: { type: 'delete', tries: 2 } });
  });

  it('is not lost when the list was stale', () => {
    const life = new Life().ready();
    life.see({ kind: 'absent', at: life.now }).cloud('running');
    expect(life.instance).toMatchObject({ state: 'ready', missingSince: null, work: null });
  });

  it('tells of a reclaimed spot instance', () => {
    const life = new Life().ready().cloud('exited', { reclaimed: true });
    expect(life.instance).toMatchObject({ state: 'reclaimed', cause: { code: 'spot_reclaimed' } });
  });
});

describe('deadlines', () => {
  it.each([
    ['queued', 'toCreate', LIMITS.queuedMs],
    ['pulling', 'pulling', LIMITS.pullingMs],
    ['starting', 'toStart', LIMITS.startingMs],
    ['probing', 'running', LIMITS.probingMs],
  ])('end the phase %s and stop the meter', (phase, status, limitMs) => {
    const life = new Life().created().cloud(status, {}, 0);
    expect(life.see({ kind: 'tick' }, limitMs - 1).instance.state).not.toBe('timed_out');
    life.see({ kind: 'tick' }, 1);
    expect(life.instance).toMatchObject({
      state: 'timed_out',
      cause: { code: 'phase_timeout' },
      work: { type: 'delete' },
    });
    expect(life.instance.cause?.message).toContain(phase);
    expect(life.events.at(-1)?.type).toBe('instance.timeout');
  });
});

it('meters from pulling until the stop has taken', () => {
  const life = new Life({ probes: [] }).created().cloud('creating');
  expect(life.instance.billing.startedAt).toBeNull();
  life.cloud('pulling').cloud('running').cloud('stopping', {}, 10_000).cloud('exited', {}, 2_000).cloud('exited');
  expect(life.instance.billing).toEqual({
    hourlyPrice: 36_000,
    startedAt: null,
    spent: [{ hourlyPrice: 36_000, ms: 13_000 }],
  });
});

it('leaves the instance that it was given as it was', () => {
  const life = new Life().ready();
  const before = structuredClone(life.instance);
  decide(life.instance, { kind: 'delete_requested' }, life.now);
  expect(life.instance).toEqual(before);
});
