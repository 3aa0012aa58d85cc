import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { call, newKey } from './call.js';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

afterEach(() => fleet.close());

const keysOf = async () => (await call(fleet, 'GET', '/v1/api-keys')).body.data as Record<string, unknown>[];

it('shows a key once, and stores only its hash', async () => {
  const { status, body, headers } = await call(fleet, 'POST', '/v1/api-keys', {
    body: { name: 'CI', scope: 'write', maxCost: '12.5' },
  });
  expect(status).toBe(201);
  const { key, ...rest } = body;
  expect(key).toMatch(/^nfk_[a-z0-9]{16}_[\w-]{32}$/);
  expect(rest).toMatchObject({
    ...{ name: 'CI', scope: 'write', revokedAt: null, lastUsedAt: null },
    maxCost: { amount: 1_250_000, scale: 5, currency: 'USD' },
  });
  expect(headers.get('location')).toBe(`/v1/api-keys/${String(body.id)}`);
  expect((await call(fleet, 'GET', `/v1/api-keys/${String(body.id)}`)).body).toEqual(rest);
  expect(await keysOf()).toEqual([expect.objectContaining({ scope: 'admin', name: 'first key' }), rest]);
  expect((await call(fleet, 'GET', '/v1/instances', { key: key as string })).status).toBe(200);
  expect((await call(fleet, 'GET', `/v1/api-keys/${String(body.id)}`)).body.lastUsedAt).not.toBeNull();

  const secret = (key as string).split('_')[2] ?? '';
  expect(fleet.log.join('')).not.toContain(secret);
  await fleet.server.close();
  expect(readFileSync(join(fleet.folder, 'fleet.db')).includes(secret)).toBe(false);
});

it('makes one key for one Idempotency-Key, and does not show it again', async () => {
  const ask = (name: string) =>
    call(fleet, 'POST', '/v1/api-keys', { body: { name, scope: 'read' }, headers: { 'idempotency-key': 'one' } });
  const first = await ask('a');
  const again = await ask('a');
  expect(again).toMatchObject({ status: 409, body: { code: 'api_key_shown' } });
  expect(again.body.detail).toContain(first.body.id);
  expect(await ask('b')).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  expect(await keysOf()).toHaveLength(2);
});

it('changes the name and the budget, each by itself', async () => {
  const { id } = await newKey(fleet, { scope: 'read', name: 'before' });
  const path = `/v1/api-keys/${id}`;
  const renamed = await call(fleet, 'PATCH', path, { body: { name: 'after' } });
  expect(renamed).toMatchObject({ status: 200, body: { name: 'after', maxCost: null } });
  const limited = await call(fleet, 'PATCH', path, { body: { maxCost: '1' } });
  expect(limited.body).toMatchObject({ name: 'after', maxCost: { amount: 100_000 } });
  expect((await call(fleet, 'PATCH', path, { body: { maxCost: null } })).body).toMatchObject({ maxCost: null });
  expect((await call(fleet, 'PATCH', path, { body: {} })).body).toMatchObject({ name: 'after', maxCost: null });
});

it('refuses a revoked key from then on', async () => {
  const { id, key } = await newKey(fleet, { scope: 'write' });
  expect((await call(fleet, 'GET', '/v1/instances', { key })).status).toBe(200);
  const revoked = await call(fleet, 'DELETE', `/v1/api-keys/${id}`);
  expect(revoked.status).toBe(200);
  expect(revoked.body.revokedAt).not.toBeNull();
  expect(await call(fleet, 'GET', '/v1/instances', { key })).toMatchObject({ status: 401 });
  expect((await call(fleet, 'DELETE', `/v1/api-keys/${id}`)).body).toEqual(revoked.body);
});

it('keeps the last key of an administrator', async () => {
  const [first] = await keysOf();
  const remove = (id: unknown, key?: string) => call(fleet, 'DELETE', `/v1/api-keys/${String(id)}`, key ? { key } : {});
  expect(await remove(first?.id)).toMatchObject({ status: 409, body: { code: 'last_admin_key' } });
  const second = await newKey(fleet, { scope: 'admin' });
  expect((await remove(first?.id)).status).toBe(200);
  expect(await remove(second.id, second.key)).toMatchObject({ status: 409, body: { code: 'last_admin_key' } });
});

describe('refuses', () => {
  it.each([
    [{ scope: 'read' }, 'name', 'Required, but missing'],
    [{ name: 'x' }, 'scope', 'Must be one of "read", "write", "admin".'],
    [{ name: 'x', scope: 'root' }, 'scope', 'Must be one of "read", "write", "admin".'],
    [{ name: '', scope: 'read' }, 'name', 'at least 1'],
    [{ name: 'x'.repeat(201), scope: 'read' }, 'name', 'at most 200'],
    [{ name: 'a\nb', scope: 'read' }, 'name', 'no control characters'],
    [{ name: 'x', scope: 'read', maxCost: '0' }, 'maxCost', 'more than 0'],
    [{ name: 'x', scope: 'read', maxCost: '-1' }, 'maxCost', 'amount in USD'],
    [{ name: 'x', scope: 'read', maxCost: 1 }, 'maxCost', 'Must be a string.'],
    [{ name: 'x', scope: 'read', hash: 'x' }, 'hash', 'Allowed fields: name, scope, maxCost.'],
  ])('%j', async (body, field, message) => {
    const answer = await call(fleet, 'POST', '/v1/api-keys', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ field }] } });
    expect(JSON.stringify(answer.body.errors)).toContain(JSON.stringify(message).slice(1, -1));
    expect(await keysOf()).toHaveLength(1);
  });

  it.each(['GET', 'PATCH', 'DELETE'])('%s of a key that is not there', async (method) => {
    const answer = await call(fleet, method, '/v1/api-keys/key_nobody', method === 'PATCH' ? { body: {} } : {});
    expect(answer).toMatchObject({ status: 404, body: { code: 'api_key_not_found' } });
  });

  it('a change of the scope', async () => {
    const { id } = await newKey(fleet, { scope: 'read' });
    expect(await call(fleet, 'PATCH', `/v1/api-keys/${id}`, { body: { scope: 'admin' } })).toMatchObject({
      status: 400,
    });
  });
});
