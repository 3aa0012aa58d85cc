import { expect, it, onTestFinished } from 'vitest';
import { SETTINGS } from './quick-fleet.js';
import { ServerProcess } from './server-process.js';
import { temporaryFolder } from './temporary-store.js';
import { until } from './until.js';

it('shows at its first start, and only then, a key and where to sign in with it', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const server = await ServerProcess.start({
    ...SETTINGS,
    NOVITA_FLEET_DATA_DIR: folder,
    NOVITA_API_KEY: 'key',
    NOVITA_BASE_URL: 'http://127.0.0.1:1',
  });
  onTestFinished(() => server.kill());
  const shown = [
    `API key of this server, shown only now: ${server.apiKey}`,
    `Dashboard, where this key signs you in: ${server.url}`,
  ];
  await until('both lines', () => server.stderr.length >= 2 || undefined);
  expect(server.stderr).toEqual(shown);
  await server.stop();
  await server.restart();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(server.stderr).toEqual(shown);
  expect(server.log.join('')).not.toContain(server.apiKey);
});
