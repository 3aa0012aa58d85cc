// A process that runs jobs until it is told to stop, and writes down when each begins and ends. Run by a test.
// Arguments: URL of the database (empty for the embedded store), data folder, file for the record.
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '@novita-fleet/resilience';
import { randomId } from '../../dist/ids.js';
import { makeEngine, openStore } from '../../dist/storage.js';

const [url, folder, record] = process.argv.slice(2);
const config = { NOVITA_FLEET_DATABASE_URL: url, NOVITA_FLEET_DATA_DIR: folder, NOVITA_FLEET_LEASE_MS: 5_000 };
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: (fields, text) => console.error(text, fields.err) };
const store = await openStore(config, log);
const engine = await makeEngine(config, { store, clock: systemClock, newId: randomId, log });
// Appends of one short line are whole, whoever else appends.
const write = (what, key) => appendFileSync(record, `${what} ${key} ${process.pid}\n`);
engine.work('instance', { concurrency: 8 }, async (key) => {
  write('start', key);
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  write('end', key);
});
await engine.start();
process.stdin.resume().on('end', async () => {
  await engine.stop();
  await store.close();
});
