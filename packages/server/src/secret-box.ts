import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NovitaError } from '@novita-fleet/resilience';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** Nonces that are drawn at a time: asking the system for a few bytes costs several times what the encryption does. */
const NONCES = 128;
const TAG_BYTES = 16;

/** Encrypts the secrets that the server must be able to read again (AES-256-GCM, NIST SP 800-38D). */
export class SecretBox {
  readonly #key: Buffer;
  /** Random bytes of nonces that were not used yet. */
  #nonces: Buffer = Buffer.alloc(0);

  /** @param key - 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) {
      throw new NovitaError('config_invalid', `The key for secrets must have ${KEY_BYTES} bytes, not ${key.length}.`);
    }
    this.#key = key;
  }

  /** Opens with the key in the file `secrets.key` of `folder`, making it (mode 0600) when it is missing. */
  static inFolder(folder: string): SecretBox {
    const path = join(folder, 'secrets.key');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) {
      // A crash must not leave half a key, nor a second server another one: the file appears complete, and once.
      const fresh = `${path}.${process.pid}`;
      writeFileSync(fresh, randomBytes(KEY_BYTES).toString('base64') + '\n', { mode: 0o600, flush: true });
      try {
        linkSync(fresh, path);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
      } finally {
        rmSync(fresh);
      }
    }
    return new SecretBox(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'));
  }

  /** @param owner - the id of what the secret belongs to; it opens for no other. */
  seal(secret: string, owner: string): string {
    const nonce = this.#newNonce();
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Each is given once: two texts under one nonce would give the key away. */
  #newNonce(): Buffer {
    if (this.#nonces.length === 0) this.#nonces = randomBytes(NONCES * NONCE_BYTES);
    const nonce = this.#nonces.subarray(0, NONCE_BYTES);
    this.#nonces = this.#nonces.subarray(NONCE_BYTES);
    return nonce;
  }

  /** @throws Error when the text was changed, belongs to another owner or was sealed with another key. */
  open(sealed: string, owner: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const secret = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return secret.toString('utf8');
  }
}
