import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '@novita-fleet/resilience';
import { generateSecret, parseSecret } from '../src/index.js';
import { thrownBy } from './thrown-by.js';

describe('generateSecret', () => {
  it('makes 32 random bytes', () => {
    const secret = generateSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(parseSecret(secret)).toHaveLength(32);
    expect(generateSecret()).not.toBe(secret);
  });

  it('takes its bytes from the given source', () => {
    const secret = generateSecret((size) => new Uint8Array(size).fill(7));
    expect(parseSecret(secret)).toEqual(Buffer.alloc(32, 7));
  });
});

describe('parseSecret', () => {
  const of = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;

  it.each([24, 25, 26, 32, 64])('takes %i bytes', (bytes) => expect(parseSecret(of(bytes))).toHaveLength(bytes));

  it('refuses what is no string', () => expect(() => parseSecret(7 as unknown as string)).toThrow('whsec_'));

  it.each([
    ['too short', of(23)],
    ['too long', of(65)],
    ['nothing after the prefix', 'whsec_'],
    ['another prefix', of(32).replace('whsec_', 'whpk_')],
    ['no prefix', of(32).slice(6)],
    ['no padding', of(32).replace('=', '')],
    ['base64url', `whsec_${'-_'.repeat(16)}`],
    ['white space', `${of(32)}\n`],
    ['not base64', `whsec_${'!'.repeat(44)}`],
    ['empty', ''],
  ])('refuses %s without showing it', async (_, secret) => {
    const error = await thrownBy(() => parseSecret(secret));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    const rest = secret.replace('whsec_', '').trim();
    if (rest.length > 3) expect((error as Error).message).not.toContain(rest);
  });
});
