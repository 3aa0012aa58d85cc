import { afterEach, describe, expect, it } from 'vitest';
import { DecodeError, type ResponseInfo } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until, type Answer } from '../loopback-server.js';

afterEach(closeAll);

const CATALOGUE = { catalogue: true };

/** Answers with a number of its own each time, when it is told to. */
function held() {
  const open: (() => void)[] = [];
  const answer: Answer = (response, _seen, index) => void open.push(() => json(response, { index }));
  return { answer, open };
}

const counting: Answer = (response, _seen, index) => json(response, { index });

describe('a catalogue read', () => {
  it('is answered from the cache for 5 s, then anew', async () => {
    const { client, clock, server } = await harness(counting);
    await expect(client.get('/x?a=1', CATALOGUE)).resolves.toEqual({ index: 0 });
    await clock.advance(4_999);
    await expect(client.get('/x', { query: { a: 1 }, ...CATALOGUE })).resolves.toEqual({ index: 0 });
    await clock.advance(1);
    await expect(client.get('/x?a=1', CATALOGUE)).resolves.toEqual({ index: 1 });
    expect(server.seen).toHaveLength(2);
    expect(client.stats()).toMatchObject({ calls: 3, attempts: 2, catalogue: { hits: 1, shared: 0, entries: 1 } });
  });

  it('is kept apart from another target, and from a call that is none', async () => {
    const { client, server } = await harness(counting);
    await client.get('/x', CATALOGUE);
    await client.get('/x?a=1', CATALOGUE);
    await client.get('/x');
    await client.get('/x', { catalogue: false });
    await client.get('/x', { ...CATALOGUE, headers: { 'x-team': 'a' } });
    expect(server.seen).toHaveLength(5);
  });

  it('gives everybody a result of his own', async () => {
    const { client } = await harness((response) => json(response, { list: [1] }));
    const read = () => client.get<{ list: number[] }>('/x', CATALOGUE);
    const results = [...(await Promise.all([read(), read()])), await read()];
    for (const result of results) result.list.push(2);
    await expect(read()).resolves.toEqual({ list: [1] });
  });

  it('shares the request that is under way', async () => {
    const { answer, open } = held();
    const { client, server } = await harness(answer);
    const told: ResponseInfo[] = [];
    const options = { ...CATALOGUE, onResponse: (info: ResponseInfo) => void told.push(info) };
    const calls = [1, 2, 3].map(() => client.get('/x', options));
    await until(() => open.length === 1);
    open[0]!();
    expect(await Promise.all(calls)).toEqual([{ index: 0 }, { index: 0 }, { index: 0 }]);
    expect(server.seen).toHaveLength(1);
    expect(client.stats()).toMatchObject({ calls: 3, attempts: 1, catalogue: { hits: 0, shared: 2 } });
    await client.get('/x', options);
    expect(told.map(({ source, attempts, status }) => [source, attempts, status])).toEqual([
      ['network', 1, 200],
      ['shared', 0, 200],
      ['shared', 0, 200],
      ['cache', 0, 200],
    ]);
  });

  it('shares with the cache switched off too, and keeps nothing then', async () => {
    const { answer, open } = held();
    const { client, server } = await harness(answer, { catalogueTtlMs: 0 });
    const calls = [client.get('/x', CATALOGUE), client.get('/x', CATALOGUE)];
    await until(() => open.length === 1);
    open[0]!();
    await Promise.all(calls);
    const next = client.get('/x', CATALOGUE);
    await until(() => open.length === 2);
    open[1]!();
    await next;
    expect(server.seen).toHaveLength(2);
  });

  it('is not ended by the abort of another, but when the last has left', async () => {
    const { answer, open } = held();
    const givenUp: string[] = [];
    const { client, server } = await harness((response, seen, index) => {
      response.once('close', () => response.writableFinished || givenUp.push(seen.url));
      answer(response, seen, index);
    });
    const controllers = [1, 2, 3].map(() => new AbortController());
    const calls = controllers.map(({ signal }) => client.get('/x', { ...CATALOGUE, signal }));
    await until(() => server.seen.length === 1);
    const reason = new Error('enough');
    controllers[0]!.abort(reason);
    expect(await failure(calls[0]!)).toMatchObject({ code: 'aborted', cause: reason });
    expect(client.getQueueStatus().inFlight).toBe(1);
    open[0]!();
    expect(await calls[1]).toEqual({ index: 0 });
    expect(await calls[2]).toEqual({ index: 0 });

    const alone = new AbortController();
    const last = failure(client.get('/y', { ...CATALOGUE, signal: alone.signal }));
    await until(() => server.seen.length === 2);
    alone.abort();
    expect(await last).toMatchObject({ code: 'aborted' });
    await until(() => givenUp.length === 1);
    expect(givenUp).toEqual(['/y']);
    expect(client.stats()).toMatchObject({ active: 0, outcomes: { success: 2, aborted: 2 } });
  });

  it('does not keep an error, and tells it to all that wait', async () => {
    const { client, server } = await harness((response, _seen, index) => {
      if (index === 0) json(response, {}, 404);
      else if (index === 1) response.end('<html>');
      else json(response, { index });
    });
    const [first, second] = await Promise.all([1, 2].map(() => failure(client.get('/x', CATALOGUE))));
    expect(first).toMatchObject({ status: 404, attempts: 1 });
    expect(second).toBe(first);
    expect(await failure(client.get('/x', CATALOGUE))).toBeInstanceOf(DecodeError);
    await expect(client.get('/x', CATALOGUE)).resolves.toEqual({ index: 2 });
    expect(server.seen).toHaveLength(3);
  });

  it('shares no request between reads with other limits', async () => {
    const { answer, open } = held();
    const { client, clock, server } = await harness(answer);
    const patient = client.get('/x', CATALOGUE);
    const impatient = failure(client.get('/x', { ...CATALOGUE, deadlineMs: 1_000 }));
    await until(() => server.seen.length === 2);
    await clock.advance(1_000);
    expect(await impatient).toMatchObject({ code: 'deadline_exceeded' });
    open[0]!();
    await expect(patient).resolves.toEqual({ index: 0 });
  });

  it('is repeated like any read, and counts its attempts', async () => {
    const { client, clock, retries } = await harness((response, _seen, index) =>
      json(response, { index }, index === 0 ? 503 : 200),
    );
    const told: ResponseInfo[] = [];
    const call = client.get('/x', { ...CATALOGUE, onResponse: (info) => void told.push(info) });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await call;
    expect(told).toMatchObject([{ attempts: 2, durationMs: 1_000, source: 'network' }]);
  });

  it('is shared only by those who hold the same key', async () => {
    const keys = ['sk_a', 'sk_a', 'sk_b', 'sk_a'];
    const { client, server } = await harness(
      (response, { headers }) => json(response, { for: headers.authorization }),
      { apiKey: () => Promise.resolve(keys.shift() ?? '') },
    );
    const read = () => client.get('/x', CATALOGUE);
    const answers = [await read(), await read(), await read(), await read()];
    expect(answers).toEqual(['a', 'a', 'b', 'a'].map((key) => ({ for: `Bearer sk_${key}` })));
    expect(server.seen).toHaveLength(2);
  });

  it('sends with the very key under which its answer is kept', async () => {
    const keys = ['sk_first', 'sk_second'];
    const { client, server } = await harness((response) => json(response, 1), { apiKey: () => keys.shift() ?? '' });
    await client.get('/x', CATALOGUE);
    expect(server.seen[0]!.headers.authorization).toBe('Bearer sk_first');
    expect(keys).toEqual(['sk_second']);
  });

  it('masks the key in what is told of a kept answer', async () => {
    const { client } = await harness((response) => json(response, 1, 200, { 'x-echo': 'odd-key' }), {
      apiKey: 'odd-key',
    });
    const told: ResponseInfo[] = [];
    const options = { ...CATALOGUE, onResponse: (info: ResponseInfo) => void told.push(info) };
    await client.get('/x', options);
    await client.get('/x', options);
    expect(told.map(({ headers }) => headers['x-echo'])).toEqual(['[redacted]', '[redacted]']);
  });

  it('must be a GET', async () => {
    const { client, server } = await harness(counting);
    expect(await failure(client.post('/x', {}, CATALOGUE))).toMatchObject({
      argument: 'catalogue',
      message: '"catalogue" is for GET only, not for POST',
    });
    expect(server.seen).toHaveLength(0);
  });

  it('ends when the client is closed', async () => {
    const { client, clock, retries } = await harness((response) => json(response, {}, 503));
    const call = failure(client.get('/x', CATALOGUE));
    await until(() => retries() === 1);
    await client.close();
    expect(await call).toMatchObject({ code: 'client_closed' });
    expect(clock.pending).toBe(0);
  });
});
