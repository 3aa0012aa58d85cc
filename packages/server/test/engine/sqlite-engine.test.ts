import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Job } from '../../src/engine/engine.js';
import { SqliteEngine } from '../../src/engine/sqlite-engine.js';
import type { SqliteStore } from '../../src/store/sqlite-store.js';
import { KeptLog } from '../silent-log.js';
import { temporaryStore } from '../temporary-store.js';
import { until } from '../until.js';

async function setUp(store?: SqliteStore) {
  const clock = new FakeClock();
  const used = store ?? (await temporaryStore());
  const engine = new SqliteEngine({ store: used, clock, log: new KeptLog() });
  const enqueue = (job: Omit<Job, 'kind'>) => used.write((tx) => engine.enqueue(tx, { kind: 'instance', ...job }));
  const jobs = () => used.db.selectFrom('jobs').selectAll().orderBy('key').execute();
  const idle = () => until('no jobs', async () => ((await jobs()).length === 0 ? true : undefined));
  onTestFinished(() => engine.stop());
  return { clock, store: used, engine, enqueue, jobs, idle };
}

/** A handler that a test lets go on. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe('the embedded engine', () => {
  it('runs a job when it is due, not before, and once', async () => {
    const { clock, engine, enqueue, idle } = await setUp();
    const ran: string[] = [];
    engine.work('instance', { concurrency: 4 }, async (key) => void ran.push(key));
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() + 1_000 });
    await clock.advance(999);
    expect(ran).toEqual([]);
    await clock.advance(1);
    await idle();
    expect(ran).toEqual(['a']);
    await until('no timer', async () => {
      await clock.advance(0);
      return clock.pending === 0 ? true : undefined;
    });
    expect(ran).toEqual(['a']);
  });

  it('keeps one job for a key, at the earlier time', async () => {
    const { clock, enqueue, jobs } = await setUp();
    await enqueue({ key: 'a', runAt: clock.now() + 500 });
    await enqueue({ key: 'a', runAt: clock.now() + 900 });
    await enqueue({ key: 'a', runAt: clock.now() + 300 });
    expect(await jobs()).toMatchObject([{ key: 'a', run_at: clock.now() + 300 }]);
  });

  it('never enqueues for a transaction that is undone', async () => {
    const { clock, store, engine, jobs } = await setUp();
    const undone = store.write(async (tx) => {
      await engine.enqueue(tx, { kind: 'instance', key: 'a', runAt: clock.now() });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await jobs()).toEqual([]);
  });

  it('runs a job again that was enqueued while it ran, and never twice at once', async () => {
    const { clock, engine, enqueue, idle } = await setUp();
    const first = gate();
    let running = 0;
    let most = 0;
    let runs = 0;
    engine.work('instance', { concurrency: 4 }, async () => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      if (runs === 1) await first.opened;
      running -= 1;
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    await clock.advance(0);
    await until('the first run', () => (running === 1 ? true : undefined));
    await enqueue({ key: 'a', runAt: clock.now() });
    await clock.advance(0);
    first.open();
    await until('the second run', async () => {
      await clock.advance(0);
      return runs === 2 ? true : undefined;
    });
    await idle();
    expect(most).toBe(1);
  });

  it('takes back a job that waits', async () => {
    const { clock, store, engine, enqueue, jobs } = await setUp();
    await enqueue({ key: 'a', runAt: clock.now() + 10 });
    await store.write((tx) => engine.cancel(tx, 'instance', 'a'));
    expect(await jobs()).toEqual([]);
  });

  it('runs a job again that failed, later each time', async () => {
    const { clock, engine, enqueue, jobs } = await setUp();
    const at: number[] = [];
    engine.work('instance', { concurrency: 1 }, async () => {
      at.push(clock.now());
      throw new Error('no');
    });
    await engine.start();
    const start = clock.now();
    await enqueue({ key: 'a', runAt: start });
    for (let count = 1; count <= 3; count += 1) {
      await until(`run ${count}`, async () => {
        await clock.advance(clock.nextDelay ?? 0);
        const [job] = await jobs();
        return at.length === count && job?.failures === count ? true : undefined;
      });
    }
    expect(at.map((time) => time - start)).toEqual([0, 500, 1_500]);
  });

  it('runs at a start what another process left behind', async () => {
    const store = await temporaryStore();
    const dead = await setUp(store);
    const never = gate();
    dead.engine.work('instance', { concurrency: 1 }, () => never.opened);
    await dead.engine.start();
    await dead.enqueue({ key: 'a', runAt: dead.clock.now() });
    await dead.clock.advance(0);
    const next = await setUp(store);
    const ran: string[] = [];
    next.engine.work('instance', { concurrency: 1 }, async (key) => void ran.push(key));
    await next.engine.start();
    await next.idle();
    expect(ran).toEqual(['a']);
    never.open();
  });

  it('runs no more at once than it is told, and all in the end', async () => {
    const { clock, engine, enqueue, idle } = await setUp();
    let running = 0;
    let most = 0;
    const ran = new Set<string>();
    engine.work('instance', { concurrency: 3 }, async (key) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      ran.add(key);
    });
    await Promise.all(Array.from({ length: 20 }, (_, index) => enqueue({ key: `k${index}`, runAt: clock.now() })));
    await engine.start();
    await until('all jobs', async () => {
      await clock.advance(0);
      return ran.size === 20 ? true : undefined;
    });
    await idle();
    expect(most).toBe(3);
  });

  it('waits at the stop for what runs and begins nothing new', async () => {
    const { clock, engine, enqueue, jobs } = await setUp();
    const work = gate();
    let ended = false;
    engine.work('instance', { concurrency: 1 }, async () => {
      await work.opened;
      ended = true;
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    await enqueue({ key: 'b', runAt: clock.now() });
    await clock.advance(0);
    const stopped = engine.stop();
    work.open();
    await stopped;
    expect(ended).toBe(true);
    expect((await jobs()).map(({ key }) => key)).toEqual(['b']);
  });
});
