import { describe, expect, it, vi } from 'vitest';
import { CircuitOpenError, InvalidArgumentError, NovitaError, QueueFullError } from '@novita-fleet/resilience';

describe('NovitaError', () => {
  it('is told by its brand across two copies of the package', async () => {
    vi.resetModules();
    const other = await import('@novita-fleet/resilience');
    expect(other.NovitaError).not.toBe(NovitaError);
    const error = new other.CircuitOpenError(5);
    expect(error).toBeInstanceOf(NovitaError);
    expect(error).toBeInstanceOf(CircuitOpenError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(QueueFullError);
    expect(new other.NovitaError('internal_error', 'x')).not.toBeInstanceOf(CircuitOpenError);
  });

  it('tells apart classes without a brand of their own', () => {
    class Own extends NovitaError {}
    expect(new Own('internal_error', 'x')).toBeInstanceOf(Own);
    expect(new Own('internal_error', 'x')).toBeInstanceOf(NovitaError);
    expect(new NovitaError('internal_error', 'x')).not.toBeInstanceOf(Own);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 1],
    ['a text', 'text'],
    ['an object', {}],
    ['an object without a prototype', Object.create(null)],
    ['an error', new Error('x')],
    ['an object with the brand of its own', { constructor: { brand: 'NovitaError' } }],
    ['an heir of what is no class', Object.create({ constructor: { brand: 'NovitaError' } })],
    ['an heir of an object without a class', Object.create({ constructor: undefined })],
  ])('is not %s', (_name, value) => expect(value instanceof NovitaError).toBe(false));

  it('has the brands that copies of other versions know', () => {
    const brands = [NovitaError, InvalidArgumentError, CircuitOpenError, QueueFullError].map(({ brand }) => brand);
    expect(brands).toEqual(['NovitaError', 'InvalidArgumentError', 'CircuitOpenError', 'QueueFullError']);
    expect(new NovitaError('internal_error', 'x').name).toBe('NovitaError');
  });

  it('shows its fields in JSON', () => {
    const error = new InvalidArgumentError('rateLimit.burst', 'too small');
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'InvalidArgumentError',
      code: 'invalid_argument',
      message: 'too small',
      argument: 'rateLimit.burst',
    });
  });
});
