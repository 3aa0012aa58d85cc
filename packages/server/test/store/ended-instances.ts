import { insertInstance } from '../../src/store/instances.js';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import { freshInstance } from '../lifecycle/life.js';

/**
 * Fills the folder of a server that does not run yet with instances that have failed: the server lists them, and has
 * nothing to do for them. They are named `ended-0`, `ended-1` and so on, each a second older than the one before.
 *
 * @param now - milliseconds since 1970.
 */
export async function storeEndedInstances(folder: string, count: number, now: number): Promise<void> {
  const store = await SqliteStore.open(folder);
  try {
    await store.write(async ({ db }) => {
      for (let index = 0; index < count; index += 1) {
        const instance = freshInstance(`inst_ended${index}`, now - (index + 1) * 1_000, { name: `ended-${index}` });
        const ended = {
          state: 'failed',
          goal: 'up',
          phase: null,
          work: null,
          deadlineAt: null,
          released: true,
        } as const;
        await insertInstance(db, { ...instance, ...ended, sequence: 3 }, now);
      }
    });
  } finally {
    await store.close();
  }
}
