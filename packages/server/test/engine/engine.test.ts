import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Job } from '../../src/engine/engine.js';
import type { Store } from '../../src/store/store.js';
import { KeptLog } from '../silent-log.js';
import { newStore, STORES, type StoreKind } from '../stores.js';
import { until } from '../until.js';

async function setUp(kind: StoreKind, given?: Store) {
  const clock = new FakeClock();
  const store = given ?? (await newStore(kind));
  const log = new KeptLog();
  const engine = kind.engine({ store, clock, log });
  onTestFinished(() => engine.stop());
  const enqueue = (job: Omit<Job, 'kind'>) => store.write((tx) => engine.enqueue(tx, { kind: 'instance', ...job }));
  const jobs = () => store.db.selectFrom('jobs').selectAll().orderBy('key').execute();
  /** Lets the engine work, without time passing, until there is an answer. */
  const settle = <T>(what: string, look: () => T | undefined | Promise<T | undefined>) =>
    until(what, async () => {
      await clock.advance(0);
      return look();
    });
  const idle = () => settle('no jobs', async () => ((await jobs()).length === 0 ? true : undefined));
  /** Moves time from timer to timer until there is an answer. */
  const pass = <T>(what: string, look: () => T | undefined | Promise<T | undefined>) =>
    until(what, async () => {
      await clock.advance(Math.min(clock.nextDelay ?? 0, 100));
      return look();
    });
  return { clock, store, log, engine, enqueue, jobs, settle, idle, pass };
}

