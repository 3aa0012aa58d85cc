import type { Context } from './context.js';
import { Printer } from './output/printer.js';
import { ConfigFile } from './profile/config-file.js';
import { Connections } from './profile/connections.js';
import type { Format } from './specs/shared-options.js';

/** What a command works with, beside what it was given. Clients are made when they are asked for. */
export function makeContext(parts: Pick<Context, 'values' | 'operands' | 'surroundings' | 'interrupts'>): Context {
  const { values, surroundings } = parts;
  const { output = 'table', profile, url } = values as { output?: Format; profile?: string; url?: string };
  const connections = new Connections(surroundings.env, new ConfigFile(surroundings.env), { profile, url });
  return {
    ...parts,
    printer: new Printer(surroundings, output),
    connections,
    fleet: async () => (await import('./clients.js')).fleetClient(connections.fleet()),
    cloud: async () => (await import('./clients.js')).cloudService(connections.cloud()),
  };
}
