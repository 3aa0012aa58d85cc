import { expect, it } from 'vitest';
import { mayBeId, randomId } from '../src/ids.js';

it('makes ids of their own form, no two alike, whose every character varies but those of the time', () => {
  const ids = Array.from({ length: 20_000 }, () => randomId('inst'));
  for (const id of ids) expect(id).toMatch(/^inst_[0-9abcdefghjkmnpqrstvwxyz]{16}$/);
  expect(ids.every(mayBeId)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  for (let place = 'inst_'.length + 6; place < 'inst_'.length + 16; place += 1) {
    expect(new Set(ids.map((id) => id[place])).size).toBe(32);
  }
  // Made within a few seconds, they lie together in the store.
  expect(new Set(ids.map((id) => id.slice(0, 'inst_'.length + 4))).size).toBeLessThanOrEqual(2);
});
