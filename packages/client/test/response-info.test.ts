import { afterEach, describe, expect, it } from 'vitest';
import { NovitaApiService, type ResponseInfo } from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

afterEach(closeAll);

/** Gathers what `onResponse` is told. */
function listening() {
  const told: ResponseInfo[] = [];
  return { told, onResponse: (info: ResponseInfo) => void told.push(info) };
}

describe('onResponse', () => {
  it('tells status, masked headers, ids, attempts and time of a call, through a resource too', async () => {
    const { client, clock, retries } = await harness((response, _seen, index) => {
      const headers = { 'x-trace-id': 't1', 'set-cookie': 'session=hunter2', 'x-echo': 'key sk_test_key' };
      json(response, { data: [] }, index === 0 ? 503 : 200, headers);
    });
    const { told, onResponse } = listening();
    const list = new NovitaApiService(client).clusters.list({ onResponse, correlationId: 'c1' });
    await until(() => retries() === 1);
    expect(told).toEqual([]);
    await clock.advance(1_000);
    await list;
    expect(told).toEqual([
      {
        method: 'GET',
        path: '/gpu-instance/openapi/v1/clusters',
        status: 200,
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'set-cookie': '[redacted]',
          'x-echo': 'key [redacted]',
        }) as unknown,
        requestId: 't1',
        correlationId: 'c1',
        attempts: 2,
        durationMs: 1_000,
        source: 'network',
      },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/hunter2|sk_test_key/);
  });

  it('tells of a refusal, once, before the error is thrown', async () => {
    const { client } = await harness((response) => json(response, {}, 404, { 'cf-ray': 'ray' }));
    const { told, onResponse } = listening();
    await failure(client.get('/x?secret=1', { onResponse }));
    expect(told).toMatchObject([{ path: '/x', status: 404, requestId: 'ray', attempts: 1 }]);
  });

  it('is silent when nothing was answered', async () => {
    const { client, server } = await harness((response) => response.destroy());
    const { told, onResponse } = listening();
    await failure(client.post('/x', {}, { onResponse }));
    await failure(client.get('/x', { onResponse, signal: AbortSignal.abort() }));
    expect(told).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('cannot take the result away by throwing, nor hide an error', async () => {
    const { client, log } = await harness((response, _seen, index) =>
      json(response, { id: 'i1' }, index === 0 ? 200 : 404),
    );
    const onResponse = (): never => {
      throw new Error('secret of the callback');
    };
    await expect(client.post('/create', {}, { onResponse })).resolves.toEqual({ id: 'i1' });
    expect(await failure(client.get('/x', { onResponse }))).toMatchObject({ status: 404 });
    expect(log.filter(({ message }) => message === 'onResponse threw')).toHaveLength(2);
    expect(JSON.stringify(log)).not.toContain('secret of the callback');
  });

  it('must be a function', async () => {
    const { client, server } = await harness((response) => json(response, 1));
    expect(await failure(client.get('/x', { onResponse: true as never }))).toMatchObject({ argument: 'onResponse' });
    expect(server.seen).toHaveLength(0);
  });
});
