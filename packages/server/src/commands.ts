import { resolve } from 'node:path';
import { NovitaError } from '@novita-fleet/resilience';
import type { Config } from './config.js';
import { askForBackup } from './control.js';
import { openStore } from './storage.js';
import type { Store } from './store/store.js';
import { exportStore, importStore, type Counts } from './store/transfer.js';
import type { Log } from './telemetry/log.js';

/** What the command can do besides running the server. Each takes the path of a file. */
export const COMMANDS = ['export', 'import', 'backup'] as const;

export type Command = (typeof COMMANDS)[number];

/**
 * Runs a command on the store that the settings name.
 *
 * @param file - path of the file to write or read.
 * @returns what was done, for a person.
 * @throws NovitaError when the store or the file does not allow it.
 */
export async function runCommand(command: Command, file: string, config: Config, log: Log): Promise<string> {
  const path = resolve(file);
  switch (command) {
    case 'export':
      return `${total(await withStore(config, log, (store) => exportStore(store, path)))} rows written to ${path}`;
    case 'import':
      return `${total(await withStore(config, log, (store) => importStore(store, path)))} rows read from ${path}`;
    case 'backup':
      await backup(path, config, log);
      return `Backup written to ${path}. Keep secrets.key of the data folder with it.`;
  }
}

async function withStore<T>(config: Config, log: Log, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config, log);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Asks the server that holds the store, or does it itself when none does. */
async function backup(path: string, config: Config, log: Log): Promise<void> {
  try {
    await withStore(config, log, (store) => store.backup(path));
  } catch (error) {
    if (!(error instanceof NovitaError) || error.code !== 'store_locked') throw error;
    await askForBackup(config.NOVITA_FLEET_DATA_DIR, path);
  }
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
