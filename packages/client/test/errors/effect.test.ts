import {
  AbortedError,
  AttemptTimeoutError,
  CircuitOpenError,
  ConnectionError,
  DeadlineExceededError,
  DecodeError,
  InvalidArgumentError,
  mapApiError,
  mayHaveTakenEffect,
} from '@novita-fleet/client';
import { expect, it } from 'vitest';

const answered = (status: number) =>
  mapApiError({
    ...{ method: 'POST', path: '/', status, correlationId: '', attempts: 1, headers: {}, body: {} },
    retryAfterMs: undefined,
  });

it.each([408, 425, 500, 502, 503, 504])('may have taken effect: answered with %i', (status) => {
  expect(mayHaveTakenEffect(answered(status))).toBe(true);
});

it.each([400, 401, 403, 404, 409, 422, 429])('surely had none: answered with %i', (status) => {
  expect(mayHaveTakenEffect(answered(status))).toBe(false);
});

const unclear: [string, (sent: boolean) => Error][] = [
  ['lost connection', (sent) => new ConnectionError('lost', sent)],
  ['attempt timeout', (sent) => new AttemptTimeoutError('late', sent, 1)],
  ['deadline', (sent) => new DeadlineExceededError('late', sent)],
  ['abort', (sent) => new AbortedError(sent)],
];

it.each(unclear)('depends on whether it was sent: %s', (_what, make) => {
  expect(mayHaveTakenEffect(make(true))).toBe(true);
  expect(mayHaveTakenEffect(make(false))).toBe(false);
});

it('believes no answer that it cannot read, and nothing that it does not know', () => {
  expect(mayHaveTakenEffect(new DecodeError('no id', 200))).toBe(true);
  expect(mayHaveTakenEffect(new TypeError('?'))).toBe(true);
  expect(mayHaveTakenEffect(undefined)).toBe(true);
});

it('knows that nothing was sent', () => {
  expect(mayHaveTakenEffect(new CircuitOpenError(1))).toBe(false);
  expect(mayHaveTakenEffect(new InvalidArgumentError('x', 'x'))).toBe(false);
});
