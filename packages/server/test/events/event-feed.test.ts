import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventFeed } from '../../src/events/event-feed.js';
import { EventStream } from '../../src/events/event-stream.js';
import type { EventFilter } from '../../src/store/event-positions.js';
import { insertEvent, insertInstance } from '../../src/store/instances.js';
import type { Store } from '../../src/store/store.js';
import { freshInstance } from '../lifecycle/life.js';
import { KeptLog } from '../silent-log.js';
import { newStore, openStore, POSTGRES, SQLITE, STORES, type StoreKind } from '../stores.js';
import { until } from '../until.js';

const TYPES = ['instance.ready', 'instance.stopped', 'instance.deleted'];

/** Stores the next event of an instance, with so much text in it. */
async function tell(store: Store, id: string, sequence: number, text = ''): Promise<void> {
  await store.write(async (tx) => {
    if (sequence === 1) {
      await insertInstance(tx.db, { ...freshInstance(id, 1), owner: id < 'inst_c' ? 'key_1' : 'key_2' }, 1);
    }
    await insertEvent(tx.db, {
      id: `evt_${id}_${sequence}`,
      type: TYPES[sequence % 3]!,
      sequence,
      at: 1,
      data: { ...DATA, instanceId: id, name: text },
    });
  });
}

const DATA = {
  novitaInstanceId: null,
  metadata: {},
  status: 'ready',
  previousStatus: null,
  cloudStatus: null,
  elapsedTime: 0,
  error: null,
  details: null,
} as const;

async function setUp(kind: StoreKind, given?: Store) {
  const store = given ?? (await newStore(kind));
  const clock = new FakeClock();
  const log = new KeptLog();
  const feed = new EventFeed({ store, clock, log });
  onTestFinished(() => feed.close());
  const open = (after: number, filter: EventFilter = {}, mayGoOn = () => Promise.resolve(true)) => {
    const stream = new EventStream({
      ...{ feed, clock, log, filter, after, mayGoOn },
      ...{ preamble: '', heartbeatMs: 15_000, stallMs: 30_000 },
    });
    onTestFinished(() => void stream.destroy());
    return stream;
  };
  return { store, clock, log, feed, open };
}

