import { randomUUID } from 'node:crypto';

/** Makes a new id with a prefix such as `inst`. Tests pass a counting one. */
export type NewId = (prefix: string) => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Characters that tell the second at which an id was made: rows made together then lie together in the store. */
const TIME_LENGTH = 6;

/**
 * `prefix_` and 16 characters (Crockford's base 32 in lower case): six of the time, ten that nobody can guess (50 random
 * bits). The order of ids means nothing: the time begins anew every 34 years, and clocks differ.
 */
export const randomId: NewId = (prefix) => {
  // Node keeps random bytes for UUIDs ready, whereas `randomBytes` asks the system each time. Both of these groups of
  // digits are random throughout.
  const uuid = randomUUID();
  const random = inBase32(Number.parseInt(uuid.slice(0, 8), 16), 5) + inBase32(Number.parseInt(uuid.slice(-8), 16), 5);
  return `${prefix}_${inBase32(Math.floor(Date.now() / 1_000), TIME_LENGTH)}${random}`;
};

/** The last characters of a number in base 32; at most six, for as many bits as shifts know. */
function inBase32(value: number, length: number): string {
  let text = '';
  for (let place = length - 1; place >= 0; place -= 1) text += ALPHABET.charAt((value >>> (5 * place)) & 31);
  return text;
}

/** Whether a text may be an id at all. What cannot be one is not looked up: a database need not take every character. */
export function mayBeId(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text);
}
