import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FleetInstance } from '@novita-fleet/client';
import { startFleet, type Fleet } from '../../server/test/fleet.js';
import { REQUEST } from '../../server/test/quick-fleet.js';

/** A fleet, and a home for the command that knows it. */
export interface Home {
  readonly fleet: Fleet;
  /** Empty folder: home, working folder and config of the command. */
  readonly folder: string;
  /** What a user would set to work with this fleet and its cloud. */
  readonly env: Readonly<Record<string, string>>;
  /** Asks for an instance and waits until it is in a status. */
  instance(status: FleetInstance['status']): Promise<FleetInstance>;
  close(): Promise<void>;
}

export async function startHome(options: Parameters<typeof startFleet>[0] = {}): Promise<Home> {
  const fleet = await startFleet(options);
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-cli-'));
  return {
    fleet,
    folder,
    env: {
      HOME: folder,
      NOVITA_FLEET_URL: fleet.server.url,
      NOVITA_FLEET_API_KEY: fleet.apiKey,
      NOVITA_BASE_URL: fleet.simulator.baseUrl,
      NOVITA_API_KEY: fleet.simulator.apiKey,
    },
    instance: async (status) => {
      const { id } = await fleet.client.instances.create({
        ...REQUEST,
        ports: [
          { port: 8080, type: 'http' },
          { port: 22, type: 'tcp' },
        ],
      });
      if (status !== 'stopped') return fleet.reach(id, status);
      await fleet.reach(id, 'ready');
      await fleet.client.instances.stop(id);
      return fleet.reach(id, 'stopped');
    },
    close: async () => {
      await fleet.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
