import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FleetClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { SqliteStore } from '../src/store/sqlite-store.js';
import { QUICK, REQUEST, SETTINGS } from './quick-fleet.js';
import { startReceivingEnd } from './receiving-end.js';
import { ServerProcess } from './server-process.js';
import { temporaryDatabase } from './stores.js';
import { temporaryFolder } from './temporary-store.js';
import { until } from './until.js';

const COMMAND = fileURLToPath(new URL('../dist/main.js', import.meta.url));

async function command(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { PATH: process.env.PATH ?? '', ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

it('moves a fleet that lives from SQLite to PostgreSQL', { timeout: 120_000 }, async () => {
  const simulator = await startSimulator({ durations: QUICK });
  onTestFinished(() => simulator.close());
  const receiver = await startReceivingEnd();
  onTestFinished(() => receiver.close());
  const env = {
    ...SETTINGS,
    NOVITA_FLEET_DATA_DIR: temporaryFolder(),
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  };
  const file = join(temporaryFolder(), 'fleet.jsonl');
  const before = await ServerProcess.start(env);
  onTestFinished(() => before.kill());
  const first = new FleetClient({ baseUrl: before.url, apiKey: before.apiKey });
  onTestFinished(() => first.close());
  await first.webhookEndpoints.create({ url: receiver.url, secret: receiver.secret });
  const { id } = await first.instances.create(REQUEST);
  await until('ready', async () => ((await first.instances.get(id)).status === 'ready' ? true : undefined));
  // A server that runs keeps its store to itself.
  expect(await command(['export', file], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('store_locked') as string,
  });
  await before.stop();
  expect(await command(['export', file], env)).toMatchObject({ code: 0, stderr: '' });
  const moved = { ...env, NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() };
  expect(await command(['import', file], moved)).toMatchObject({ code: 0, stderr: '' });
  expect(await command(['import', file], moved)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('import_refused: The store already holds data') as string,
  });

  const after = await ServerProcess.start(moved);
  onTestFinished(() => after.kill());
  // The key of old is still a key.
  const second = new FleetClient({ baseUrl: after.url, apiKey: before.apiKey });
  onTestFinished(() => second.close());
  await second.instances.delete(id);
  const { sequence } = await until('deleted', async () => {
    const instance = await second.instances.get(id);
    return instance.status === 'deleted' ? instance : undefined;
  });
  await until('the last webhook', () => (receiver.events.length >= sequence ? true : undefined));
  expect(receiver.events).toEqual(await second.instances.events(id));
  expect(simulator.summary()).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
});

it('backs up the embedded store, with the server running and stopped', { timeout: 60_000 }, async () => {
  const env = { ...SETTINGS, NOVITA_FLEET_DATA_DIR: temporaryFolder(), NOVITA_API_KEY: 'sk_x' };
  const server = await ServerProcess.start(env);
  onTestFinished(() => server.kill());
  const running = temporaryFolder();
  expect(await command(['backup', join(running, 'fleet.db')], env)).toMatchObject({ code: 0, stderr: '' });
  expect(await command(['backup', join(running, 'fleet.db')], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('backup_failed: No backup was written') as string,
  });
  await server.kill();
  const stopped = temporaryFolder();
  expect(await command(['backup', join(stopped, 'fleet.db')], env)).toMatchObject({ code: 0, stderr: '' });
  for (const folder of [running, stopped]) {
    const copy = await SqliteStore.open(folder);
    expect(await copy.db.selectFrom('api_keys').select('id').execute()).toHaveLength(1);
    await copy.close();
  }
  // After a crash its socket is still there; the next server makes its own.
  await server.restart();
  expect(await command(['backup', join(temporaryFolder(), 'fleet.db')], env)).toMatchObject({ code: 0 });
});

it('says what is wrong with a command', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const env = { NOVITA_FLEET_DATA_DIR: folder };
  expect(await command(['exprot', 'x'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no command "exprot". Commands: export, import, backup.') as string,
  });
  expect(await command(['export'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The command export needs the path of one file.') as string,
  });
  writeFileSync(join(folder, 'x'), '{}');
  expect(await command(['import', join(folder, 'x')], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not an export of a fleet server') as string,
  });
});
