import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until } from '../loopback-server.js';

afterEach(closeAll);

const LIMIT = { compressAboveBytes: 100 };

describe('the packing of request bodies', () => {
  it('is off unless it is asked for', async () => {
    const { client, server } = await harness((response) => json(response, 1));
    await client.post('/x', { text: 'x'.repeat(100_000) });
    expect(server.seen[0]!.headers['content-encoding']).toBeUndefined();
    expect(server.seen[0]!.body).toHaveLength(100_011);
  });

  it('packs bodies of more bytes than the limit, and says so', async () => {
    const { client, server } = await harness((response) => json(response, 1), LIMIT);
    const text = (length: number) => 'x'.repeat(length - 2);
    await client.post('/x', text(100));
    await client.post('/x', text(101));
    await client.put('/x', { umlauts: 'ä'.repeat(50) });
    await client.get('/x');
    const encodings = server.seen.map(({ headers }) => headers['content-encoding']);
    expect(encodings).toEqual([undefined, 'gzip', 'gzip', undefined]);
    expect(gunzipSync(server.seen[1]!.bytes).toString()).toBe(`"${text(101)}"`);
    expect(server.seen[1]!.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(server.seen[1]!.bytes.length),
    });
    expect(JSON.parse(gunzipSync(server.seen[2]!.bytes).toString())).toEqual({ umlauts: 'ä'.repeat(50) });
  });

  it('sends as it is what does not get smaller', async () => {
    const { client, server } = await harness((response) => json(response, 1), { compressAboveBytes: 0 });
    await client.post('/x', 1);
    expect(server.seen[0]!.headers['content-encoding']).toBeUndefined();
    expect(server.seen[0]!.body).toBe('1');
  });

  it('sends the same bytes again with each attempt', async () => {
    const { client, clock, retries, server } = await harness(
      (response, _seen, index) => json(response, 1, index === 0 ? 429 : 200),
      LIMIT,
    );
    const call = client.post('/x', { text: 'x'.repeat(1_000) });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await call;
    expect(server.seen[1]!.bytes).toEqual(server.seen[0]!.bytes);
    expect(server.seen[1]!.headers['content-encoding']).toBe('gzip');
  });

  it('leaves it to nobody else to name an encoding', async () => {
    const { client } = await harness((response) => json(response, 1), LIMIT);
    const error = await failure(client.post('/x', 'x', { headers: { 'Content-Encoding': 'br' } }));
    expect(error).toMatchObject({ argument: 'headers.Content-Encoding' });
  });
});
