import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetClient, type FleetInstance } from '@novita-fleet/client';
import { systemClock, type Clock } from '@novita-fleet/resilience';
import { startSimulator, type Simulator, type SimulatorOptions } from '@novita-fleet/simulator';
import { pino } from 'pino';
import { readConfig } from '../src/config.js';
import { startFleetServer, type FleetServer } from '../src/fleet-server.js';
import { randomId } from '../src/ids.js';
import { QUICK, SETTINGS } from './quick-fleet.js';
import { startReceivingEnd, type ReceivingEnd } from './receiving-end.js';
import { until } from './until.js';

/** Cloud, server and receiver in this process, with real HTTP and a real store between them. */
export interface Fleet {
  simulator: Simulator;
  server: FleetServer;
  receiver: ReceivingEnd;
  client: FleetClient;
  apiKey: string;
  folder: string;
  /** Lines of the server's log. */
  log: string[];
  /** Waits until an instance is in a status. */
  reach(id: string, status: FleetInstance['status']): Promise<FleetInstance>;
  /** Waits until the server has seen a status of the cloud. */
  reachCloud(id: string, status: string): Promise<FleetInstance>;
  close(): Promise<void>;
}

export async function startFleet(
  options: {
    simulator?: SimulatorOptions;
    settings?: Record<string, string>;
    clock?: Clock;
    dashboard?: string;
  } = {},
): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-test-'));
  const simulator = await startSimulator({ durations: QUICK, ...options.simulator });
  const receiver = await startReceivingEnd();
  const log: string[] = [];
  let apiKey = '';
  const config = readConfig({ ...SETTINGS, NOVITA_FLEET_DATA_DIR: folder, ...options.settings });
  const server = await startFleetServer(config, {
    clock: options.clock ?? systemClock,
    random: Math.random,
    newId: randomId,
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    env: { NOVITA_API_KEY: simulator.apiKey, NOVITA_BASE_URL: simulator.baseUrl },
    showApiKey: (key) => (apiKey = key),
    ...(options.dashboard !== undefined && { dashboard: options.dashboard }),
  });
  const client = new FleetClient({ baseUrl: server.url, apiKey });
  return {
    ...{ simulator, server, receiver, client, apiKey, folder, log },
    reach: (id, status) =>
      until(`${id} to be ${status}`, async () => {
        const instance = await client.instances.get(id);
        return instance.status === status ? instance : undefined;
      }),
    reachCloud: (id, status) =>
      until(`${id} to be ${status} in the cloud`, async () => {
        const instance = await client.instances.get(id);
        return instance.novita.status === status ? instance : undefined;
      }),
    close: async () => {
      await client.close();
      await server.close();
      await receiver.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
