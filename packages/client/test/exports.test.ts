import { describe, expect, it } from 'vitest';
import * as client from '@novita-fleet/client';

describe('the package', () => {
  it('exports just what is meant to be public', () => {
    expect(Object.keys(client).sort()).toEqual([
      'AbortedError',
      'ApiError',
      'AttemptTimeoutError',
      'BadRequestError',
      'BalanceNotEnoughError',
      'CircuitOpenError',
      'ClientClosedError',
      'ConflictError',
      'ConnectionError',
      'CreateUnclearError',
      'DeadlineExceededError',
      'DecodeError',
      'ERROR_CODES',
      'FleetClient',
      'ForbiddenError',
      'HttpCore',
      'Instance',
      'InsufficientResourceError',
      'InvalidArgumentError',
      'InvalidStateError',
      'MissingApiKeyError',
      'NotFoundError',
      'NovitaApiService',
      'NovitaClient',
      'NovitaError',
      'PRICE_SCALE',
      'QueueFullError',
      'RateLimitedError',
      'ServerError',
      'UnauthorizedError',
      'V2Instance',
      'VERSION',
      'WALLET_SCALE',
      'addMoney',
      'compareMoney',
      'costOf',
      'formatMoney',
      'mapApiError',
      'mayHaveTakenEffect',
      'money',
      'parseMoney',
    ]);
  });

  it('gives every error a code of the table', () => {
    const about = { method: 'GET', path: '/', status: 0, correlationId: '', attempts: 1, headers: {}, body: {} };
    for (const status of [400, 401, 403, 404, 409, 418, 429, 500]) {
      const { code } = client.mapApiError({ ...about, status, retryAfterMs: undefined });
      expect(client.ERROR_CODES[code].area).toBe('client');
    }
  });
});
