import { randomBytes } from 'node:crypto';

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
  const seconds = Math.floor(Date.now() / 1_000);
  let text = '';
  for (let place = TIME_LENGTH - 1; place >= 0; place -= 1) text += ALPHABET.charAt((seconds >>> (5 * place)) & 31);
  for (const byte of randomBytes(16 - TIME_LENGTH)) text += ALPHABET.charAt(byte & 31);
  return `${prefix}_${text}`;
};

/** Whether a text may be an id at all. What cannot be one is not looked up: a database need not take every character. */
export function mayBeId(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text);
}
