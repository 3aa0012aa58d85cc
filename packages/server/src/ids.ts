import { randomBytes } from 'node:crypto';

/** Makes a new id with a prefix such as `inst`. Tests pass a counting one. */
export type NewId = (prefix: string) => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** `prefix_` and 16 characters that nobody can guess (80 random bits, Crockford's base 32 in lower case). */
export const randomId: NewId = (prefix) => {
  let text = `${prefix}_`;
  for (const byte of randomBytes(16)) text += ALPHABET.charAt(byte & 31);
  return text;
};
