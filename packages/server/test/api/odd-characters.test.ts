import { expect, it, onTestFinished } from 'vitest';
import { startFleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { temporaryDatabase } from '../stores.js';
import { call } from './call.js';

it.each(['SQLite', 'PostgreSQL'])(
  'characters that a database may not take are no failure of the server on %s',
  async (kind) => {
    const settings = kind === 'SQLite' ? {} : { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() };
    const fleet = await startFleet({ settings });
    onTestFinished(() => fleet.close());
    for (const [method, path, status] of [
      ['GET', '/v1/instances/%00', 404],
      ['DELETE', '/v1/instances/inst_%00', 404],
      ['GET', '/v1/instances/%00/events', 404],
      ['GET', '/v1/api-keys/%00', 404],
      ['DELETE', '/v1/api-keys/key_%00', 404],
      ['GET', '/v1/instances?owner=%00', 400],
      ['GET', '/v1/instances?name=%00', 400],
      ['GET', '/v1/instances?metadata[%00]=x', 400],
      ['GET', '/v1/instances?metadata[x]=%00', 200],
      ['GET', `/v1/instances?cursor=${Buffer.from('[{"createdAt":1,"id":"\\u0000"},"x"]').toString('base64url')}`, 400],
      ['GET', '/v1/usage?owner=%00', 400],
      ['GET', '/v1/usage?instanceId=%00', 400],
      ['GET', '/v1/usage?from=0000-01-01&to=0000-01-02', 200],
      ['GET', '/v1/usage?to=0000-01-01', 200],
      ['GET', '/v1/products?name=%00', 200],
      ['GET', '/v1/templates?name=%00', 200],
    ] as const) {
      const answer = await call(fleet, method, path);
      expect([path, answer.status]).toEqual([path, status]);
    }
    const body = { ...REQUEST, metadata: { odd: 'a\u0000b' } };
    const made = await call(fleet, 'POST', '/v1/instances', { body, headers: { prefer: 'wait=30' } });
    expect(made.status).toBe(201);
    const found = await call(fleet, 'GET', '/v1/instances?metadata[odd]=a%00b');
    expect((found.body.data as { id: string }[]).map(({ id }) => id)).toEqual([made.body.id]);
  },
);
