import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { withHidden } from '../../src/resources/hidden-fields.js';

describe('withHidden', () => {
  const result = withHidden({ name: 'a' }, { secret: 's3cret', list: ['s3cret'], none: undefined });

  it('gives what is hidden to who asks for it by name', () => {
    expect(result.secret).toBe('s3cret');
    expect(result.list).toEqual(['s3cret']);
    expect(result.none).toBeUndefined();
    expect(result.name).toBe('a');
  });

  it('shows it to nobody else', () => {
    const looped: unknown[] = [];
    for (const name in result) looped.push(result[name as 'name']);
    const seen = [
      JSON.stringify(result),
      inspect(result),
      inspect(result, { showHidden: true }),
      JSON.stringify({ ...result }),
      JSON.stringify(Object.entries(result)),
      JSON.stringify(Object.assign({}, result)),
      JSON.stringify(structuredClone(result)),
      JSON.stringify(looped),
    ].join();
    expect(seen).not.toContain('s3cret');
    expect(seen).toContain('name');
  });

  it('cannot be overwritten', () => {
    expect(() => Object.assign(result, { secret: 'other' })).toThrow(TypeError);
    expect(result.secret).toBe('s3cret');
  });
});
