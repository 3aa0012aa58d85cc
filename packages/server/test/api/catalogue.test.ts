import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { call, newKey } from './call.js';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet();
});

afterAll(() => fleet.close());

interface Product {
  id: string;
  name: string;
  regions: string[];
  available: boolean;
  pricePerGpuHour: { amount: number; scale: number; currency: string } | null;
}

async function products(query = ''): Promise<Product[]> {
  const { status, body } = await call(fleet, 'GET', `/v1/products?${query}`);
  expect(status).toBe(200);
  return body.data as Product[];
}

describe('/v1/products', () => {
  it('lists what can be had, the cheapest first, with prices as money', async () => {
    const all = await products();
    expect(all.length).toBeGreaterThan(1);
    const prices = all.map(({ pricePerGpuHour }) => pricePerGpuHour?.amount ?? Infinity);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(all[0]?.pricePerGpuHour).toMatchObject({ scale: 5, currency: 'USD' });
    expect(all.map(({ id }) => id)).toContain('4090.16c62g');
  });

  it('takes filters', async () => {
    const all = await products();
    const named = await products('name=4090');
    expect(named.length).toBeGreaterThan(0);
    expect(named.length).toBeLessThan(all.length);
    for (const { name } of named) expect(name).toContain('4090');
    expect(await products('available=false')).toEqual(all.filter(({ available }) => !available));
    expect(await products('available=true')).toEqual(all.filter(({ available }) => available));
    const region = all.flatMap(({ regions }) => regions)[0]!;
    const there = await products(`region=${encodeURIComponent(region)}`);
    expect(there).toEqual(all.filter(({ regions }) => regions.length === 0 || regions.includes(region)));
    const spot = await products('billingMode=spot&name=4090');
    const price = ({ pricePerGpuHour }: Product) => pricePerGpuHour?.amount ?? 0;
    expect(price(spot[0]!)).toBeLessThan(price(named.find(({ id }) => id === spot[0]?.id)!));
  });

  it('asks the cloud once for many answers', async () => {
    const asked = () => fleet.simulator.ledger().requests.filter(({ path }) => path.endsWith('/products')).length;
    await products('name=x');
    const before = asked();
    for (const name of ['a', 'b', 'c']) await products(`name=${name}`);
    expect(asked()).toBe(before);
  });

  it.each([
    ['billingMode=gold', 'billingMode'],
    ['available=perhaps', 'available'],
    ['region=Atlantis', 'region'],
    ['gpu=4090', 'gpu'],
  ])('refuses %s', async (query, field) => {
    const answer = await call(fleet, 'GET', `/v1/products?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ field }] } });
  });
});

describe('/v1/templates', () => {
  it('lists those of the account without their environment variables, for every key', async () => {
    const made = await fetch(`${fleet.simulator.baseUrl}/gpu-instance/openapi/v1/template/create`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fleet.simulator.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        template: {
          ...{ name: 'Trainer', type: 'instance', channel: 'private', image: 'ghcr.io/me/app:1', rootfsSize: 60 },
          ports: [{ type: 'http', ports: [8000, 8001] }],
          envs: [{ key: 'TOKEN', value: 'hunter2' }],
        },
      }),
    });
    expect(made.status).toBe(200);
    const { key } = await newKey(fleet, { scope: 'read' });
    const { body } = await call(fleet, 'GET', '/v1/templates?name=TRAIN', { key });
    expect(body.data).toMatchObject([
      {
        ...{ name: 'Trainer', channel: 'private', imageUrl: 'ghcr.io/me/app:1', rootfsSize: 60 },
        ports: [
          { port: 8000, type: 'http' },
          { port: 8001, type: 'http' },
        ],
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect((await call(fleet, 'GET', '/v1/templates?name=nothing', { key })).body.data).toEqual([]);
  });

  it('says so when the cloud does not tell', async () => {
    fleet.simulator.faults.add({
      kind: 'status',
      route: 'GET /gpu-instance/openapi/v1/templates',
      status: 500,
      count: 9,
    });
    const answer = await call(fleet, 'GET', '/v1/templates?channel=official');
    expect(answer).toMatchObject({ status: 503, body: { code: 'cloud_unavailable' } });
  });
});
