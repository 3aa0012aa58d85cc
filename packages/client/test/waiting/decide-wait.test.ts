import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginWait, deadlineOf, decideWait } from '../../src/waiting/decide-wait.js';
import type { WaitObservation, WaitRules, WaitState } from '../../src/waiting/wait-state.js';

const STATUSES = [
  ...['toCreate', 'creating', 'pulling', 'running', 'toStart', 'starting', 'toStop', 'stopping', 'exited'],
  ...['toRestart', 'restarting', 'toRemove', 'removing', 'removed', 'toReset', 'resetting', 'migrating', 'freezing'],
  'unheard',
];

const rules: fc.Arbitrary<WaitRules> = fc.record({
  until: fc.constantFrom('running', 'ready', 'stopped', 'deleted'),
  probes: fc.nat(2),
  phaseDeadlines: fc.record({
    queuedMs: fc.constantFrom(1_000, 60_000, Infinity),
    pullingMs: fc.constantFrom(1_000, 60_000, Infinity),
    startingMs: fc.constantFrom(1_000, 60_000, Infinity),
    probingMs: fc.constantFrom(1_000, 60_000, Infinity),
  }),
  timeoutMs: fc.constantFrom(1_000, 60_000, Infinity),
  confirmMs: fc.constant(30_000),
});

const by = fc.constantFrom('list' as const, 'id' as const);

/** An observation whose look began `age` milliseconds before it was told. */
const happening = fc.record({
  passed: fc.nat(20_000),
  age: fc.nat(5_000),
  observation: fc.oneof(
    fc.record({
      kind: fc.constant('seen' as const),
      by,
      status: fc.constantFrom(...STATUSES),
      error: fc.option(fc.constant('trouble')),
      reclaimed: fc.boolean(),
      addressKnown: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('absent' as const), by }),
    fc.record({
      kind: fc.constant('probed' as const),
      probe: fc.nat(2),
      passed: fc.boolean(),
      detail: fc.constant('HTTP 200'),
    }),
    fc.constant({ kind: 'tick' as const }),
  ),
});

interface Step {
  readonly before: WaitState;
  readonly observation: WaitObservation;
  readonly now: number;
  readonly after: WaitState;
}

/** Every step of a wait that is told these happenings. */
function stepsOf(
  given: WaitRules,
  happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const steps: Step[] = [];
  let now = 0;
  let state: WaitState = beginWait(given, now);
  for (const { passed, age, observation: what } of happenings) {
    now += passed;
    const observation = { ...what, began: Math.max(0, now - age) } as WaitObservation;
    const before = deepFreeze(state);
    state = decideWait(before, observation, now);
    steps.push({ before, observation, now, after: state });
  }
  return steps;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

function holds(check: (step: Step, steps: readonly Step[], index: number) => void): void {
  const walk = fc.property(rules, fc.array(happening, { maxLength: 40 }), (given, happenings) => {
    const steps = stepsOf(given, happenings);
    for (const [index, step] of steps.entries()) check(step, steps, index);
  });
  fc.assert(walk, { numRuns: 500 });
}

describe('whatever a wait is told', () => {
  it('an end is never left, and nothing that was handed in is changed', () => {
    holds(({ before, after }) => {
      if (before.kind !== 'waiting') expect(after).toBe(before);
    });
  });

  it('it is over when a deadline has passed, and not before', () => {
    holds(({ before, after, now }) => {
      if (after.kind === 'waiting') expect(deadlineOf(after)).toBeGreaterThan(now);
      if (before.kind === 'waiting' && after.kind === 'timeout') expect(deadlineOf(before)).toBeLessThanOrEqual(now);
    });
  });

  it('it fails only when a look by id told it, or two looks that are far enough apart or agree', () => {
    holds(({ after, before, observation, now }, steps, index) => {
      if (after.kind !== 'failed' || before.kind !== 'waiting') return;
      if (observation.kind === 'seen' && observation.by === 'id') return;
      const earlier = steps.slice(0, index).flatMap((step) => ('began' in step.observation ? [step.observation] : []));
      expect(earlier.length).toBeGreaterThan(0);
      const isApart = earlier.some(({ began }) => now - began >= 30_000);
      const isAgreed =
        observation.kind === 'absent' && earlier.some((each) => each.kind === 'absent' && each.by !== observation.by);
      expect(isApart || isAgreed).toBe(true);
    });
  });

  it('it is ready only as the instance runs, after a pass of each probe since it came up', () => {
    holds(({ after, before, observation }, steps, index) => {
      if (after.kind !== 'reached' || before.kind !== 'waiting' || after.rules.until !== 'ready') return;
      expect(after.history.at(-1)?.status ?? '').toMatch(/running|unheard/);
      if (after.rules.probes === 0) return;
      expect(observation).toMatchObject({ kind: 'probed', passed: true, probe: after.rules.probes - 1 });
      const passes = steps
        .slice(0, index + 1)
        .flatMap((step) =>
          step.observation.kind === 'probed' && step.observation.passed ? [step.observation.probe] : [],
        );
      for (let probe = 0; probe < after.rules.probes; probe += 1) expect(passes).toContain(probe);
    });
  });

  it('its history grows by changes of the status, in the order of time', () => {
    holds(({ before, after }) => {
      expect(after.history.slice(0, before.history.length)).toEqual(before.history);
      for (const [index, entry] of after.history.entries()) {
        const former = after.history[index - 1];
        if (former === undefined) continue;
        expect(entry.status).not.toBe(former.status);
        expect(entry.at).toBeGreaterThanOrEqual(former.at);
      }
    });
  });
});
