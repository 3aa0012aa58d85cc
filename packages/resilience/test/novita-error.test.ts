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

  it.each([
    undefined,
    null,
    1,
    'text',
    {},
    Object.create(null),
    new Error('x'),
    { constructor: { brand: 'NovitaError' } },
  ])('is not %s', (value) => expect(value instanceof NovitaError).toBe(false));

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
