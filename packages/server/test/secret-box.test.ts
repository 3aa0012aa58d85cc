import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SecretBox } from '../src/secret-box.js';
import { temporaryFolder } from './temporary-store.js';

it('opens what it sealed, for its owner only, and after a restart', () => {
  const folder = temporaryFolder();
  const sealed = SecretBox.inFolder(folder).seal('whsec_x', 'whe_1');
  expect(sealed).not.toContain('whsec_x');
  expect(SecretBox.inFolder(folder).open(sealed, 'whe_1')).toBe('whsec_x');
  expect(() => SecretBox.inFolder(folder).open(sealed, 'whe_2')).toThrow();
});

it('opens nothing that was changed, and nothing of another key', () => {
  const sealed = new SecretBox(Buffer.alloc(32, 1)).seal('whsec_x', 'o');
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  expect(() => new SecretBox(Buffer.alloc(32, 1)).open(bytes.toString('base64'), 'o')).toThrow();
  expect(() => new SecretBox(Buffer.alloc(32, 2)).open(sealed, 'o')).toThrow();
});

it('keeps its key where only the owner can read it', () => {
  const folder = temporaryFolder();
  SecretBox.inFolder(folder);
  expect(statSync(join(folder, 'secrets.key')).mode & 0o077).toBe(0);
});

it('refuses a key of the wrong length', () => {
  expect(() => new SecretBox(Buffer.alloc(31))).toThrow(expect.objectContaining({ code: 'config_invalid' }));
});

it('gives no nonce twice', () => {
  const box = new SecretBox(Buffer.alloc(32, 1));
  // More than are drawn at a time.
  const nonces = Array.from({ length: 1_000 }, () =>
    Buffer.from(box.seal('whsec_x', 'o'), 'base64').subarray(0, 12).toString('hex'),
  );
  expect(new Set(nonces).size).toBe(nonces.length);
});
