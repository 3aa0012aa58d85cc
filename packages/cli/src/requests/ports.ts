import type { FleetInstanceRequest } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';

type Port = NonNullable<FleetInstanceRequest['ports']>[number];
type Probe = NonNullable<FleetInstanceRequest['probes']>[number];

/** `8080`, `8080/http` or `5432/tcp`. */
export function readPort(text: string): Port {
  const [, number = '', type = 'http'] = /^(\d{1,5})(?:\/(http|tcp))?$/.exec(text) ?? [];
  if (number === '') throw usageError(`--port must be such as 8080 or 5432/tcp, not ${JSON.stringify(text)}.`);
  return { port: Number(number), type: type as Port['type'] };
}

/** `http:8080/health`, `tcp:5432` or `ssh:22`. */
export function readProbe(text: string): Probe {
  const [, type = '', number = '', path] = /^(http|tcp|ssh):(\d{1,5})(\/.*)?$/.exec(text) ?? [];
  if (type === '' || (path !== undefined && type !== 'http')) {
    throw usageError(`--probe must be such as http:8080/health, tcp:5432 or ssh:22, not ${JSON.stringify(text)}.`);
  }
  const port = Number(number);
  // The server fills in what is left out.
  return { type, port, ...(path !== undefined && { path }) } as Probe;
}
