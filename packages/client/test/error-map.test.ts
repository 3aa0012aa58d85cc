import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ApiError,
  BadRequestError,
  BalanceNotEnoughError,
  ConflictError,
  ERROR_CODES,
  ForbiddenError,
  InsufficientResourceError,
  InvalidStateError,
  NotFoundError,
  NovitaError,
  RateLimitedError,
  ServerError,
  UnauthorizedError,
  mapApiError,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json } from './loopback-server.js';

afterEach(closeAll);

function mapped(status: number, body?: unknown, headers: Record<string, string> = {}): ApiError {
  const about = { method: 'GET', path: '/x', retryAfterMs: undefined, correlationId: 'c', attempts: 1 };
  return mapApiError({ ...about, status, headers, body });
}

it('gives every error a code of the part of the table that is for clients', () => {
  for (const status of [400, 401, 403, 404, 409, 418, 429, 500]) {
    expect(ERROR_CODES[mapped(status).code].area).toBe('client');
  }
});

describe('mapApiError', () => {
  it.each([
    [400, { code: 400, reason: 'VALIDATOR_PARAM', message: 'no' }, BadRequestError, 'bad_request'],
    [401, { code: 401, reason: 'UNAUTHORIZED', message: 'no' }, UnauthorizedError, 'unauthorized'],
    [403, 'error code: 1010', ForbiddenError, 'forbidden'],
    [404, undefined, NotFoundError, 'not_found'],
    [409, {}, ConflictError, 'conflict'],
    [418, {}, ApiError, 'api_error'],
    [422, {}, BadRequestError, 'bad_request'],
    [429, { reason: 'RATE_LIMIT_EXCEEDED' }, RateLimitedError, 'rate_limited'],
    [500, { reason: 'RESOURCE_NOT_FOUND' }, ServerError, 'server_error'],
    [503, null, ServerError, 'server_error'],
    [400, { reason: 'RESOURCE_NOT_FOUND' }, NotFoundError, 'not_found'],
    [400, { reason: 'TEMPLATE_NOT_FOUND' }, NotFoundError, 'not_found'],
    [400, { message: 'template not found' }, NotFoundError, 'not_found'],
    [400, { reason: 'INSUFFICIENT_RESOURCE' }, InsufficientResourceError, 'insufficient_resource'],
    [400, { reason: 'MIGRATE_INSUFFICIENT_RESOURCE' }, InsufficientResourceError, 'insufficient_resource'],
    [400, { reason: 'BALANCE_NOT_ENOUGH' }, BalanceNotEnoughError, 'balance_not_enough'],
    [400, { reason: 'EXPIRED_OR_BALANCE_NOT_ENOUGH' }, BalanceNotEnoughError, 'balance_not_enough'],
    [400, { message: 'Invalid state change' }, InvalidStateError, 'invalid_state'],
    [409, { code: 'invalid_state', detail: 'x' }, InvalidStateError, 'invalid_state'],
    [404, { code: 'instance_not_found', title: 'x' }, NotFoundError, 'not_found'],
    [400, { reason: 7, message: ['x'] }, BadRequestError, 'bad_request'],
    [400, [], BadRequestError, 'bad_request'],
  ])('%i with %o', (status, body, errorClass, code) => {
    const error = mapped(status, body);
    expect(error.constructor).toBe(errorClass);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(NovitaError);
    expect(error).toMatchObject({ name: errorClass.name, code, status });
  });

  it('reads the body of the cloud and its variants', () => {
    expect(mapped(400, { code: 400, reason: 'R', message: 'm' })).toMatchObject({ reason: 'R', detail: 'm' });
    expect(mapped(400, { error: { code: 'c', message: 'm' } })).toMatchObject({ reason: 'c', detail: 'm' });
    expect(mapped(400, { error: 'm' })).toMatchObject({ reason: undefined, detail: 'm' });
    expect(mapped(403, 'short text\nmore')).toMatchObject({ detail: 'short text' });
    expect(mapped(502, '<html>')).toMatchObject({ detail: undefined });
  });

  it('reads problem documents', () => {
    const error = mapped(400, {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'gpuCount is out of range',
      code: 'validation_failed',
      errors: [{ field: 'gpuCount', message: 'from 1 to 8' }, 'noise'],
      correlationId: 'theirs',
    });
    expect(error).toMatchObject({
      reason: 'validation_failed',
      detail: 'gpuCount is out of range',
      correlationId: 'theirs',
      fieldProblems: [{ field: 'gpuCount', message: 'from 1 to 8' }],
      message: 'GET /x was answered with 400 validation_failed: gpuCount is out of range',
    });
  });

  it('takes the request id from the headers', () => {
    expect(mapped(400, {}, { 'x-request-id': 'r' }).requestId).toBe('r');
    expect(mapped(400, {}, { 'cf-ray': 'ray' }).requestId).toBe('ray');
  });
});

describe('an error', () => {
  it('shows no secret anywhere', async () => {
    const { client } = await harness(
      (response, seen) => {
        const echo = `bad key ${seen.headers.authorization ?? ''} at https://user:hunter2@host/`;
        const body = {
          reason: 'X',
          message: echo,
          sshPassword: 'hunter2',
          metadata: { imageAuth: 'user:hunter2', imageAuthId: 'kept', note: 'my-odd-key-42' },
          envs: [{ key: 'HF_TOKEN', value: 'hunter2' }],
        };
        json(response, body, 400, { 'set-cookie': 'session=hunter2', 'x-echo': 'my-odd-key-42' });
      },
      { apiKey: 'my-odd-key-42' },
    );
    const error = await failure(client.post('/x', { imageAuth: 'user:hunter2' }));
    const shown = [
      JSON.stringify(error),
      inspect(error, { depth: 20, showHidden: true }),
      String((error as Error).stack),
    ];
    for (const text of shown) {
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain('my-odd-key-42');
    }
    expect(error).toMatchObject({
      headers: { 'set-cookie': '[redacted]', 'x-echo': '[redacted]' },
      body: { metadata: { imageAuthId: 'kept' }, envs: [{ key: 'HF_TOKEN', value: '[redacted]' }] },
    });
    expect(inspect(client, { depth: 20 })).not.toContain('my-odd-key-42');
    expect(JSON.stringify(client)).toBe('{}');
  });

  it('logs no secret', async () => {
    const { client, log, clock } = await harness((response) => response.destroy(), { apiKey: 'my-odd-key-42' });
    const controller = new AbortController();
    const call = failure(client.get('/x?token=hunter2', { signal: controller.signal, maxRetries: 0 }));
    await call;
    await clock.advance(0);
    expect(log.map(({ message }) => message)).toEqual(['request', 'request failed']);
    expect(JSON.stringify(log)).not.toMatch(/hunter2|my-odd-key-42/);
  });
});
