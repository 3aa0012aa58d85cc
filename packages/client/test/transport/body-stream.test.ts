import { getEventListeners } from 'node:events';
import { AbortListeners, DeadlineQueue } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { ClientClosedError, ConnectionError } from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { BodyStream } from '../../src/transport/body-stream.js';

const KIB = 1024;

/** A body on a connection that notes what it is told. */
function open(idleTimeoutMs = 1_000) {
  const clock = new FakeClock();
  const told: string[] = [];
  const controller = {
    ...{ aborted: false, paused: false, reason: null },
    pause: () => void told.push('pause'),
    resume: () => void told.push('resume'),
    abort: () => void told.push('abort'),
  };
  const abort = new AbortController();
  const streams = new Set<BodyStream>();
  const host = {
    deadlines: new DeadlineQueue(clock),
    aborts: new AbortListeners(),
    streams,
    now: () => clock.monotonic(),
  };
  const body = new BodyStream({ controller, host, name: 'GET /x', signal: abort.signal, idleTimeoutMs });
  return { clock, told, abort, streams, body, reader: body[Symbol.asyncIterator]() };
}

const chunk = (kib: number): Buffer => Buffer.alloc(kib * KIB);

describe('BodyStream', () => {
  it('gives the pieces in order, to a reader who waits and to one who comes late, then the end', async () => {
    const { body, reader, told, streams, abort } = open();
    const first = reader.next();
    body.push(Buffer.from('a'));
    body.push(Buffer.from('b'));
    body.end();
    expect((await first).value?.toString()).toBe('a');
    expect((await reader.next()).value?.toString()).toBe('b');
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    expect(told).toEqual([]);
    expect(streams.size).toBe(0);
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
  });

  it('stops the connection when 64 KiB lie unread, and lets it go on when they do no more', async () => {
    const { body, reader, told } = open();
    body.push(chunk(63));
    expect(told).toEqual([]);
    body.push(chunk(1));
    expect(told).toEqual(['pause']);
    // What was read from the wire before still comes.
    body.push(chunk(32));
    expect(told).toEqual(['pause']);
    await reader.next();
    expect(told).toEqual(['pause', 'resume']);
    body.push(chunk(31));
    expect(told).toEqual(['pause', 'resume', 'pause']);
  });

  it('never stops for a reader who keeps up', async () => {
    const { body, reader, told } = open();
    for (let each = 0; each < 10; each++) {
      const next = reader.next();
      body.push(chunk(60));
      expect((await next).value).toHaveLength(60 * KIB);
    }
    expect(told).toEqual([]);
  });

  it('counts silence only while somebody reads', async () => {
    const { body, reader, clock, told } = open(1_000);
    await clock.advance(10_000);
    body.push(chunk(1));
    await reader.next();
    await clock.advance(10_000);
    const waiting = failure(reader.next());
    await clock.advance(999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(await waiting).toMatchObject({
      code: 'attempt_timeout',
      timeoutMs: 1_000,
      requestSent: true,
      message: 'GET /x sent nothing for 1000 ms',
    });
    expect(told).toEqual(['abort']);
    expect(clock.pending).toBe(0);
  });

  it('begins to count anew with each piece', async () => {
    const { body, reader, clock } = open(1_000);
    for (let each = 0; each < 5; each++) {
      const next = reader.next();
      await clock.advance(900);
      body.push(chunk(1));
      expect((await next).done).toBe(false);
    }
  });

  it('waits without end when it is told to', async () => {
    const { body, reader, clock } = open(Infinity);
    const next = reader.next();
    expect(clock.pending).toBe(0);
    body.push(chunk(1));
    expect((await next).done).toBe(false);
  });

  it('gives what has come before it tells that the connection was lost', async () => {
    const { body, reader } = open();
    body.push(chunk(1));
    const lost = new ConnectionError('lost', true);
    body.fail(lost);
    expect((await reader.next()).done).toBe(false);
    expect(await failure(reader.next())).toBe(lost);
  });

  it('ends at once when it is aborted, and drops what lies unread', async () => {
    const { body, reader, abort, told, streams } = open();
    body.push(chunk(1));
    body.push(chunk(1));
    await reader.next();
    abort.abort(new Error('enough'));
    expect(await failure(reader.next())).toMatchObject({ code: 'aborted', cause: new Error('enough') });
    expect(told).toEqual(['abort']);
    expect(streams.size).toBe(0);
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
  });

  it('ends a reader who waits when it is given up, and gives the connection up once', async () => {
    const { body, reader, told } = open();
    const waiting = reader.next();
    body.cancel();
    expect(await waiting).toEqual({ done: true, value: undefined });
    body.cancel(new ClientClosedError());
    expect(told).toEqual(['abort']);
  });

  it('gives the connection up when the reader leaves, and none after the end', async () => {
    const left = open();
    const first = left.reader.next();
    left.body.push(chunk(1));
    await first;
    await left.reader.return(undefined);
    expect(left.told).toEqual(['abort']);
    const ended = open();
    ended.body.end();
    for await (const each of ended.body) expect(each).toBeUndefined();
    expect(ended.told).toEqual([]);
  });

  it('takes nothing in after its end', async () => {
    const { body, reader } = open();
    body.end();
    body.push(chunk(1));
    body.fail(new ConnectionError('late', true));
    expect((await reader.next()).done).toBe(true);
  });
});
