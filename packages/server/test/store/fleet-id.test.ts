import { describe, expect, it } from 'vitest';
import { randomId } from '../../src/ids.js';
import { fleetId } from '../../src/store/fleet-id.js';
import { newStore, openStore, POSTGRES, STORES } from '../stores.js';

describe.each(STORES)('the id of a fleet on $name', (kind) => {
  it('is made once, survives a restart, and is no other fleet’s', async () => {
    const place = await kind.place();
    const first = await place.open();
    const [id, again] = await Promise.all([fleetId(first, randomId), fleetId(first, randomId)]);
    expect(again).toBe(id);
    await first.close();
    expect(await fleetId(await openStore(place), randomId)).toBe(id);
    expect(await fleetId(await newStore(kind), randomId)).not.toBe(id);
  });
});

it('is one for all servers on a database, also when they start at the same time', async () => {
  const place = await POSTGRES.place();
  const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(place)));
  const ids = await Promise.all(stores.map((store) => fleetId(store, randomId)));
  expect(new Set(ids).size).toBe(1);
});
