import type { SeededRandom } from '../seeded-random.js';

const ID_LENGTH = 16;

/** An id of 16 hexadecimal digits that `taken` does not know. */
export function newId(random: SeededRandom, taken: { has(id: string): boolean }): string {
  let id = random.hex(ID_LENGTH);
  while (taken.has(id)) id = random.hex(ID_LENGTH);
  return id;
}
