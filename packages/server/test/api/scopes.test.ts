import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../src/api/openapi.js';
import { SCOPES } from '../../src/scope.js';
import { startFleet, type Fleet } from '../fleet.js';
import { call, newKey } from './call.js';

interface Operation {
  security?: { apiKey?: string[] }[];
}

/** Every route of the server that is described, and the scope that it asks for; `none` where it asks for no key. */
const { paths } = (await describeApi()) as { paths: Record<string, Record<string, Operation>> };
const ROUTES = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { security }]) => ({
    method: method.toUpperCase(),
    path: path.replaceAll(/\{\w+\}/g, 'nothing_1'),
    scope: security?.[0]?.apiKey?.[0] ?? 'none',
  })),
);

let fleet: Fleet;
const keys = new Map<string, string>();

beforeAll(async () => {
  fleet = await startFleet();
  for (const scope of SCOPES) keys.set(scope, (await newKey(fleet, { scope })).key);
});

afterAll(() => fleet.close());

it('every route but health says what scope it needs, and what changes something needs more than read', () => {
  expect(ROUTES.length).toBeGreaterThan(15);
  const open = ROUTES.filter(({ scope }) => scope === 'none').map(({ path }) => path);
  for (const path of open) expect(['/healthz', '/readyz', '/cloudz']).toContain(path);
  for (const { method, scope } of ROUTES) if (method !== 'GET') expect(scope).not.toBe('read');
  for (const { path, scope } of ROUTES) if (/api-keys|orphans/.test(path)) expect(scope).toBe('admin');
});

describe.each(ROUTES.filter(({ scope }) => scope !== 'none'))('$method $path', ({ method, path, scope: needed }) => {
  it('is 401 without a key', async () => {
    expect(await call(fleet, method, path, { key: null })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  it.each([...SCOPES])(`asked with a key of scope %s, is 403 if and only if ${needed} is more`, async (scope) => {
    // What is asked for is not there, and the body is empty: nothing changes, whatever the answer.
    const { status, body } = await call(fleet, method, path, { key: keys.get(scope) ?? '' });
    if (SCOPES.indexOf(scope) >= SCOPES.indexOf(needed as never)) {
      expect(status).not.toBe(401);
      expect(status).not.toBe(403);
      expect(status).toBeLessThan(500);
    } else {
      expect({ status, body }).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(body.detail).toContain(needed);
    }
  });
});

it('what is not there is 404 for every scope', async () => {
  const answer = await call(fleet, 'POST', '/v1/nowhere', { key: keys.get('read') ?? '' });
  expect(answer).toMatchObject({ status: 404, body: { code: 'route_not_found' } });
});