/** Collects the ids of the messages with data that a stream sends. */
function collect(stream: EventStream): number[] {
  const got: number[] = [];
  stream.on('data', (text: string) => {
    for (const [, id] of text.matchAll(/id: (\d+)\nevent: /g)) got.push(Number(id));
  });
  return got;
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe.each(STORES)('the feed of events on $name', (kind) => {
  it('sends every event once and in order, to readers that were there and to those that come back', async () => {
    const { store, feed, open } = await setUp(kind);
    const random = seededRandom(3);
    for (let n = 1; n <= 250; n += 1) await tell(store, 'inst_a', n);
    const patient = collect(open(0));
    let at = 0;
    const got: number[] = [];
    for (let n = 251; n <= 400; n += 1) {
      await tell(store, 'inst_a', n);
      feed.committed();
      // This reader goes away again and again, and goes on behind the last event that it got.
      if (random() > 0.1) continue;
      const stream = open(at);
      const part = collect(stream);
      await until('something', () => (part.length > 0 ? true : undefined));
      stream.destroy();
      got.push(...part);
      at = got.at(-1)!;
    }
    const rest = collect(open(at));
    await until('the rest', () => (got.length + rest.length >= 400 && patient.length >= 400 ? true : undefined));
    expect(patient).toEqual(upTo(400));
    expect([...got, ...rest]).toEqual(upTo(400));
  });

  it('gives a reader what its filter wants, from the store and from memory alike', async () => {
    const { store, feed, open } = await setUp(kind);
    const add = async (from: number, to: number): Promise<void> => {
      for (let n = from; n <= to; n += 1) {
        for (const id of ['inst_a', 'inst_b', 'inst_c']) await tell(store, id, n);
        feed.committed();
      }
    };
    await add(1, 3);
    const all = collect(open(0));
    const filters: [EventFilter, number[]][] = [
      [{ instanceId: 'inst_b' }, [2, 5, 8, 11, 14, 17]],
      [{ types: ['instance.ready'] }, [7, 8, 9, 16, 17, 18]],
      [{ owner: 'key_2' }, [3, 6, 9, 12, 15, 18]],
      [{ owner: 'key_1', types: ['instance.stopped', 'instance.deleted'] }, [1, 2, 4, 5, 10, 11, 13, 14]],
    ];
    const got = filters.map(([filter]) => collect(open(0, filter)));
    await add(4, 6);
    const late = filters.map(([filter]) => collect(open(0, filter)));
    await until('all', () => (all.length === 18 ? true : undefined));
    await until('the filtered', () =>
      filters.every(([, { length }], n) => got[n]!.length >= length && late[n]!.length >= length) ? true : undefined,
    );
    expect(got).toEqual(filters.map(([, wanted]) => wanted));
    expect(late).toEqual(filters.map(([, wanted]) => wanted));
  });

  it('keeps nothing for a reader that takes nothing, and cuts it off', async () => {
    const { store, clock, feed, log, open } = await setUp(kind);
    const stream = open(0);
    const closed = new Promise((resolve) => stream.on('close', resolve));
    for (let n = 1; n <= 120; n += 1) await tell(store, 'inst_a', n, 'x'.repeat(20_000));
    feed.committed();
    stream.read(0);
    await until('a full buffer', () => (stream.readableLength > stream.readableHighWaterMark ? true : undefined));
    // One event over the mark, not one hundred.
    expect(stream.readableLength).toBeLessThan(stream.readableHighWaterMark + 25_000);
    await clock.advance(29_000);
    expect(stream.destroyed).toBe(false);
    await clock.advance(1_000);
    await closed;
    expect(log.lines).toContain('a reader of events is too slow and was cut off');
    expect(feed.readers).toBe(0);
  });

  it('shows that it lives, and how far it is, to a reader for whom nothing comes', async () => {
    const { store, clock, feed, open } = await setUp(kind);
    const stream = open(0, { instanceId: 'inst_b' });
    let text = '';
    stream.on('data', (part: string) => (text += part));
    await tell(store, 'inst_a', 1);
    feed.committed();
    await until('a sign of life behind the event', async () => {
      await clock.advance(15_000);
      return text.includes(': alive\nid: 1\n\n') ? true : undefined;
    });
    expect(text).not.toContain('event:');
  });
});

it('cuts a reader off that may no longer read, and none because that cannot be told', async () => {
  const { clock, feed, open } = await setUp(SQLITE);
  const answers = ['yes', 'unknown', 'no'];
  const stream = open(0, {}, async () => {
    const answer = answers.shift();
    if (answer === 'unknown') throw new Error('the store does not answer');
    return answer === 'yes';
  });
  let text = '';
  stream.on('data', (part: string) => (text += part));
  for (const signs of [1, 2]) {
    await clock.advance(15_000);
    await until('a sign of life', () => text.split(': alive').length - 1 === signs || undefined);
  }
  const closed = new Promise((resolve) => stream.on('close', resolve));
  await clock.advance(15_000);
  await closed;
  expect(feed.readers).toBe(0);
});

describe('the feed of events on a shared database', () => {
  it('misses no event of writers that run at the same time, and finds those of other processes', async () => {
    const place = await POSTGRES.place();
    const stores = await Promise.all([openStore(place), openStore(place), openStore(place)]);
    const { clock, open } = await setUp(POSTGRES, stores[0]);
    const got = collect(open(0));
    const ids = ['inst_a', 'inst_b', 'inst_c'];
    let over = false;
    // Looks all the time, so that a position that becomes visible late would be passed.
    const looking = until('the writers', async () => {
      await clock.advance(500);
      return over && got.length >= 180 ? true : undefined;
    });
    await Promise.all(
      ids.map(async (id, index) => {
        for (let n = 1; n <= 60; n += 1) await tell(stores[index]!, id, n);
      }),
    );
    over = true;
    await looking;
    expect(got).toEqual(upTo(180));
  });
});
