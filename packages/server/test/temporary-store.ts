import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore } from '../src/store/sqlite-store.js';

/**
 * Takes what cleans up after a test. One of several concurrent tests must use that of its own context: the one of the
 * module belongs to whichever test began last, and would take away what another still uses.
 */
export type OnFinished = (cleanUp: () => void | Promise<void>) => void;

/** A folder that is removed after the test. */
export function temporaryFolder(onFinished: OnFinished = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-store-'));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed and removed after the test. */
export async function temporaryStore(): Promise<SqliteStore> {
  const folder = temporaryFolder();
  const store = await SqliteStore.open(folder);
  onTestFinished(() => store.close());
  return store;
}
