import { FleetClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { QUICK, REQUEST, SETTINGS } from './quick-fleet.js';
import { startReceivingEnd } from './receiving-end.js';
import { ServerProcess } from './server-process.js';
import { temporaryDatabase } from './stores.js';
import { temporaryFolder } from './temporary-store.js';
import { until } from './until.js';

/** Two server processes on one database, a cloud and a receiver. */
async function startBoth() {
  const simulator = await startSimulator({ durations: QUICK, stock: 100 });
  onTestFinished(() => simulator.close());
  const receiver = await startReceivingEnd();
  onTestFinished(() => receiver.close());
  const env = {
    ...SETTINGS,
    NOVITA_FLEET_LOG_LEVEL: 'debug',
    NOVITA_FLEET_DATA_DIR: temporaryFolder(),
    NOVITA_FLEET_DATABASE_URL: await temporaryDatabase(),
    NOVITA_FLEET_LEASE_MS: '3000',
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  };
  const start = async () => {
    const server = await ServerProcess.start(env);
    onTestFinished(() => server.kill());
    return server;
  };
  const first = await start();
  const second = await start();
  const connect = ({ url }: ServerProcess) => {
    const client = new FleetClient({ baseUrl: url, apiKey: first.apiKey });
    onTestFinished(() => client.close());
    return client;
  };
  return { simulator, receiver, first, second, clients: [connect(first), connect(second)] as const };
}

/** How many pieces of work a server says that it has done. */
const workOf = ({ log }: ServerProcess): number => log.filter((line) => line.includes('"msg":"work done"')).length;

it(
  'shares the work between two servers, and goes on with one when the other is killed',
  { timeout: 120_000 },
  async () => {
    const { simulator, receiver, first, second, clients } = await startBoth();
    const [a, b] = clients;
    await a.webhookEndpoints.create({ url: receiver.url, secret: receiver.secret });
    // What one server stored, the other knows at once.
    const early = await a.instances.create(REQUEST);
    expect((await b.instances.get(early.id)).id).toBe(early.id);

    const asked = [early];
    for (let round = 0; workOf(first) === 0 || workOf(second) === 0; round += 1) {
      const client = clients[round % 2]!;
      asked.push(...(await Promise.all([1, 2, 3].map(() => client.instances.create(REQUEST)))));
      expect(asked.length, 'instances until both have worked').toBeLessThan(90);
      // The next round begins when the cloud has been asked for these.
      await until('the create calls', () => (simulator.summary().instancesCreated === asked.length ? true : undefined));
    }
    asked.push(...(await Promise.all([1, 2, 3, 4, 5].map(() => a.instances.create(REQUEST)))));
    await first.kill();
    for (const { id } of asked) {
      await until(`${id} to be ready`, async () => ((await b.instances.get(id)).status === 'ready' ? true : undefined));
    }
    for (const { id } of asked) await b.instances.delete(id);
    for (const { id } of asked) {
      const { sequence } = await until(`${id} to be deleted`, async () => {
        const instance = await b.instances.get(id);
        return instance.status === 'deleted' ? instance : undefined;
      });
      const told = () => receiver.events.filter(({ data }) => data.instanceId === id);
      await until(`all events of ${id}`, () => (told().length >= sequence ? true : undefined));
      expect(told()).toEqual(await b.instances.events(id));
    }
    expect(simulator.summary()).toMatchObject({ instancesCreated: asked.length, stillBilling: 0 });
  },
);

it('is refused when the second server brings another key for secrets', { timeout: 60_000 }, async () => {
  const database = await temporaryDatabase();
  const env = { ...SETTINGS, NOVITA_FLEET_DATABASE_URL: database, NOVITA_API_KEY: 'sk_x' };
  const first = await ServerProcess.start({ ...env, NOVITA_FLEET_DATA_DIR: temporaryFolder() });
  onTestFinished(() => first.kill());
  const other = ServerProcess.start({ ...env, NOVITA_FLEET_DATA_DIR: temporaryFolder() });
  await expect(other).rejects.toThrow(/config_invalid: The key in secrets\.key of the data folder is not the one/);
});
