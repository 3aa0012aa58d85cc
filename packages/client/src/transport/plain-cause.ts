import { redactText } from '../redaction.js';

/**
 * What an error of the network says, without what else it carries: the error of a parser holds the bytes that it could
 * not read, and with them whatever secret the answer held.
 */
export function plainCause(error: Error & { readonly code?: unknown }): Error {
  const plain = new Error(redactText(error.message));
  plain.name = error.name;
  return typeof error.code === 'string' ? Object.assign(plain, { code: error.code }) : plain;
}
