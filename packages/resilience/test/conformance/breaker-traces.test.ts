import { FakeClock, loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import {
  CircuitBreaker,
  CircuitOpenError,
  type CircuitBreakerState,
  type CircuitOutcome,
  type CircuitPermit,
} from '../../src/index.js';

type Admission = 'admitted' | { readonly refusedForMs: number };
type Step = { readonly at: number; readonly state: CircuitBreakerState } & (
  | { readonly do: 'acquire'; readonly permit: string; readonly expect: Admission }
  | { readonly do: 'record'; readonly permit: string; readonly outcome: CircuitOutcome }
  | { readonly do: 'check'; readonly expect: Admission }
  | { readonly do: 'look' }
);

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly options: {
      readonly failureThreshold?: number;
      readonly openMs?: number;
      readonly successThreshold?: number;
    };
    readonly steps: readonly Step[];
  }[];
}

const vectors = loadVectors('breaker-traces.json') as Vectors;

function admission(ask: () => void): Admission {
  try {
    ask();
    return 'admitted';
  } catch (error) {
    if (error instanceof CircuitOpenError) return { refusedForMs: error.retryAfterMs };
    throw error;
  }
}

describe('breaker-traces.json', () => {
  it.each(vectors.cases)('$name', async ({ options, steps }) => {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker({ ...options, clock });
    const permits = new Map<string, CircuitPermit>();
    for (const [index, step] of steps.entries()) {
      await clock.advance(step.at - clock.monotonic());
      const where = `step ${index}`;
      if (step.do === 'acquire') {
        expect(
          admission(() => permits.set(step.permit, breaker.acquire())),
          where,
        ).toEqual(step.expect);
      }
      if (step.do === 'check')
        expect(
          admission(() => breaker.check()),
          where,
        ).toEqual(step.expect);
      if (step.do === 'record') breaker.record(permits.get(step.permit)!, step.outcome);
      expect(breaker.getState(), where).toBe(step.state);
    }
  });
});
