import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal } from '../../src/lifecycle/decide.js';
import type { Instance, Promises } from '../../src/lifecycle/instance.js';
import type { Observation } from '../../src/lifecycle/observation.js';
import { CANDIDATE, LIMITS, Life } from './life.js';
import { CloudModel } from './cloud-model.js';

const CAUSE = { code: 'create_rejected', message: 'no' } as const;
const PLAN = [
  { ...CANDIDATE, clusterIds: ['east', 'west'] },
  { ...CANDIDATE, productId: null, gpuName: '4090' },
  CANDIDATE,
];

const anyPromises: fc.Arbitrary<Partial<Promises>> = fc.record(
  {
    stopAfterMs: fc.constantFrom(50_000, 400_000),
    deleteAfterMs: fc.constantFrom(80_000, 900_000),
    maxCost: fc.constantFrom(500, 5_000),
    idle: fc.record({
      stopAfterMs: fc.constant(60_000),
      graceMs: fc.constant(1_000),
      gpuBusyPercent: fc.constantFrom(null, 10),
    }),
    onReclaim: fc.constantFrom('keep' as const, 'recreate' as const),
  },
  { requiredKeys: [] },
);

const anyStatus = fc.constantFrom(
  ...['toCreate', 'creating', 'pulling', 'running', 'toStop', 'stopping', 'exited', 'toStart', 'starting'],
  ...['toRestart', 'restarting', 'migrating', 'toRemove', 'removing', 'removed', 'freezing', 'new-status'],
);
/** `c3` is no instance of ours: it has another name. */
const anyId = fc.constantFrom('c1', 'c2', 'c3');

const anyObservation = fc.oneof(
  fc.constantFrom<Observation>(
    ...[{ kind: 'create_sending' } as const, { kind: 'create_unclear' } as const, { kind: 'tick' } as const],
    ...(['final', 'later', 'elsewhere'] as const).map(
      (refusal) => ({ kind: 'create_refused', cause: CAUSE, refusal }) as const,
    ),
    ...(['start', 'restart', 'stop', 'delete'] as const).map((wish) => ({ kind: `${wish}_requested` }) as const),
    ...[true, false].map((passed) => ({ kind: 'probed', passed, detail: '' }) as const),
    { kind: 'work_failed' },
    { kind: 'heartbeat' },
    { kind: 'replaced', by: 'inst_new' },
    { kind: 'action_refused', cause: CAUSE },
    { kind: 'key_budget', used: 'most' },
    { kind: 'key_budget', used: 'all' },
    { kind: 'chosen', targets: [], cause: CAUSE },
    { kind: 'chosen', targets: [{ productId: 'p', clusterId: null, billingMode: 'spot' }], cause: CAUSE },
    { kind: 'change_requested', change: { promises: { maxCost: 700 }, limits: { queuedMs: 60_000 } } },
  ),
  fc.constantFrom('c1', 'c2').map((cloudId): Observation => ({ kind: 'create_accepted', cloudId })),
  anyId.map((cloudId): Observation => ({ kind: 'accepted', cloudId })),
  anyId.map((cloudId): Observation => ({ kind: 'gone', cloudId })),
  fc.constantFrom(0, 50, null).map((percent): Observation => ({ kind: 'measured', percent, at: 0 })),
  fc.constant('absent' as const),
  fc.record({
    look: fc.constantFrom('seen' as const, 'found' as const),
    id: anyId,
    status: anyStatus,
    error: fc.constantFrom(null, null, 'broken'),
    reclaimed: fc.boolean(),
    reclaimAt: fc.constantFrom(null, null, 5_000_000),
  }),
);

