import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';

describe('checkKnownOptions', () => {
  it('names the unknown option and the known ones', () => {
    const check = () => checkKnownOptions('Client', { brust: 1 }, ['burst', 'maxQueue'], 'rateLimit.');
    expect(check).toThrow('Client: unknown option "rateLimit.brust"; known: rateLimit.burst, rateLimit.maxQueue');
    expect(check).toThrow(expect.objectContaining({ argument: 'rateLimit.brust' }));
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
  it.each([
    [NaN, 'NaN'],
    [-1, '-1'],
    [Infinity, 'Infinity'],
    ['5', 'a value of type string'],
    [null, 'a value of type null'],
    [undefined, 'a value of type undefined'],
  ])('refuses %s', (value, shown) => {
    const check = () => checkNumber('timeoutMs', value as number);
    expect(check).toThrow(`"timeoutMs" must be a number of at least 0, got ${shown}`);
    expect(check).toThrow(expect.objectContaining({ argument: 'timeoutMs', code: 'invalid_argument' }));
  });

  it.each([
    [0, {}],
    [1.5, {}],
    [Number.MAX_SAFE_INTEGER, { integer: true }],
    [-2, { min: -2 }],
    [8, { max: 8 }],
    [Infinity, { max: Infinity }],
    [Infinity, { max: Infinity, integer: true }],
    [-Infinity, { min: -Infinity }],
  ])('takes %s within %o', (value, bounds) => expect(checkNumber('x', value, bounds)).toBe(value));

  it.each([
    [1.5, { integer: true }, '"x" must be a whole number of at least 0, got 1.5'],
    [0.5, { min: 1 }, '"x" must be a number of at least 1, got 0.5'],
    [0, { min: 1, max: Infinity }, '"x" must be a number of at least 1, got 0'],
    [9, { max: 8 }, '"x" must be a number from 0 to 8, got 9'],
    [9, { min: 1, max: 8, integer: true }, '"x" must be a whole number from 1 to 8, got 9'],
    [2 ** 53, {}, '"x" must be a number of at least 0, got 9007199254740992'],
  ])('refuses %s within %o', (value, bounds, message) =>
    expect(() => checkNumber('x', value, bounds)).toThrow(message),
  );
});
