import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '@novita-fleet/client';
import { callOperation, checkOperation } from '../../src/operations/call-operation.js';
import type { RequestOptions } from '../../src/request-options.js';
import { failure } from '../client-harness.js';

function recorder() {
  const sent: RequestOptions[] = [];
  const request = <T>(options: RequestOptions): Promise<T> => {
    sent.push(options);
    return Promise.resolve('answer' as T);
  };
  return { sent, client: { request } };
}

describe('callOperation', () => {
  it('sends method, path, query and body of the operation', async () => {
    const { sent, client } = recorder();
    const body = { region_id: 'r', name: 'lan' };
    expect(await callOperation(client, 'v2CreateNetwork', { body }, { timeoutMs: 5 })).toBe('answer');
    await callOperation(client, 'v2GetNetwork', { params: { network_id: 'a/b' } }, {});
    await callOperation(client, 'listTemplates', { query: { channel: ['private', 'official'] } }, {});
    await callOperation(client, 'stopInstance', { body: { instanceId: 'i' }, idempotent: true }, {});
    const networks = '/gpus/v2/networks';
    const templates = '/gpu-instance/openapi/v1/templates';
    const stop = '/gpu-instance/openapi/v1/gpu/instance/stop';
    expect(sent).toEqual([
      { method: 'POST', path: networks, route: networks, body, timeoutMs: 5 },
      { method: 'GET', path: `${networks}/a%2Fb`, route: `${networks}/{network_id}` },
      { method: 'GET', path: templates, route: templates, query: { channel: 'private,official' } },
      { method: 'POST', path: stop, route: stop, body: { instanceId: 'i' }, idempotent: true },
    ]);
  });

  it.each([undefined, null, 'x', 5, []])('refuses the body %j with a typed error', async (body) => {
    const { sent, client } = recorder();
    const error = await failure(callOperation(client, 'stopInstance', { body: body as never }, {}));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'body' });
    expect(sent).toEqual([]);
  });

  it('lets a body be left out where it may', () => {
    expect(() => checkOperation('v2MigrateInstance', {})).not.toThrow();
    expect(() => checkOperation('v2MigrateInstance', { body: { saveData: true } as never })).toThrow('saveData');
  });

  it('refuses a query that lacks what is required', () => {
    const query = { cycleType: 'Day' } as never;
    expect(() => checkOperation('listUsageBills', { query })).toThrow('"productCategory" is missing');
    expect(() => checkOperation('listUsageBills', {})).toThrow('"cycleType" is missing');
  });

  it('checks further only what keeps the limits', () => {
    const asked: string[] = [];
    const check = (): void => void asked.push('further');
    expect(() => checkOperation('stopInstance', { body: {} as never, check })).toThrow('instanceId');
    expect(asked).toEqual([]);
    checkOperation('stopInstance', { body: { instanceId: 'i' }, check });
    expect(asked).toEqual(['further']);
  });
});
