import { pino } from 'pino';
import { version } from '../version.js';
import { buildApp } from './app.js';
import type { Services } from './services.js';
import { SessionCookie } from './session-cookie.js';

/** The OpenAPI 3.1 description of the server's API, made from the routes. Nothing is started. */
export async function describeApi(): Promise<object> {
  // Routes are only described here, never called, so they need none of the services behind them.
  const services = { version, sessionCookie: new SessionCookie('any') } as Services;
  const app = await buildApp(services, pino({ level: 'silent' }));
  await app.ready();
  const description = app.swagger();
  await app.close();
  return description;
}
