import { FakeClock } from '@novita-fleet/testkit';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerAt, RateLimit } from '../../src/api/rate-limit.js';
import { startFleet, type Fleet } from '../fleet.js';
import { call, newKey } from './call.js';

/** Counts one request; the headers of its answer, and whether it was refused. */
function count(limit: RateLimit, caller: string): Record<string, unknown> {
  const headers: Record<string, unknown> = {};
  const reply = { header: (name: string, value: unknown) => (headers[name] = value) };
  try {
    limit.count(caller, reply as unknown as FastifyReply);
    return headers;
  } catch (error) {
    return { ...headers, refused: (error as { code: string }).code };
  }
}

describe('the count of requests', () => {
  it('lets so many through in a minute, then none until it is over', async () => {
    const clock = new FakeClock();
    const limit = new RateLimit({ perMinute: 2, clock });
    const policy = { 'ratelimit-policy': '"minute";q=2;w=60' };
    expect(count(limit, 'a')).toEqual({ ...policy, ratelimit: '"minute";r=1;t=60' });
    await clock.advance(20_500);
    expect(count(limit, 'a')).toEqual({ ...policy, ratelimit: '"minute";r=0;t=40' });
    const refused = { ...policy, ratelimit: '"minute";r=0;t=40', 'retry-after': 40, refused: 'rate_limited' };
    expect(count(limit, 'a')).toEqual(refused);
    expect(count(limit, 'b')).toMatchObject({ ratelimit: '"minute";r=1;t=60' });
    await clock.advance(39_499);
    expect(count(limit, 'a')).toMatchObject({ 'retry-after': 1, refused: 'rate_limited' });
    await clock.advance(1);
    expect(count(limit, 'a')).toEqual({ ...policy, ratelimit: '"minute";r=1;t=60' });
  });

  it('keeps a bounded number of callers', () => {
    const limit = new RateLimit({ perMinute: 1, clock: new FakeClock() });
    count(limit, 'first');
    count(limit, 'second');
    expect(count(limit, 'first')).toMatchObject({ refused: 'rate_limited' });
    for (let caller = 0; caller < 9_999; caller += 1) count(limit, `caller ${caller}`);
    expect(count(limit, 'second')).toMatchObject({ refused: 'rate_limited' });
    expect(count(limit, 'first')).not.toHaveProperty('refused');
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('takes %s for %s', (address, caller) => {
    expect(callerAt(address)).toBe(caller);
  });
});

describe('over HTTP', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet({ settings: { NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '5' } });
  });

  afterAll(() => fleet.close());

  it('each key has its own count, a request without a valid key that of its address, and health none', async () => {
    const { key } = await newKey(fleet, { scope: 'read' });
    const ask = (options: object) => call(fleet, 'GET', '/v1/instances', options);
    for (let left = 4; left >= 0; left -= 1) {
      const { status, headers } = await ask({ key });
      expect([status, headers.get('ratelimit')]).toEqual([200, expect.stringContaining(`r=${left};`)]);
    }
    const refused = await ask({ key });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', status: 429 } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await ask({})).status).toBe(200);

    for (let request = 0; request < 5; request += 1) {
      expect((await ask({ key: request % 2 === 0 ? null : 'nfk_made_up' })).status).toBe(401);
    }
    expect(await ask({ key: null })).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await ask({})).status).toBe(200);
    const health = await call(fleet, 'GET', '/healthz', { key: null });
    expect([health.status, health.headers.get('ratelimit')]).toEqual([200, null]);
  });
});
