import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetClient } from '@novita-fleet/client';
import { startSimulator, type Simulator, type SimulatorOptions } from '@novita-fleet/simulator';
import { QUICK, SETTINGS } from '../../server/test/quick-fleet.js';
import { startReceivingEnd, type ReceivingEnd } from '../../server/test/receiving-end.js';
import { ServerProcess } from '../../server/test/server-process.js';

/** A cloud that is simulated, the server as a user starts it, with the dashboard that was built, and a receiver. */
export interface RunningFleet {
  readonly simulator: Simulator;
  /** A process of its own. `stop()` and `restart()` show what the dashboard does without it. */
  readonly server: ServerProcess;
  readonly receiver: ReceivingEnd;
  /** Does what a test needs done behind the back of the dashboard. */
  readonly client: FleetClient;
  /** The first key, which may do everything. */
  readonly apiKey: string;
  close(): Promise<void>;
}

export interface FleetOptions {
  readonly simulator?: SimulatorOptions;
  /** Settings of the server, by environment variable. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startRunningFleet(options: FleetOptions = {}): Promise<RunningFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-dashboard-'));
  const simulator = await startSimulator({ durations: QUICK, ...options.simulator });
  const receiver = await startReceivingEnd();
  const server = await ServerProcess.start({
    ...SETTINGS,
    NOVITA_FLEET_DATA_DIR: folder,
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
    ...options.settings,
  });
  const { apiKey, url: baseUrl } = server;
  const client = new FleetClient({ baseUrl, apiKey });
  return {
    ...{ simulator, server, receiver, client, apiKey },
    close: async () => {
      await client.close();
      await server.stop();
      await receiver.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
