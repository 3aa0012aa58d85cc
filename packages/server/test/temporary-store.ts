import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore } from '../src/store/sqlite-store.js';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed and removed after the test. */
export async function temporaryStore(): Promise<SqliteStore> {
  const folder = temporaryFolder();
  const store = await SqliteStore.open(folder);
  onTestFinished(() => store.close());
  return store;
}
