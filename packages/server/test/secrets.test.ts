import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FleetClient, NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS } from '../src/store/migrations.js';
import { QUICK, REQUEST, SETTINGS } from './quick-fleet.js';
import { startReceivingEnd } from './receiving-end.js';
import { ServerProcess } from './server-process.js';
import { POSTGRES, STORES, temporaryDatabase } from './stores.js';
import { temporaryFolder } from './temporary-store.js';
import { until } from './until.js';

const PLANTED = {
  env: 'planted-env-value-é',
  command: '--token=planted-command',
  entrypoint: 'sh -c planted-entrypoint',
  idempotencyKey: 'planted-idempotency-key',
  registryPassword: 'planted-registry-password',
  databasePassword: 'planted-database-password',
  wrongPlace: 'planted-in-the-wrong-place',
};

/** Every row of every table, and how many there are. */
async function dumpPostgres(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" as t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts;
  } finally {
    await client.end();
  }
}

/** The raw bytes of everything in the data folder but the key itself. */
function dumpFolder(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && file.name !== 'secrets.key',
  );
  return files.map(({ name }) => readFileSync(join(folder, name)).toString('utf8'));
}

it.each(STORES)('leaves no secret in the store, the log or an answer, on $name', { timeout: 60_000 }, async (kind) => {
  const simulator = await startSimulator({ durations: QUICK, stock: 100 });
  onTestFinished(() => simulator.close());
  const cloud = new NovitaClient({ apiKey: simulator.apiKey, baseUrl: simulator.baseUrl });
  onTestFinished(() => cloud.close());
  const auth = await new NovitaApiService(cloud).registryAuths.create({
    ...{ name: 'registry.example', username: 'user', password: PLANTED.registryPassword },
  });
  const receiver = await startReceivingEnd();
  onTestFinished(() => receiver.close());
  const folder = temporaryFolder();
  const env: Record<string, string> = {
    ...SETTINGS,
    NOVITA_FLEET_LOG_LEVEL: 'debug',
    NOVITA_FLEET_DATA_DIR: folder,
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  };
  const database = kind === POSTGRES ? await temporaryDatabase() : '';
  if (database !== '') {
    // The role is let in without one, so that any will do.
    const url = new URL(database);
    url.password = PLANTED.databasePassword;
    env.NOVITA_FLEET_DATABASE_URL = url.href;
  }
  const server = await ServerProcess.start(env);
  onTestFinished(() => server.kill());
  const answers: string[] = [];
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${server.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push(text);
    return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
  };
  const client = new FleetClient({ baseUrl: server.url, apiKey: server.apiKey });
  onTestFinished(() => client.close());
  const { secret } = await client.webhookEndpoints.create({ url: receiver.url });

  // The cloud refuses once, and loses an answer once: such calls reach the log.
  const create = 'POST /gpu-instance/openapi/v1/gpu/instance/create';
  simulator.faults.add({ kind: 'insufficient_resource', route: create, count: 1 });
  const body = {
    ...{ ...REQUEST, command: PLANTED.command, entrypoint: PLANTED.entrypoint, imageAuthId: auth?.id },
    envs: [{ key: 'TOKEN', value: PLANTED.env }],
    fallback: [{ productId: REQUEST.productId }],
  };
  const idempotency = { 'idempotency-key': PLANTED.idempotencyKey };
  const made = await call('POST', '/v1/instances', body, idempotency);
  expect(made.status).toBe(201);
  const id = String(made.body.id);
  await until('ready', async () => ((await client.instances.get(id)).status === 'ready' ? true : undefined));
  // What is hidden is sent nevertheless.
  const seen = JSON.stringify(await cloud.get('/gpu-instance/openapi/v1/gpu/instances'));
  for (const value of [PLANTED.env, PLANTED.command, PLANTED.entrypoint]) expect(seen).toContain(value);

  await call('GET', `/v1/instances/${id}`);
  await call('GET', '/v1/instances');
  await call('GET', `/v1/instances/${id}/events`);
  await call('GET', '/v1/system');
  // Refusals do not repeat what was sent, wherever it stood.
  const { wrongPlace } = PLANTED;
  const refusals = await Promise.all([
    call('POST', '/v1/instances', { ...body, name: 'other' }, idempotency),
    call('POST', '/v1/instances', { ...REQUEST, gpuNum: wrongPlace, envs: [{ key: 'A B', value: 1 }] }),
    call('POST', '/v1/instances', { ...REQUEST, imageAuthId: wrongPlace }),
    call('POST', '/v1/webhook-endpoints', { url: receiver.url, secret: wrongPlace }),
    call('GET', `/v1/instances?status=${wrongPlace}`),
    call('GET', '/v1/instances', undefined, { authorization: `Bearer nfk_${wrongPlace}` }),
    call('GET', `/v1/events?after=${wrongPlace}`),
  ]);
  expect(refusals.map(({ status }) => status)).toEqual([409, 400, 400, 400, 400, 401, 400]);

  const planted = [...Object.values(PLANTED), server.apiKey, secret, simulator.apiKey];
  const look = async (): Promise<void> => {
    const stored = [...dumpFolder(folder), ...(database === '' ? [] : await dumpPostgres(database))];
    const all = stored.join('\n');
    // The look is a real one: what may be read is found.
    expect(all).toContain(id);
    expect(all).toContain(Object.keys(MIGRATIONS)[0]);
    for (const value of planted) {
      expect(all.includes(value), `${value} in the store`).toBe(false);
      for (const line of server.log) expect(line.includes(value), `${value} in ${line}`).toBe(false);
      for (const answer of answers) expect(answer.includes(value), `${value} in ${answer}`).toBe(false);
    }
  };
  await look();
  await server.stop();
  await look();
});
