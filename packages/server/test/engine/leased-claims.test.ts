import { FakeClock } from '@novita-fleet/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { KeptLog } from '../silent-log.js';
import { LEASE_MS, newStore, openStore, POSTGRES, type Place } from '../stores.js';
import { until } from '../until.js';

/** A server's worth of engine: a store, a clock and a log of its own on a database that others use, too. */
async function startWorker(place: Place, concurrency = 1) {
  const store = await openStore(place);
  const clock = new FakeClock();
  const log = new KeptLog();
  const engine = POSTGRES.engine({ store, clock, log });
  onTestFinished(() => engine.stop());
  const runs: { key: string; end: () => void }[] = [];
  engine.work('instance', { concurrency }, (key) => new Promise((end) => runs.push({ key, end })));
  // Handlers that a test leaves running must not hold up the stop.
  onTestFinished(() => runs.forEach(({ end }) => end()));
  const ids = () => store.db.selectFrom('workers').select(['id', 'beats']).execute();
  const others = new Set((await ids()).map(({ id }) => id));
  await engine.start();
  const id = (await ids()).find((row) => !others.has(row.id))!.id;
  // A beat is over when the next one is set, later than when it can be seen in the table.
  const beaten = () => until('the end of a beat', () => clock.delays.includes(LEASE_MS / 5) || undefined);
  return {
    ...{ clock, store, log, engine, runs, id },
    enqueue: (key: string) => store.write((tx) => engine.enqueue(tx, { kind: 'instance', key, runAt: clock.now() })),
    jobs: () => store.db.selectFrom('jobs').selectAll().orderBy('key').execute(),
    /** Lets time pass here until the next beat, and waits for all that it does. */
    beat: async () => {
      await clock.advance(LEASE_MS / 5);
      await beaten();
    },
    beaten,
    /** Waits for a run here, letting the engine look for jobs. */
    running: (key: string) =>
      until(`${key} to run`, async () => {
        await clock.advance(0);
        return runs.find((run) => run.key === key);
      }),
  };
}

const LOST = 'the lease of this worker was lost, its jobs may run elsewhere';
const BURIED = 'a worker gave no sign of life for a whole lease, its jobs run again';

it('lets two workers share the jobs and never run one key at once', async () => {
  const place = await POSTGRES.place();
  const [a, b] = [await startWorker(place), await startWorker(place)];
  await a.enqueue('x');
  const first = await a.running('x');
  await a.enqueue('x');
  await a.enqueue('y');
  // The next look of the other finds what is free, and only that.
  await b.clock.advance(500);
  await b.running('y');
  expect(b.runs.map(({ key }) => key)).toEqual(['y']);
  expect((await a.jobs()).map(({ key, worker }) => [key, worker])).toEqual([
    ['x', a.id],
    ['y', b.id],
  ]);
  first.end();
  await until('the second run of x', async () => {
    await a.clock.advance(0);
    return a.runs.length === 2 ? true : undefined;
  });
});

it('gives the jobs of a silent worker to another after a whole lease, not before', async () => {
  const place = await POSTGRES.place();
  const [a, b] = [await startWorker(place), await startWorker(place)];
  await a.enqueue('x');
  await a.running('x');
  // The first beat sees the other for the first time; a lease is five more.
  for (let beat = 1; beat <= 5; beat += 1) await b.beat();
  expect(b.log.lines).toEqual([]);
  await b.beat();
  await b.running('x');
  expect(b.log.lines).toEqual([BURIED]);
});

it('leaves jobs to a worker that beats', async () => {
  const place = await POSTGRES.place();
  const [a, b] = [await startWorker(place), await startWorker(place)];
  await a.enqueue('x');
  await a.running('x');
  for (let beat = 1; beat <= 12; beat += 1) {
    await a.beat();
    await b.beat();
  }
  expect(b.runs).toEqual([]);
  expect([...a.log.lines, ...b.log.lines]).toEqual([]);
});

it('does not take its own pause for the silence of others', async () => {
  const place = await POSTGRES.place();
  const [a, b] = [await startWorker(place), await startWorker(place)];
  await a.enqueue('x');
  await a.running('x');
  await b.beat();
  // Its beat is due at once and sees that minutes have passed; the other has had no chance to beat.
  await b.clock.leap(180_000);
  await b.beaten();
  await b.beat();
  expect(b.log.lines).toEqual([]);
  expect(b.runs).toEqual([]);
});

it('takes nothing more after a lost lease until its own jobs have ended, then goes on under a new name', async () => {
  const place = await POSTGRES.place();
  const [a, b] = [await startWorker(place, 2), await startWorker(place)];
  await a.enqueue('x');
  const old = await a.running('x');
  while (b.log.lines.length === 0) await b.beat();
  const taken = await b.running('x');
  await a.beat();
  expect(a.log.lines).toContain(LOST);
  await a.enqueue('y');
  for (let look = 1; look <= 3; look += 1) await a.clock.advance(500);
  expect(a.runs.map(({ key }) => key)).toEqual(['x']);
  // The end of the old run takes nothing away from the new one.
  old.end();
  await a.running('y');
  expect((await a.jobs()).map(({ key, worker }) => [key, worker])).toMatchObject([
    ['x', b.id],
    ['y', expect.not.stringMatching(a.id) as string],
  ]);
  taken.end();
  await until('the end of x', async () => ((await a.jobs()).length === 1 ? true : undefined));
});

it('notices at its next claim that its lease is lost', async () => {
  const place = await POSTGRES.place();
  const a = await startWorker(place);
  await a.store.write((tx) => tx.db.deleteFrom('workers').execute());
  await a.enqueue('x');
  await until('the loss', async () => {
    await a.clock.advance(0);
    return a.log.lines.includes(LOST) ? true : undefined;
  });
  await a.clock.advance(500);
  await a.running('x');
});

it('frees its jobs for others at a stop', async () => {
  const store = await newStore(POSTGRES);
  const engine = POSTGRES.engine({ store, clock: new FakeClock(), log: new KeptLog() });
  await engine.start();
  expect(await store.db.selectFrom('workers').selectAll().execute()).toHaveLength(1);
  await engine.stop();
  expect(await store.db.selectFrom('workers').selectAll().execute()).toEqual([]);
});