describe('whatever it is told, in whatever order,', () => {
  const step = fc.record({
    what: anyObservation,
    after: fc.integer({ min: 0, max: 90_000 }),
    age: fc.integer({ min: 0, max: 5_000 }),
  });

  function take(life: Life, { what, after, age }: typeof step extends fc.Arbitrary<infer S> ? S : never): void {
    life.now += after;
    const at = life.now - age;
    if (what === 'absent') life.see({ kind: 'absent', at });
    else if (!('look' in what)) life.see(what.kind === 'measured' ? { ...what, at } : what);
    else {
      const { look, id, status, error, reclaimed, reclaimAt } = what;
      const name = id === 'c3' ? { name: 'somebody-elses' } : {};
      const cloud = life.view(status, { id, error, reclaimed, reclaimAt, ...name });
      life.see(look === 'seen' ? { kind: 'seen', cloud, at } : { kind: 'found', matches: [cloud], at });
    }
  }

  it('keeps its promises', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), anyPromises, (steps, promises) => {
        const life = new Life({ plan: PLAN }, promises);
        for (const one of steps) {
          const before = structuredClone(life.instance);
          const told = life.events.length;
          take(life, one);
          const { instance, now } = life;
          const news = life.events.slice(told);
          // A final state is never left; each change of state is told once; numbers have no gaps.
          if (isFinal(before.state)) expect(instance.state).toBe(before.state);
          expect(life.events.map(({ sequence }) => sequence)).toEqual(life.events.map((_, index) => index + 1));
          expect(instance.sequence).toBe(life.events.length);
          expect(statesTold(before, news)).toBe(instance.state);
          // No create call while one is out, or while something of ours may be there.
          if (instance.cloudId !== null || instance.create.stage !== 'idle') {
            expect(instance.work?.type).not.toBe('create');
          }
          // An id in the cloud is given up only when it is gone.
          if (before.cloudId !== null && instance.cloudId !== before.cloudId) {
            expect(instance.formerCloudIds).toContain(before.cloudId);
          }
          // Nothing is done to what is not ours.
          expect([instance.cloudId, ...instance.duplicates, ...instance.formerCloudIds]).not.toContain('c3');
          // What has fallen due was acted on: the next deadline is ahead.
          if (instance.deadlineAt !== null) expect(instance.deadlineAt).toBeGreaterThan(now);
          // Nothing that may cost money is left without work or watch at the end of a life.
          if (isFinal(instance.state) && !instance.released && instance.cloudPhase !== 'removing') {
            expect(instance.work).not.toBeNull();
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  /** The state that the events lead to, each change told exactly once. */
  function statesTold(before: Instance, news: Life['events']): string {
    return news.reduce<string>((state, { data }) => {
      expect(data.previousStatus ?? 'pending').toBe(state);
      return data.status;
    }, before.state);
  }
});

describe('before a cloud that loses answers, lags and fails,', () => {
  const anyWish = fc.constantFrom('start', 'restart', 'stop', 'none', 'none', 'none', 'none', 'none');

  it('has at most one live instance at any time, and nothing at the end', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(anyWish, { minLength: 5, maxLength: 120 }),
        anyPromises,
        fc.constantFrom(0, 0.2, 0.5),
        (seed, wishes, promises, trouble) => {
          const life = new Life({ plan: PLAN }, promises);
          const cloud = new CloudModel(life, seed, trouble);
          for (const wish of wishes) {
            if (wish !== 'none') life.see({ kind: `${wish}_requested` });
            cloud.turn();
            expect(cloud.live).toBeLessThanOrEqual(1);
          }
          cloud.calm();
          if (!isFinal(life.instance.state)) life.see({ kind: 'delete_requested' });
          for (let turn = 0; turn < 200 && !life.instance.released; turn += 1) cloud.turn();
          expect(life.instance).toMatchObject({ released: true, work: null });
          expect(cloud.live).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a deadline', () => {
  it('is acted on at the next observation, whatever that is', () => {
    fc.assert(
      fc.property(anyObservation, anyPromises, fc.integer({ min: 0, max: 1_000_000 }), (what, promises, late) => {
        const life = new Life({}, promises).ready();
        const { deadlineAt } = life.instance;
        if (deadlineAt === null || what === 'absent' || 'look' in what) return;
        life.now = deadlineAt + late;
        life.see(what);
        const next = life.instance.deadlineAt;
        expect(next === null || next > life.now).toBe(true);
        expect(life.instance.limits.queuedMs).toBeLessThanOrEqual(LIMITS.queuedMs);
      }),
      { numRuns: 500 },
    );
  });
});
