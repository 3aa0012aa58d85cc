import { loadVectors } from '@novita-fleet/testkit';
import { expect, it } from 'vitest';
import { nextAttemptIn } from '../../src/delivery/schedule.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly attempts: number;
    readonly status: number | null;
    readonly retryAfterMs: number | null;
    readonly random: number;
    readonly ms: number | null;
  }[];
}

const { cases } = loadVectors('webhook-schedule.json') as Vectors;

it.each(cases)('webhook-schedule.json: $name', ({ attempts, status, retryAfterMs, random, ms }) => {
  expect(nextAttemptIn(attempts, status ?? undefined, retryAfterMs ?? undefined, () => random) ?? null).toBe(ms);
});
