import { FleetClient, NovitaApiService, NovitaClient } from '@novita-fleet/client';
import type { Connection } from './profile/connections.js';
import { readVersion } from './version.js';

/** A person waits: a failure is told soon. */
const MAX_RETRIES = 1;

/** Nothing but what was found is used: the client must not look into the environment itself. */
const env = {};

/** The client of a fleet server. */
export function fleetClient({ baseUrl, apiKey }: Connection): FleetClient {
  return new FleetClient({ ...settings(), baseUrl, apiKey });
}

/** The cloud itself. */
export function cloudService({ baseUrl, apiKey }: Connection): NovitaApiService {
  return new NovitaApiService(new NovitaClient({ ...settings(), baseUrl, apiKey }));
}

function settings() {
  return { env, maxRetries: MAX_RETRIES, userAgent: `novita-fleet-cli/${readVersion()}` };
}
