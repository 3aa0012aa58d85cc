import type { Kysely } from 'kysely';
import { listWatched, readWatchedVersions, type WatchedRow } from '../store/instances.js';
import type { Schema } from '../store/schema.js';

/** All that is watched, read anew only when one of them was written since. What this process alone knows may be set in a row. */
export class WatchedInstances {
  #versions: string | undefined;
  #rows: readonly WatchedRow[] = [];

  async read(db: Kysely<Schema>): Promise<readonly WatchedRow[]> {
    // Before the rows, so that what is written between the two is read twice and not missed.
    const versions = await readWatchedVersions(db);
    if (versions !== this.#versions) {
      this.#rows = await listWatched(db);
      this.#versions = versions;
    }
    return this.#rows;
  }
}
