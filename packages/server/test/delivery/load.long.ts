import { describe, expect, it } from 'vitest';
import { STORES } from '../stores.js';
import { loadRun } from './load-run.js';

const INSTANCES = 500;
const EVENTS = 40;

function p95(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

/** Not part of `npm test`: `npm run test:load`. */
describe.each(STORES)('webhooks of 500 instances to five endpoints, on $name,', (kind) => {
  it(
    'all arrive in order although the process is killed five times',
    { timeout: 1_800_000 },
    async ({ onTestFinished }) => {
      const manners = ['healthy', 'failing', 'slow', 'busy', 'healthy'] as const;
      const plan = { instances: INSTANCES, events: EVENTS, perSecond: 1_000, kills: 5, manners };
      const begin = performance.now();
      await loadRun(kind, plan, onTestFinished);
      const seconds = ((performance.now() - begin) / 1_000).toFixed(0);
      process.stdout.write(`${kind.name}: ${INSTANCES * EVENTS} events, 5 kills, ${seconds} s\n`);
    },
  );

  it('come as soon as they do without the one that fails', { timeout: 1_800_000 }, async ({ onTestFinished }) => {
    // Well below what two processors can do with three endpoints: a queue that only grows would be all that is compared.
    const plan = { instances: INSTANCES, events: 4, perSecond: 50, kills: 0 };
    const without = p95(await loadRun(kind, { ...plan, manners: ['healthy', 'healthy'] }, onTestFinished));
    const withIt = p95(await loadRun(kind, { ...plan, manners: ['healthy', 'healthy', 'failing'] }, onTestFinished));
    process.stdout.write(`${kind.name}: p95 ${withIt} ms with an endpoint that fails, ${without} ms without\n`);
    // Below some milliseconds the clock is all that is measured.
    expect(withIt).toBeLessThanOrEqual(Math.max(1.5 * without, 20));
  });
});
