import type { NewId } from '../ids.js';
import type { Store } from './store.js';

const NAME = 'fleet_id';

/** What tells a fleet from others: made once for each store, and the same for every server that shares it. */
export function fleetId(store: Store, newId: NewId): Promise<string> {
  return store.write(async (tx) => {
    const row = await tx.db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
    if (row !== undefined) return row.value;
    const value = newId('fleet');
    await tx.db.insertInto('meta').values({ name: NAME, value }).execute();
    return value;
  });
}
