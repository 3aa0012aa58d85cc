import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';

describe('checkKnownOptions', () => {
  it('names the unknown option and the known ones', () => {
    const check = () => checkKnownOptions('Client', { brust: 1 }, ['burst', 'maxQueue'], 'rateLimit.');
    expect(check).toThrow('Client: unknown option "rateLimit.brust"; known: rateLimit.burst, rateLimit.maxQueue');
    expect(check).toThrow(InvalidArgumentError);
  });

  it.each(['sk_secret', null, undefined, () => 1])('refuses what is no object, and does not show it: %s', (options) => {
    const check = () => checkKnownOptions('Client', options as never, []);
    expect(check).toThrow(/^Client: "options" must be an object, got a value of type/);
    expect(check).not.toThrow(/sk_secret/);
    expect(() => checkKnownOptions('Client', 5 as never, [], 'rateLimit.')).toThrow(
      '"rateLimit" must be an object, got 5',
    );
  });
});

describe('checkNumber', () => {
  it.each([NaN, -1, Infinity, '5' as unknown as number, null as unknown as number, undefined as unknown as number])(
    'refuses %s',
    (value) => expect(() => checkNumber('timeoutMs', value)).toThrow(/"timeoutMs" must be a number of at least 0/),
  );

  it('takes what is within the bounds', () => {
    expect(checkNumber('x', 0)).toBe(0);
    expect(checkNumber('x', Infinity, { max: Infinity, integer: true })).toBe(Infinity);
    expect(() => checkNumber('x', 1.5, { integer: true })).toThrow(/a whole number/);
    expect(() => checkNumber('x', 9, { max: 8 })).toThrow(/from 0 to 8, got 9/);
  });
});
