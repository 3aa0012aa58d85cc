import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@novita-fleet/resilience';
import { seededRandom } from '@novita-fleet/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KeptLog } from '../silent-log.js';
import { POSTGRES, SQLITE } from '../stores.js';
import { temporaryFolder } from '../temporary-store.js';
import { until } from '../until.js';

const SCRIPT = fileURLToPath(new URL('worker-process.mjs', import.meta.url));
const JOBS = 1_000;
const KILLS = 5;
/** Jobs that one process runs at once; so many can be cut off by a kill. */
const CONCURRENCY = 8;

function startProcess(url: string, folder: string, record: string) {
  const child = spawn(process.execPath, [SCRIPT, url, folder, record], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const end = async (act: () => void): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    act();
    await exit;
  };
  const kill = () => end(() => child.kill('SIGKILL'));
  onTestFinished(kill);
  return {
    pid: child.pid!,
    kill,
    /** A clean stop: what runs is finished. */
    stop: () => end(() => child.stdin.end()),
    complaints: () => complaints,
  };
}

/** What the record says of one key: runs in all, and whether two ever ran at once. */
function readRecord(record: string) {
  const runs = new Map<string, number>();
  const running = new Map<string, string>();
  const ended = new Set<string>();
  const overlaps: string[] = [];
  for (const line of readFileSync(record, 'utf8').split('\n')) {
    const [what, key = '', pid = ''] = line.split(' ');
    if (what === 'start') {
      runs.set(key, (runs.get(key) ?? 0) + 1);
      if (running.has(key)) overlaps.push(key);
      running.set(key, pid);
    } else if (what === 'end') {
      running.delete(key);
      ended.add(key);
    } else if (what === 'killed') {
      for (const [each, owner] of running) if (owner === key) running.delete(each);
    }
  }
  return { runs, ended, overlaps };
}

describe.each([
  { kind: SQLITE, processes: 1 },
  { kind: POSTGRES, processes: 2 },
])('jobs on $kind.name', ({ kind, processes }) => {
  it(
    'are all done, never two of a key at once, when processes are killed and replaced',
    { timeout: 120_000 },
    async () => {
      const random = seededRandom(7);
      const place = await kind.place();
      const url = kind === POSTGRES ? place.address : '';
      const folder = kind === POSTGRES ? temporaryFolder() : place.address;
      const record = join(temporaryFolder(), 'record');
      writeFileSync(record, '');
      const store = await place.open();
      const engine = kind.engine({ store, clock: systemClock, log: new KeptLog() });
      const keys = Array.from({ length: JOBS }, (_, index) => `k${index}`);
      await Promise.all(
        keys.map((key) => store.write((tx) => engine.enqueue(tx, { kind: 'instance', key, runAt: Date.now() }))),
      );
      await store.close();

      const start = () => startProcess(url, folder, record);
      const workers = Array.from({ length: processes }, start);
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const least = (kill * JOBS) / (KILLS + 1) + random() * 20;
        await until(`${least} runs`, () => (readRecord(record).ended.size >= least ? true : undefined));
        const victim = workers.shift()!;
        await victim.kill();
        appendFileSync(record, `killed ${victim.pid}\n`);
        workers.push(start());
      }
      await until('all jobs', () => (readRecord(record).ended.size === JOBS ? true : undefined));
      for (const worker of workers) {
        await worker.stop();
        expect(worker.complaints()).toBe('');
      }
      const { runs, ended, overlaps } = readRecord(record);
      expect([...ended].toSorted()).toEqual(keys.toSorted());
      expect(overlaps).toEqual([]);
      const extra = [...runs.values()].reduce((sum, count) => sum + count - 1, 0);
      // A kill cuts off what runs; a job whose end was not stored yet runs again.
      expect(extra).toBeLessThanOrEqual(KILLS * CONCURRENCY);
    },
  );
});
