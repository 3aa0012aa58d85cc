import { describe, expect, it } from 'vitest';
import { QueueFullError } from '@novita-fleet/resilience';

describe('QueueFullError', () => {
  it.each([
    ['maxQueue', 'Too many calls wait for the rate limiter'],
    ['maxWaitMs', 'The wait for the rate limiter would be longer than `maxWaitMs`'],
    ['deadline', 'The wait for the rate limiter would go beyond the deadline of the call'],
  ] as const)('names %s, and in whole milliseconds when a slot may be free', (limit, message) => {
    const cause = new Error('busy');
    const error = new QueueFullError(limit, 20.1, { cause });
    expect(error.message).toBe(`${message}; a slot may be free in 21 ms`);
    expect(error.cause).toBe(cause);
    expect(error.toJSON()).toEqual({
      name: 'QueueFullError',
      code: 'queue_full',
      message: error.message,
      limit,
      retryAfterMs: 20.1,
    });
  });
});
