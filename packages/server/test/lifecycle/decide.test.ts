import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { cloudPhase } from '@novita-fleet/client';
import { decide, isFinal } from '../../src/lifecycle/decide.js';
import type { LifecycleEvent } from '../../src/lifecycle/event.js';
import type { Instance, InstanceSpec, Limits } from '../../src/lifecycle/instance.js';
import { newInstance } from '../../src/lifecycle/new-instance.js';
import type { CloudView, Observation } from '../../src/lifecycle/observation.js';

const SPEC: InstanceSpec = {
  name: 'job',
  productId: 'p',
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'image',
  billingMode: 'onDemand',
  envs: [],
  ports: [{ port: 80, type: 'http' }],
  probes: [{ type: 'http', port: 80, path: '/', expectStatus: 200, intervalMs: 2_000, timeoutMs: 1_000 }],
};

const LIMITS: Limits = {
  queuedMs: 100_000,
  pullingMs: 200_000,
  startingMs: 100_000,
  probingMs: 100_000,
  createSettleMs: 10_000,
  createAttempts: 3,
  confirmMs: 30_000,
};

/** Drives one instance and keeps what it was told. */
class Life {
  instance: Instance;
  now = 1_000_000;
  readonly events: LifecycleEvent[] = [];

  constructor(spec: Partial<InstanceSpec> = {}) {
    this.instance = newInstance('inst_abc', { ...SPEC, ...spec }, LIMITS, this.now);
    this.see({ kind: 'requested' });
  }

  see(observation: Observation, afterMs = 0): this {
    this.now += afterMs;
    const { instance, events } = decide(this.instance, observation, this.now);
    this.instance = instance;
    this.events.push(...events);
    return this;
  }

  cloud(status: string, change: Partial<CloudView> = {}, afterMs = 1_000): this {
    this.now += afterMs;
    return this.see({ kind: 'seen', cloud: this.view(status, change), at: this.now });
  }

  view(status: string, change: Partial<CloudView> = {}): CloudView {
    return {
      id: 'c1',
      name: this.instance.marker,
      status,
      phase: cloudPhase(status),
      error: null,
      reclaimed: false,
      hourlyPrice: 36_000,
      createdAt: 0,
      endpoints: [{ port: 80, type: 'http', url: 'http://host' }],
      ...change,
    };
  }

  created(): this {
    return this.see({ kind: 'create_sending' }).see({ kind: 'create_accepted', cloudId: 'c1' });
  }

  ready(): this {
    return this.created().cloud('pulling').cloud('running').see({ kind: 'probed', passed: true, detail: 'HTTP 200' });
  }

  get types(): string[] {
    return this.events.map(({ type }) => type.replace('instance.', ''));
  }
}

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
    const life = new Life().see({ kind: 'create_sending' }).see({ kind: 'create_refused', cause, again: false });
    expect(life.instance).toMatchObject({ state: 'failed', cause, released: true, work: null });
  });

  it('is sent again later when it surely was not sent', () => {
    const life = new Life().see({ kind: 'create_sending' }).see({ kind: 'create_refused', cause, again: true });
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
  expect(life.instance.billing).toEqual({ hourlyPrice: 36_000, startedAt: null, accruedMs: 13_000 });
});

const statuses = ['toCreate', 'creating', 'pulling', 'running', 'toStop', 'stopping', 'exited', 'toStart', 'starting'];
const anyStatus = fc.constantFrom(
  ...statuses,
  'toRestart',
  'migrating',
  'toRemove',
  'removed',
  'freezing',
  'new-status',
);
const anyId = fc.constantFrom('c1', 'c2');
const anyObservation = fc.oneof(
  fc.constantFrom<Observation>(
    { kind: 'create_sending' },
    { kind: 'create_unclear' },
    { kind: 'create_refused', cause: { code: 'create_rejected', message: 'no' }, again: true },
    { kind: 'create_refused', cause: { code: 'create_rejected', message: 'no' }, again: false },
    { kind: 'stop_requested' },
    { kind: 'delete_requested' },
    { kind: 'tick' },
    { kind: 'work_failed' },
    { kind: 'probed', passed: true, detail: '' },
    { kind: 'probed', passed: false, detail: '' },
  ),
  anyId.map((cloudId): Observation => ({ kind: 'create_accepted', cloudId })),
  anyId.map((cloudId): Observation => ({ kind: 'accepted', cloudId })),
  anyId.map((cloudId): Observation => ({ kind: 'gone', cloudId })),
  fc.constant('absent' as const),
  fc.record({ look: fc.constantFrom('seen' as const, 'found' as const), id: anyId, status: anyStatus }),
);

it('keeps its promises whatever it is told, in whatever order', () => {
  const step = fc.record({
    what: anyObservation,
    after: fc.integer({ min: 0, max: 60_000 }),
    age: fc.integer({ min: 0, max: 5_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const life = new Life();
      for (const { what, after, age } of steps) {
        const before = structuredClone(life.instance);
        const told = life.events.length;
        life.now += after;
        const at = life.now - age;
        if (what === 'absent') life.see({ kind: 'absent', at });
        else if (!('look' in what)) life.see(what);
        else {
          const cloud = life.view(what.status, { id: what.id });
          life.see(what.look === 'seen' ? { kind: 'seen', cloud, at } : { kind: 'found', matches: [cloud], at });
        }
        const { instance } = life;
        // A final state is never left, and every change of state is told exactly once.
        if (isFinal(before.state)) expect(instance.state).toBe(before.state);
        expect(instance.sequence - before.sequence).toBe(life.events.length - told);
        if (instance.state !== before.state) expect(life.events.length).toBeGreaterThan(told);
        expect(life.events.map(({ sequence }) => sequence)).toEqual(life.events.map((_, index) => index + 1));
        // The id in the cloud is kept, and no other create call is made while one may have had an effect.
        if (before.cloudId !== null) expect(instance.cloudId).toBe(before.cloudId);
        if (instance.cloudId !== null || instance.create.stage !== 'idle')
          expect(instance.work?.type).not.toBe('create');
        // Nothing that may cost money is left without work or watch at the end of a life.
        if (isFinal(instance.state) && !instance.released && instance.cloudPhase !== 'removing') {
          expect(instance.work).not.toBeNull();
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('leaves the instance that it was given as it was', () => {
  const life = new Life().ready();
  const before = structuredClone(life.instance);
  decide(life.instance, { kind: 'delete_requested' }, life.now);
  expect(life.instance).toEqual(before);
});