/** A handler that a test lets go on. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe.each(STORES)('the engine on $name', (kind) => {
  it('runs a job when it is due, not before, and once', async () => {
    const { clock, engine, enqueue, jobs, pass } = await setUp(kind);
    const ran: number[] = [];
    engine.work('instance', { concurrency: 4 }, async () => void ran.push(clock.now()));
    await engine.start();
    const runAt = clock.now() + 1_000;
    await enqueue({ key: 'a', runAt });
    await pass('the run', async () => (ran.length > 0 && (await jobs()).length === 0 ? true : undefined));
    await pass('some more looks', () => (clock.now() >= runAt + 5_000 ? true : undefined));
    expect(ran).toHaveLength(1);
    expect(ran[0]).toBeGreaterThanOrEqual(runAt);
  });

  it('has started although there is always something to do', async () => {
    const { clock, store, engine } = await setUp(kind);
    let runs = 0;
    const seen = { started: false };
    for (const kind of ['instance', 'delivery', 'sweep', 'reconcile'] as const) {
      const order = (key: string) => store.write((tx) => engine.enqueue(tx, { kind, key, runAt: clock.now() }));
      engine.work(kind, { concurrency: 4 }, async (key) => {
        runs += 1;
        await order(key);
      });
      await Promise.all(['a', 'b', 'c'].map(order));
    }
    const starting = engine.start().then(() => (seen.started = true));
    // A server listens only then, so this must not wait for a time at which nothing is due.
    while (!seen.started && runs < 300) {
      await clock.advance(0);
      await new Promise(setImmediate);
    }
    expect(seen.started).toBe(true);
    await starting;
  });

  it('keeps one job for a key, at the earlier time', async () => {
    const { clock, enqueue, jobs } = await setUp(kind);
    await enqueue({ key: 'a', runAt: clock.now() + 500 });
    await enqueue({ key: 'a', runAt: clock.now() + 900 });
    await enqueue({ key: 'a', runAt: clock.now() + 300 });
    expect(await jobs()).toMatchObject([{ key: 'a', run_at: clock.now() + 300 }]);
  });

  it('runs a job that is brought forward at its new time', async () => {
    const { clock, engine, enqueue, pass } = await setUp(kind);
    const ran: number[] = [];
    engine.work('instance', { concurrency: 4 }, async () => void ran.push(clock.now()));
    await engine.start();
    const start = clock.now();
    await enqueue({ key: 'a', runAt: start + 86_400_000 });
    await enqueue({ key: 'a', runAt: start + 200 });
    await pass('the run', () => (ran.length > 0 ? true : undefined));
    expect(ran[0]).toBeGreaterThanOrEqual(start + 200);
    expect(ran[0]).toBeLessThan(start + 86_400_000);
  });

  it('never enqueues for a transaction that is undone', async () => {
    const { clock, store, engine, jobs } = await setUp(kind);
    const undone = store.write(async (tx) => {
      await engine.enqueue(tx, { kind: 'instance', key: 'a', runAt: clock.now() });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await jobs()).toEqual([]);
  });

  it('runs a job again that was ordered while it ran, and never twice at once', async () => {
    const { clock, engine, enqueue, idle, settle } = await setUp(kind);
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
    await settle('the first run', () => (running === 1 ? true : undefined));
    await enqueue({ key: 'a', runAt: clock.now() });
    await enqueue({ key: 'b', runAt: clock.now() });
    // The other key runs beside it, so the engine has looked since.
    await settle('the other key', () => (runs === 2 ? true : undefined));
    expect(most).toBeLessThanOrEqual(2);
    const before = runs;
    first.open();
    await settle('the second run', () => (runs === before + 1 ? true : undefined));
    await idle();
    expect(runs).toBe(3);
  });

  it('keeps the time for which a job was ordered while it ran, the earlier of two', async () => {
    const { clock, engine, enqueue, jobs, settle, pass } = await setUp(kind);
    const first = gate();
    const ran: number[] = [];
    engine.work('instance', { concurrency: 1 }, async () => {
      ran.push(clock.now());
      if (ran.length === 1) await first.opened;
    });
    await engine.start();
    const start = clock.now();
    await enqueue({ key: 'a', runAt: start });
    await settle('the first run', () => (ran.length === 1 ? true : undefined));
    await enqueue({ key: 'a', runAt: start + 900 });
    await enqueue({ key: 'a', runAt: start + 700 });
    await enqueue({ key: 'a', runAt: start + 800 });
    first.open();
    await settle('its end', async () => ((await jobs())[0]?.run_at === start + 700 ? true : undefined));
    await pass('the second run', () => (ran.length === 2 ? true : undefined));
    expect(ran[1]).toBeGreaterThanOrEqual(start + 700);
  });

  it('takes back a job that waits, and what was ordered while one runs', async () => {
    const { clock, store, engine, enqueue, jobs, settle, idle } = await setUp(kind);
    await enqueue({ key: 'a', runAt: clock.now() + 10 });
    await store.write((tx) => engine.cancel(tx, 'instance', 'a'));
    expect(await jobs()).toEqual([]);
    const work = gate();
    let runs = 0;
    engine.work('instance', { concurrency: 1 }, async () => {
      runs += 1;
      await work.opened;
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    await settle('the run', () => (runs === 1 ? true : undefined));
    await enqueue({ key: 'a', runAt: clock.now() });
    await store.write((tx) => engine.cancel(tx, 'instance', 'a'));
    expect(await jobs()).toHaveLength(1);
    work.open();
    await idle();
    expect(runs).toBe(1);
  });

  it('runs a job again that failed, later each time', async () => {
    const { clock, engine, enqueue, jobs, pass } = await setUp(kind);
    let runs = 0;
    let work = gate();
    engine.work('instance', { concurrency: 1 }, async () => {
      runs += 1;
      await work.opened;
      throw new Error('no');
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    const delays: number[] = [];
    for (let count = 1; count <= 4; count += 1) {
      await pass(`run ${count}`, () => (runs === count ? true : undefined));
      work.open();
      // Time stands still while the end is stored.
      const [job] = await until('its end', async () => {
        const rows = await jobs();
        return rows[0]?.failures === count ? rows : undefined;
      });
      delays.push(job!.run_at - clock.now());
      work = gate();
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000]);
    work.open();
  });

  it('keeps an order for later through a failure', async () => {
    const { clock, engine, enqueue, jobs, settle, pass } = await setUp(kind);
    const at: number[] = [];
    const first = gate();
    engine.work('instance', { concurrency: 1 }, async () => {
      at.push(clock.now());
      if (at.length > 1) return;
      await first.opened;
      throw new Error('no');
    });
    await engine.start();
    const start = clock.now();
    await enqueue({ key: 'a', runAt: start });
    await settle('the first run', () => (at.length === 1 ? true : undefined));
    await enqueue({ key: 'a', runAt: start + 86_400_000 });
    first.open();
    await pass('the second run', () => (at.length === 2 ? true : undefined));
    await settle('its end', async () => ((await jobs())[0]?.run_at === start + 86_400_000 ? true : undefined));
    expect(await jobs()).toMatchObject([{ failures: 0, again_at: null, worker: null }]);
  });

  it('runs at a start what a clean stop left', async () => {
    const store = await newStore(kind);
    const before = await setUp(kind, store);
    before.engine.work('instance', { concurrency: 1 }, async () => undefined);
    await before.engine.start();
    await before.engine.stop();
    await before.enqueue({ key: 'a', runAt: before.clock.now() });
    const next = await setUp(kind, store);
    const ran: string[] = [];
    next.engine.work('instance', { concurrency: 1 }, async (key) => void ran.push(key));
    await next.engine.start();
    await next.idle();
    expect(ran).toEqual(['a']);
  });

  it('runs no more at once than it is told, and all in the end', async () => {
    const { clock, engine, enqueue, idle } = await setUp(kind);
    let running = 0;
    let most = 0;
    const ran: string[] = [];
    engine.work('instance', { concurrency: 3 }, async (key) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      ran.push(key);
    });
    await Promise.all(Array.from({ length: 20 }, (_, index) => enqueue({ key: `k${index}`, runAt: clock.now() })));
    await engine.start();
    await idle();
    expect(ran.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `k${index}`).toSorted());
    expect(most).toBe(3);
  });

  it('takes the job that is due longest first', async () => {
    const { clock, engine, enqueue, idle } = await setUp(kind);
    for (const [key, age] of Object.entries({ a: 10, b: 30, c: 20 })) await enqueue({ key, runAt: clock.now() - age });
    const ran: string[] = [];
    engine.work('instance', { concurrency: 1 }, async (key) => void ran.push(key));
    await engine.start();
    await idle();
    expect(ran).toEqual(['b', 'c', 'a']);
  });

  it('waits at the stop for what runs and begins nothing new', async () => {
    const { clock, engine, enqueue, jobs, settle } = await setUp(kind);
    const work = gate();
    let began = 0;
    let ended = false;
    engine.work('instance', { concurrency: 1 }, async () => {
      began += 1;
      await work.opened;
      ended = true;
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    await enqueue({ key: 'b', runAt: clock.now() });
    await settle('the run', () => (began === 1 ? true : undefined));
    const stopped = engine.stop();
    work.open();
    await stopped;
    expect(ended).toBe(true);
    expect((await jobs()).map(({ key, worker }) => [key, worker])).toEqual([['b', null]]);
  });

  it('stores the end of a job as soon as the store lets it', async () => {
    const store = await newStore(kind);
    let broken = false;
    const shaky: Store = {
      db: store.db,
      write: (unit) => (broken ? Promise.reject(new Error('no')) : store.write(unit)),
      snapshot: (reader) => store.snapshot(reader),
      backup: (file) => store.backup(file),
      ping: () => store.ping(),
      close: () => store.close(),
    };
    const { clock, engine, enqueue, jobs, log, settle, pass } = await setUp(kind, shaky);
    let runs = 0;
    engine.work('instance', { concurrency: 1 }, async () => {
      runs += 1;
      broken = true;
    });
    await engine.start();
    await enqueue({ key: 'a', runAt: clock.now() });
    await settle('a complaint', () => (log.lines.includes('end of a job could not be stored') ? true : undefined));
    expect(await jobs()).toHaveLength(1);
    broken = false;
    await pass('the end', async () => ((await jobs()).length === 0 ? true : undefined));
    expect(runs).toBe(1);
  });

  it('drains 10,000 jobs, each once', { timeout: 120_000 }, async () => {
    const { clock, store, engine, jobs, settle } = await setUp(kind);
    const keys = Array.from({ length: 10_000 }, (_, index) => `k${index}`);
    const ran: string[] = [];
    engine.work('instance', { concurrency: 50 }, async (key) => void ran.push(key));
    await engine.start();
    await Promise.all(
      keys.map((key) => store.write((tx) => engine.enqueue(tx, { kind: 'instance', key, runAt: clock.now() }))),
    );
    await settle('all jobs', () => (ran.length >= keys.length ? true : undefined));
    await settle('no jobs', async () => ((await jobs()).length === 0 ? true : undefined));
    expect(ran.toSorted()).toEqual(keys.toSorted());
  });
});
