// One contender in a process of its own. Answers each message `{ count, runs, coldRuns, atOnce }` with the CPU time of
// one slot in microseconds.
import { CONTENDERS, SLOTS_PER_MS } from './contenders.mjs';

const make = CONTENDERS[process.argv[2]];

/** `count` calls that wait at once. */
async function waitAtOnce(count) {
  const acquire = await make(SLOTS_PER_MS);
  // The burst is taken first, so that all that are measured wait.
  for (let each = 0; each < SLOTS_PER_MS; each++) void acquire();
  const slots = new Array(count);
  const begin = process.cpuUsage();
  for (let each = 0; each < count; each++) slots[each] = acquire();
  await Promise.all(slots);
  return process.cpuUsage(begin);
}

/** Calls one after the other, each of which finds a free slot. */
async function oneByOne(count) {
  const acquire = await make(count);
  const begin = process.cpuUsage();
  for (let each = 0; each < count; each++) await acquire();
  return process.cpuUsage(begin);
}

process.on('disconnect', () => process.exit());
process.on('message', async ({ count, runs, coldRuns, atOnce }) => {
  let cpuUs = 0;
  for (let run = 0; run < coldRuns; run++) await (atOnce ? waitAtOnce(count) : oneByOne(count));
  for (let run = 0; run < runs; run++) {
    const { user, system } = await (atOnce ? waitAtOnce(count) : oneByOne(count));
    cpuUs += user + system;
  }
  process.send(cpuUs / runs / count);
});
