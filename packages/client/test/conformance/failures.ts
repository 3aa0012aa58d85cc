import {
  AbortedError,
  AttemptTimeoutError,
  CircuitOpenError,
  ClientClosedError,
  ConnectionError,
  DeadlineExceededError,
  DecodeError,
  InvalidArgumentError,
  mapApiError,
  MissingApiKeyError,
  QueueFullError,
} from '../../src/index.js';

/** A failed attempt, as the vectors tell it. */
export type Failure =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'unreadable_answer'; readonly status: number }
  | {
      readonly kind: 'connection' | 'attempt_timeout' | 'deadline_exceeded' | 'aborted';
      readonly requestSent: boolean;
    }
  | {
      readonly kind:
        'circuit_open' | 'queue_full' | 'invalid_argument' | 'missing_api_key' | 'client_closed' | 'foreign';
    };

/** The error that stands for a failure. */
export function errorOf(failure: Failure): Error {
  switch (failure.kind) {
    case 'answer': {
      const call = { method: 'POST', path: '/', correlationId: '', attempts: 1, headers: {}, body: {} };
      return mapApiError({ ...call, status: failure.status, retryAfterMs: failure.retryAfterMs });
    }
    case 'unreadable_answer':
      return new DecodeError('cut short', failure.status);
    case 'connection':
      return new ConnectionError('lost', failure.requestSent);
    case 'attempt_timeout':
      return new AttemptTimeoutError('late', failure.requestSent, 1_000);
    case 'deadline_exceeded':
      return new DeadlineExceededError('late', failure.requestSent);
    case 'aborted':
      return new AbortedError(failure.requestSent);
    case 'circuit_open':
      return new CircuitOpenError(1_000);
    case 'queue_full':
      return new QueueFullError('maxQueue', 1_000);
    case 'invalid_argument':
      return new InvalidArgumentError('name', 'wrong');
    case 'missing_api_key':
      return new MissingApiKeyError('none');
    case 'client_closed':
      return new ClientClosedError();
    case 'foreign':
      return new TypeError('a bug');
  }
}
