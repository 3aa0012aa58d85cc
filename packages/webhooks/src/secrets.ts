import { randomBytes as systemRandomBytes } from 'node:crypto';
import { InvalidArgumentError } from '@novita-fleet/resilience';

/** Marks a secret of the Standard Webhooks specification: base64 of the key follows. */
const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The Standard Webhooks specification asks for keys of 24 to 64 bytes. */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;
const GENERATED_KEY_BYTES = 32;

/** How many secrets one request may be signed with or checked against; a rotation needs two. */
const MAX_SECRETS = 16;

/**
 * Makes a new secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks specification).
 *
 * @param randomBytes - gives that many unpredictable bytes. Default: `randomBytes` of `node:crypto`.
 *
 * @example
 * ```ts
 * import { generateSecret } from '@novita-fleet/webhooks';
 *
 * const secret = generateSecret();
 * console.log(secret.startsWith('whsec_'), secret.length); // → true 50
 * ```
 */
export function generateSecret(randomBytes: (size: number) => Uint8Array = systemRandomBytes): string {
  return PREFIX + Buffer.from(randomBytes(GENERATED_KEY_BYTES)).toString('base64');
}

/**
 * Reads a `whsec_` secret.
 *
 * @returns the key: the 24 to 64 bytes that the base64 after `whsec_` stands for.
 * @throws InvalidArgumentError for anything else. The message does not show the secret.
 *
 * @example
 * ```ts
 * import { generateSecret, parseSecret } from '@novita-fleet/webhooks';
 *
 * console.log(parseSecret(generateSecret()).length); // → 32
 * ```
 */
export function parseSecret(secret: string): Uint8Array {
  if (typeof secret !== 'string' || !secret.startsWith(PREFIX)) {
    throw new InvalidArgumentError('secret', `the secret must start with "${PREFIX}"`);
  }
  checkForm(secret);
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/**
 * The key of the `webhook-signature` header: the decoded bytes of a `whsec_` secret, the UTF-8 bytes of any other.
 *
 * @throws InvalidArgumentError when the secret is empty, or starts with `whsec_` and is not well-formed.
 */
export function standardKey(secret: string): Uint8Array | string {
  return secret.startsWith(PREFIX) ? parseSecret(secret) : checkSecret(secret);
}

/**
 * Refuses a secret that cannot be used: an empty one, or one that starts with `whsec_` and is not well-formed.
 *
 * @throws InvalidArgumentError. The message does not show the secret.
 */
export function checkSecret(secret: string): string {
  if (typeof secret !== 'string' || secret === '') {
    throw new InvalidArgumentError('secret', 'a secret must be a non-empty string');
  }
  if (secret.startsWith(PREFIX)) checkForm(secret);
  return secret;
}

/**
 * One secret or several as a list, none of them empty. What follows a `whsec_` is not looked at.
 *
 * @throws InvalidArgumentError for no secret, an empty one, or more than 16.
 */
export function nonEmptySecrets(secrets: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = typeof secrets === 'string' ? [secrets] : secrets;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_SECRETS || !list.every(isNonEmptyString)) {
    throw new InvalidArgumentError(
      'secrets',
      `"secrets" must be a non-empty string or a list of 1 to ${MAX_SECRETS} of them`,
    );
  }
  return list;
}

/**
 * One secret or several as a list, each of them usable.
 *
 * @throws InvalidArgumentError for no secret, more than 16, or one that cannot be used.
 */
export function secretList(secrets: string | readonly string[]): readonly string[] {
  const list = nonEmptySecrets(secrets);
  for (const secret of list) checkSecret(secret);
  return list;
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function checkForm(secret: string): void {
  const encoded = secret.slice(PREFIX.length);
  const bytes = Buffer.byteLength(encoded, 'base64');
  if (bytes >= MIN_KEY_BYTES && bytes <= MAX_KEY_BYTES && BASE64.test(encoded)) return;
  throw new InvalidArgumentError(
    'secret',
    `after "${PREFIX}" the secret must be padded base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} bytes`,
  );
}
