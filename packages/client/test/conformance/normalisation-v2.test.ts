import { inspect } from 'node:util';
import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { DecodeError, V2Instance } from '../../src/index.js';
import type { ResourceClient } from '../../src/index.js';
import { NovitaV2 } from '../../src/resources/v2/novita-v2.js';
import { plain } from './plain.js';

interface Reading {
  readonly name: string;
  readonly raw: unknown;
  readonly normalised: Readonly<Record<string, unknown>>;
  /** Values by path. */
  readonly hidden?: Readonly<Record<string, unknown>>;
}

const KINDS = ['products', 'regions', 'templates', 'networks', 'jobs', 'images', 'prewarmTasks', 'endpoints'] as const;

type Kind = (typeof KINDS)[number];

interface Vectors extends Readonly<Record<Kind | 'instances', readonly Reading[]>> {
  readonly pages: readonly {
    readonly name: string;
    readonly body: unknown;
    readonly page: {
      readonly ids: readonly string[];
      readonly nextCursor: string | null;
      readonly hasMore: boolean;
    } | null;
  }[];
}

const vectors = loadVectors('normalisation-v2.json') as Vectors;

/** A client whose every answer is the same. */
function answering(body: unknown): ResourceClient {
  return { request: <T>() => Promise.resolve(body as T) };
}

async function oneOf(kind: Kind, raw: unknown): Promise<object> {
  const v2 = new NovitaV2(answering({ data: [raw] }));
  const items: readonly object[] = kind === 'regions' ? await v2.regions.list() : (await v2[kind].list()).items;
  expect(items).toHaveLength(1);
  return items[0]!;
}

function check(result: object, { normalised, hidden = {} }: Reading): void {
  const fields = result as Readonly<Record<string, unknown>>;
  const told = Object.fromEntries(Object.keys(normalised).map((name) => [name, plain(fields[name])]));
  expect(told).toEqual(normalised);
  for (const [path, value] of Object.entries(hidden)) {
    expect(plain(at(result, path)), path).toEqual(value);
    if (typeof value !== 'string' || !value.includes('s3cret')) continue;
    expect(JSON.stringify({ result, told })).not.toContain(value);
    expect(JSON.stringify({ ...result })).not.toContain(value);
    expect(inspect(result, { depth: 9, showHidden: true })).not.toContain(value);
  }
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((from, name) => (from as Record<string, unknown> | undefined)?.[name], value);
}

describe('normalisation-v2.json', () => {
  it.each(vectors.instances)('instance: $name', (reading) => {
    check(new V2Instance(reading.raw), reading);
  });

  describe.each(KINDS)('%s', (kind) => {
    it.each(vectors[kind])('$name', async (reading) => {
      check(await oneOf(kind, reading.raw), reading);
    });
  });

  it.each(vectors.pages)('page: $name', async ({ body, page }) => {
    const list = new NovitaV2(answering(body)).jobs.list();
    if (page === null) return expect(list).rejects.toBeInstanceOf(DecodeError);
    const { items, nextCursor, hasMore } = await list;
    expect({ ids: items.map(({ id }) => id), nextCursor: nextCursor ?? null, hasMore }).toEqual(page);
  });
});
