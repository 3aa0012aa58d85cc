import type { FleetInstanceRequest } from '@novita-fleet/client';

/** Every step of the simulated cloud takes a moment that is short, but long enough to be seen. */
export const QUICK = {
  ...{ toCreate: 0.05, creating: 0.05, pulling: 0.1, appStart: 0.1, toStop: 0.05, stopping: 0.05 },
  ...{ toStart: 0.05, starting: 0.05, toRemove: 0.05, removing: 0.05 },
};

/** Asks for an instance that gets ready. */
export const REQUEST: FleetInstanceRequest = {
  name: 'job',
  productId: '4090.16c62g',
  imageUrl: 'image',
  ports: [{ port: 8080, type: 'http' }],
  probes: [{ type: 'http', port: 8080, intervalMs: 100 }],
};

/** Settings of a server that works with a cloud and receivers on this machine, at a quick pace. */
export const SETTINGS = {
  NOVITA_FLEET_PORT: '0',
  NOVITA_FLEET_WEBHOOK_ALLOW: '127.0.0.0/8',
  NOVITA_FLEET_SWEEP_FAST_MS: '40',
  NOVITA_FLEET_SWEEP_SLOW_MS: '200',
  NOVITA_FLEET_CREATE_SETTLE_MS: '600',
  NOVITA_FLEET_REQUESTS_PER_MINUTE: '100000',
  NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '1000000',
};
