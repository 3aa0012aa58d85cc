import { seededRandom } from '@novita-fleet/testkit';
import { afterAll, describe, it } from 'vitest';
import { crashRun } from './crash-run.js';
import { STORES } from './stores.js';

/** Not part of `npm test`: `npm run test:crashes`. Both can be set there to run fewer, or one again. */
const RUNS = Number(process.env.CRASH_RUNS ?? 200);
const FIRST_SEED = Number(process.env.CRASH_SEED ?? 1);

const seeds = Array.from({ length: RUNS }, (_, index) => FIRST_SEED + index);

describe.concurrent.each(STORES)('the server on $name, killed at random times under faults of the cloud,', (kind) => {
  let kills = 0;
  let done = 0;

  it.for(seeds)(
    'makes one instance and loses or repeats no event: seed %i',
    { timeout: 600_000 },
    async (seed, { onTestFinished }) => {
      const random = seededRandom(seed);
      const gapsMs = Array.from({ length: 2 + Math.floor(random() * 4) }, () => random() * 500);
      // A start takes about a second: every second one of these is cut off at some moment of it.
      const startGapsMs = gapsMs.flatMap(() => (random() < 0.5 ? [random() * 1_500] : []));
      kills += await crashRun(
        kind,
        {
          gapsMs,
          startGapsMs,
          seed,
          faults: [
            { kind: 'chaos', probability: 0.1 },
            { kind: 'latency', ms: [0, 40], probability: 0.3 },
          ],
        },
        onTestFinished,
      );
      done += 1;
      // The runs take minutes, and a reporter may tell of them at their end alone.
      process.stdout.write(`${kind.name}: seed ${seed}, ${done} of ${RUNS} done, ${kills} kills\n`);
    },
  );

  afterAll(() => {
    process.stdout.write(`${kind.name}: ${RUNS} runs, ${kills} kills\n`);
  });
});
