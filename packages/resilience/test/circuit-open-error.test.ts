import { expect, it } from 'vitest';
import { CircuitOpenError } from '@novita-fleet/resilience';

it('tells in whole milliseconds when the next try is admitted', () => {
  const cause = new Error('down');
  const error = new CircuitOpenError(1_500.2, { cause });
  expect(error.message).toBe(
    'The circuit breaker is open after repeated failures; the next try is admitted in 1501 ms',
  );
  expect(error.cause).toBe(cause);
  expect(error.toJSON()).toEqual({
    name: 'CircuitOpenError',
    code: 'circuit_open',
    message: error.message,
    retryAfterMs: 1_500.2,
  });
});

it('tells of a probe under way', () => {
  expect(new CircuitOpenError(0).message).toBe(
    'The circuit breaker is open after repeated failures; a probe is under way',
  );
});
