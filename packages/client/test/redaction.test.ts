import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretKey, redactBody, redactHeaders, redactText } from '../src/redaction.js';

describe('redaction', () => {
  it.each([
    'password',
    'sshPassword',
    'ssh_password',
    'apiKey',
    'api-key',
    'X-Api-Key',
    'token',
    'accessToken',
    'clientSecret',
    'imageAuth',
    'Authorization',
    'privateKey',
  ])('hides %s', (name) => expect(isSecretKey(name)).toBe(true));

  it.each(['imageAuthId', 'tokenCount', 'key', 'name', 'passwordPolicy', 'monkey'])('shows %s', (name) =>
    expect(isSecretKey(name)).toBe(false),
  );

  it('masks secrets in text', () => {
    expect(redactText('Bearer abc.def, sk_live-1 and https://u:p@h/ plus zzz', ['zzz', ''])).toBe(
      'Bearer [redacted], [redacted] and https://[redacted]@h/ plus [redacted]',
    );
  });

  it('leaves alone what is masked already', () => {
    const part = fc.constantFrom(
      ...['Bearer abc', 'sk_x', '//u:p@h', '?token=x&key=1', 'password="a b"', '"pwd": "x"', '{"secret":{"a":1}}'],
      ...['eyJa.b.c', 'whsec_a=', 'odd-key', 'plain', '[redacted]'],
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const safe = redactText(parts.join(' '), ['odd-key']);
        expect(redactText(safe, ['odd-key'])).toBe(safe);
      }),
    );
  });

  it('masks headers and joins lists', () => {
    expect(redactHeaders({ Cookie: 'a', 'x-auth-token': 'b', via: ['a', 'b'], gone: undefined })).toEqual({
      Cookie: '[redacted]',
      'x-auth-token': '[redacted]',
      via: 'a, b',
    });
  });

  it('masks bodies at any depth, and survives the deepest', () => {
    const deep: Record<string, unknown> = {};
    let at = deep;
    for (let depth = 0; depth < 50; depth++) at = at.next = {};
    expect(redactBody([{ a: { password: 'x', n: 1, no: null } }, deep])).toMatchObject([
      { a: { password: '[redacted]', n: 1, no: null } },
      {},
    ]);
    expect(redactBody({ envs: 'HF_TOKEN=x' })).toEqual({ envs: '[redacted]' });
  });
});
