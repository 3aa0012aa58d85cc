import { describe, expect, it } from 'vitest';
import type { RequestSchema } from '@novita-fleet/openapi/novita-operations';
import { checkRequest } from '../../src/operations/check-request.js';

function problem(value: unknown, schema: RequestSchema, at = ''): { argument: string; message: string } | undefined {
  try {
    checkRequest(at, value, schema);
    return undefined;
  } catch (error) {
    return error as { argument: string; message: string };
  }
}

describe('checkRequest', () => {
  it.each<[string, RequestSchema, readonly unknown[], readonly unknown[]]>([
    ['text', { type: 'string' }, ['', 'x'], [1, null, undefined, {}, []]],
    ['a whole number', { type: 'integer' }, [0, -1, 5], [1.5, '1', NaN, Infinity, null]],
    ['a number', { type: 'number' }, [0, 1.5], ['1', NaN, Infinity]],
    ['true or false', { type: 'boolean' }, [true, false], ['true', 0, undefined]],
    ['a list', { type: 'array' }, [[], [1]], [{}, 'x', null]],
    ['an object', { type: 'object' }, [{}], [[], null, 'x']],
    ['text or a whole number', { type: ['string', 'integer'] }, ['1', 1], [true, 1.5]],
  ])('takes %s for what it is', (name, schema, good, bad) => {
    for (const value of good) expect(problem(value, schema)).toBeUndefined();
    for (const value of bad) {
      expect(problem(value, schema, 'x')).toMatchObject({
        code: 'invalid_argument',
        argument: 'x',
        message: expect.stringContaining(`"x" must be ${name}, got`) as string,
      });
    }
  });

  it.each<[RequestSchema, readonly unknown[], readonly unknown[], string]>([
    [{ minimum: 1, maximum: 8 }, [1, 8], [0, 9], '"x" must be from 1 to 8, got '],
    [{ minimum: 10 }, [10, 1e9], [9], '"x" must be at least 10, got 9'],
    [{ maximum: 3 }, [-5, 3], [4], '"x" must be at most 3, got 4'],
    [{ exclusiveMinimum: 0 }, [0.1], [0, -1], '"x" must be more than 0, got '],
    [{ exclusiveMinimum: 0, maximum: 2 }, [2], [0, 3], '"x" must be more than 0 and at most 2, got '],
    [{ minLength: 1, maxLength: 3 }, ['a', 'abc'], ['', 'abcd'], '"x" must have from 1 to 3 characters, got '],
    [{ maxLength: 2 }, ['', 'ab'], ['abc'], '"x" must have at most 2 characters, got 3'],
    [{ minLength: 2 }, ['ab'], ['a'], '"x" must have at least 2 characters, got 1'],
    [{ minItems: 1 }, [[1]], [[]], '"x" must have at least 1 entries, got 0'],
    [{ maxItems: 2 }, [[1, 2]], [[1, 2, 3]], '"x" must have at most 2 entries, got 3'],
    [{ pattern: '^[0-9]+$' }, ['12'], ['1a', ''], '"x" must match ^[0-9]+$'],
    [{ enum: ['a', 'b'] }, ['a', 'b'], ['c', 1], '"x" must be one of a, b'],
    [{ const: 'gpu' }, ['gpu'], ['cpu', undefined], '"x" must be one of gpu'],
    [{ not: { enum: [2222, 2223] } }, [22], [2222], '"x" must not be 2222: 2222, 2223 are reserved'],
  ])('knows the limits %j', (schema, good, bad, message) => {
    for (const value of good) expect(problem(value, schema, 'x')).toBeUndefined();
    for (const value of bad) expect(problem(value, schema, 'x')?.message).toContain(message);
  });

  const pair: RequestSchema = {
    type: 'object',
    required: ['key'],
    properties: { key: { type: 'string', maxLength: 3 }, value: { type: 'string' } },
  };

  it('names the place of what is wrong', () => {
    const schema: RequestSchema = { type: 'object', properties: { envs: { type: 'array', items: pair } } };
    expect(problem({ envs: [{ key: 'a' }, { key: 'b', value: 'c' }] }, schema)).toBeUndefined();
    expect(problem({ envs: [{ key: 'a' }, { key: 'long' }] }, schema)?.argument).toBe('envs[1].key');
    expect(problem({ envs: [{}] }, schema)?.message).toBe('"envs[0].key" is missing');
    expect(problem([], schema)).toMatchObject({ argument: 'body', message: '"body" must be an object, got a list' });
  });

  it('refuses a field that does not exist, unless the object is open, and lets undefined be absent', () => {
    expect(problem({ key: 'a', vlaue: 'b' }, pair)?.message).toBe('"vlaue" is unknown; known: key, value');
    expect(problem({ key: 'a', vlaue: 'b' }, { ...pair, additionalProperties: true })).toBeUndefined();
    expect(problem({ key: 'a', value: undefined }, pair)).toBeUndefined();
    expect(problem({ key: undefined }, pair)?.message).toBe('"key" is missing');
    expect(problem({ key: 'a', toString: 'b' }, pair)?.argument).toBe('toString');
  });

  it('shows no text of the caller', () => {
    expect(problem({ key: 'secret' }, pair)?.message).not.toContain('secret');
    expect(problem('secret', { enum: ['a'] }, 'x')?.message).not.toContain('secret');
    expect(problem('secret', { pattern: '^a$' }, 'x')?.message).not.toContain('secret');
    expect(problem('secret', { type: 'integer' }, 'x')?.message).not.toContain('secret');
  });

  it('follows references, and takes of two forms the one that the value names', () => {
    expect(problem('onDemand', { $ref: 'BillingMode' })).toBeUndefined();
    expect(problem('hourly', { $ref: 'BillingMode' }, 'm')?.message).toBe('"m" must be one of onDemand, monthly, spot');
    const either: RequestSchema = {
      oneOf: [{ $ref: 'CreateGpuInstanceRequest' }, { $ref: 'CreateCpuInstanceRequest' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { gpu: 'CreateGpuInstanceRequest', cpu: 'CreateCpuInstanceRequest' },
      },
    };
    expect(problem({ kind: 'cpu', productId: 'p', imageUrl: 'i' }, either)).toBeUndefined();
    expect(problem({ kind: 'gpu', productId: 'p', imageUrl: 'i' }, either)?.argument).toBe('gpuNum');
    for (const value of [{ kind: 'tpu' }, {}, { kind: 'constructor' }, 'x', null]) {
      expect(problem(value, either)?.message).toBe('"kind" must be one of gpu, cpu');
    }
  });
});
