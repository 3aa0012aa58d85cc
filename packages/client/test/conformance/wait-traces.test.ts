import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { beginWait, deadlineOf, decideWait } from '../../src/waiting/decide-wait.js';
import type {
  PhaseDeadlines,
  StatusEntry,
  WaitGoal,
  WaitObservation,
  WaitRules,
  WaitState,
} from '../../src/waiting/wait-state.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    /** null stands for `Infinity`. */
    readonly rules: {
      readonly until: WaitGoal;
      readonly probes: number;
      readonly phaseDeadlines: Readonly<Record<keyof PhaseDeadlines, number | null>>;
      readonly timeoutMs: number | null;
      readonly confirmMs: number;
    };
    readonly startedAt: number;
    readonly steps: readonly {
      readonly now: number;
      readonly observation: WaitObservation;
      readonly state: Readonly<Record<string, unknown>>;
    }[];
    readonly history: readonly StatusEntry[];
  }[];
}

const vectors = loadVectors('wait-traces.json') as Vectors;

function rulesOf({ phaseDeadlines, timeoutMs, ...rules }: Vectors['cases'][number]['rules']): WaitRules {
  const deadlines = Object.entries(phaseDeadlines).map(([name, ms]) => [name, ms ?? Infinity]);
  return {
    ...rules,
    phaseDeadlines: Object.fromEntries(deadlines) as PhaseDeadlines,
    timeoutMs: timeoutMs ?? Infinity,
  };
}

/** The part of a state that the vectors tell. */
function shown(state: WaitState): Record<string, unknown> {
  const { kind, phase } = state;
  switch (state.kind) {
    case 'waiting': {
      const deadlineAt = deadlineOf(state);
      const { wants, probesPassed } = state;
      return { kind, phase, wants, probesPassed, deadlineAt: deadlineAt === Infinity ? null : deadlineAt };
    }
    case 'reached':
      return { kind, phase };
    case 'failed':
      return { kind, phase, reason: state.reason };
    case 'timeout':
      return { kind, phase, limit: state.limit, limitMs: state.limitMs };
  }
}

describe('wait-traces.json', () => {
  it.each(vectors.cases)('$name', ({ rules, startedAt, steps, history }) => {
    let state: WaitState = beginWait(rulesOf(rules), startedAt);
    for (const [index, { now, observation, state: expected }] of steps.entries()) {
      state = decideWait(state, observation, now);
      expect(shown(state), `step ${index}`).toEqual(expected);
    }
    expect(state.history).toEqual(history);
  });
});
