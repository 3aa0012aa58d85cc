import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from './temporary-store.js';

const STORAGE = fileURLToPath(new URL('../dist/storage.js', import.meta.url));

/** Opens a store in a process of its own and tells whether that loaded the driver of PostgreSQL. */
function loadsDriver(url: string): boolean {
  const script = `
    import { Module } from 'node:module';
    import { openStore } from ${JSON.stringify(STORAGE)};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const settings = { NOVITA_FLEET_DATABASE_URL: ${JSON.stringify(url)}, NOVITA_FLEET_DATA_DIR: process.argv[1] };
    await openStore(settings, log).then((store) => store.close(), () => undefined);
    console.log(Object.keys(Module._cache).some((path) => path.includes('/node_modules/pg/')));
  `;
  const args = ['--input-type=module', '--eval', script, temporaryFolder()];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim() === 'true';
}

it('loads the driver of PostgreSQL only where that is asked for', () => {
  expect(loadsDriver('')).toBe(false);
  // Nothing answers there, but to find that out the driver is needed.
  expect(loadsDriver('postgres://127.0.0.1:1/none')).toBe(true);
});
