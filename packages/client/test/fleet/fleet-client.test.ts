import { BadRequestError, FleetClient } from '@novita-fleet/client';
import { FakeClock } from '@novita-fleet/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { failure } from '../client-harness.js';
import { json, LoopbackServer, until, type Answer } from '../loopback-server.js';

const REQUEST = { name: 'job', productId: 'p', imageUrl: 'i' };

async function setUp(answer: Answer) {
  const server = await LoopbackServer.start(answer);
  const clock = new FakeClock();
  const fleet = new FleetClient({ baseUrl: server.url, apiKey: 'nfk_a_b', clock, random: () => 1, env: {} });
  onTestFinished(async () => {
    await server.close();
    await fleet.close();
  });
  return { server, clock, fleet };
}

it('sends a create again after an unclear failure, with the same Idempotency-Key', async () => {
  const { server, clock, fleet } = await setUp((response, _seen, index) => {
    if (index === 0) response.destroy();
    else json(response, { id: 'inst_1' }, 201);
  });
  const created = fleet.instances.create(REQUEST);
  await until(() => server.seen.length === 1 && clock.nextDelay !== undefined);
  for (let step = 0; server.seen.length < 2; step += 1) await clock.advance(100);
  expect(await created).toEqual({ id: 'inst_1' });
  const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

it('uses the key of the caller, and another one for each call without', async () => {
  const { server, fleet } = await setUp((response) => json(response, {}, 201));
  await fleet.instances.create(REQUEST, { idempotencyKey: 'mine' });
  await fleet.webhookEndpoints.create({ url: 'https://example.com' });
  await fleet.webhookEndpoints.create({ url: 'https://example.com' });
  const [mine, first, second] = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(mine).toBe('mine');
  expect(first).not.toBe(second);
});

it('reads a problem document: code, fields and correlation id', async () => {
  const { fleet } = await setUp((response) =>
    json(
      response,
      {
        ...{ type: 'urn:x', title: 'Wrong.', status: 400, detail: 'The body is not valid: gpuNum.' },
        ...{ code: 'validation_failed', correlationId: 'c-1' },
        errors: [{ field: 'gpuNum', message: 'Must be at most 8.' }],
      },
      400,
      { 'content-type': 'application/problem+json' },
    ),
  );
  const error = await failure(fleet.instances.create(REQUEST));
  expect(error).toBeInstanceOf(BadRequestError);
  expect(error).toMatchObject({
    reason: 'validation_failed',
    correlationId: 'c-1',
    fieldProblems: [{ field: 'gpuNum', message: 'Must be at most 8.' }],
  });
});

it('follows the cursor to the end', async () => {
  const { server, fleet } = await setUp((response, { url }) => {
    const isSecond = url.includes('cursor=next');
    json(response, { data: [{ id: isSecond ? 'b' : 'a' }], nextCursor: isSecond ? null : 'next' });
  });
  const ids: string[] = [];
  for await (const { id } of fleet.instances.listAll({ status: 'ready', limit: 1 })) ids.push(id);
  expect(ids).toEqual(['a', 'b']);
  expect(server.seen.map(({ url }) => url)).toEqual([
    '/v1/instances?status=ready&limit=1',
    '/v1/instances?status=ready&limit=1&cursor=next',
  ]);
});

it('keeps an id from leaving its place in the path', async () => {
  const { server, fleet } = await setUp((response) => json(response, {}));
  await fleet.instances.get('../api-keys?x');
  expect(server.seen[0]?.url).toBe('/v1/instances/..%2Fapi-keys%3Fx');
});

it('takes address and key from the environment', async () => {
  const { server } = await setUp((response) => json(response, { status: 'ok' }));
  const fleet = new FleetClient({ env: { NOVITA_FLEET_URL: server.url, NOVITA_FLEET_API_KEY: 'nfk_env' } });
  onTestFinished(() => fleet.close());
  expect(await fleet.healthCheck()).toMatchObject({ ok: true });
  expect(server.seen[0]).toMatchObject({ url: '/readyz', headers: { authorization: 'Bearer nfk_env' } });
});
