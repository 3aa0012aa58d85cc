import { describe, expect, it } from 'vitest';
import {
  AbortedError,
  AttemptTimeoutError,
  CircuitOpenError,
  ConnectionError,
  DecodeError,
  QueueFullError,
  mapApiError,
} from '@novita-fleet/client';
import { decideRetry } from '../../src/middleware/retry.js';

const MAX = 60_000;

function answer(status: number, retryAfterMs?: number) {
  const about = { method: 'GET', path: '/x', correlationId: 'c', attempts: 1, headers: {}, body: {} };
  return mapApiError({ ...about, status, retryAfterMs });
}

describe('decideRetry', () => {
  it.each([
    ['connection lost', new ConnectionError('x', true), true, false],
    ['connection refused', new ConnectionError('x', false), true, true],
    ['timeout after sending', new AttemptTimeoutError('x', true, 1), true, false],
    ['timeout before sending', new AttemptTimeoutError('x', false, 1), true, true],
    ['408', answer(408), true, false],
    ['425', answer(425), true, false],
    ['429', answer(429), true, true],
    ['500', answer(500), true, false],
    ['599', answer(599), true, false],
    ['400', answer(400), false, false],
    ['404', answer(404), false, false],
    ['302', answer(302), false, false],
    ['bad body of a success', new DecodeError('x', 200), false, false],
    ['bad body of a 502', new DecodeError('x', 502), true, false],
    ['aborted', new AbortedError(false), false, false],
    ['circuit open', new CircuitOpenError(1), false, false],
    ['queue full', new QueueFullError('maxQueue', 1), false, false],
    ['an error of somebody else', new Error('x'), false, false],
  ])('%s', (_name, error, safe, unsafe) => {
    expect(decideRetry(error, true, MAX).retry).toBe(safe);
    expect(decideRetry(error, false, MAX).retry).toBe(unsafe);
  });

  it('waits what the answer names, up to the longest wait', () => {
    expect(decideRetry(answer(503, 0), true, MAX)).toEqual({ retry: true, delayMs: 0 });
    expect(decideRetry(answer(429, MAX), true, MAX)).toEqual({ retry: true, delayMs: MAX });
    expect(decideRetry(answer(429, MAX + 1), true, MAX)).toEqual({ retry: false });
    expect(decideRetry(answer(500), true, MAX)).toEqual({ retry: true });
  });
});
