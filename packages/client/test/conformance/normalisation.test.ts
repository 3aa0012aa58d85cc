import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { DecodeError, Instance, type Product } from '../../src/index.js';
import { ProductsResource } from '../../src/resources/products.js';

interface Reading {
  readonly name: string;
  readonly raw: unknown;
  readonly normalised: Readonly<Record<string, unknown>>;
}

interface Vectors {
  readonly instances: readonly Reading[];
  readonly products: readonly Reading[];
  readonly productLists: readonly {
    readonly name: string;
    readonly body: unknown;
    readonly ids: readonly string[] | null;
  }[];
}

const vectors = loadVectors('normalisation.json') as Vectors;

/** The fields that the vector names, as JSON tells them: dates as milliseconds, null where there is no value. */
function shown(result: object, normalised: Reading['normalised']): unknown {
  return Object.fromEntries(Object.keys(normalised).map((name) => [name, plain(result[name as keyof typeof result])]));
}

function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

async function productsOf(body: unknown): Promise<Product[]> {
  return new ProductsResource({ request: <T>() => Promise.resolve(body as T) }).list();
}

describe('normalisation.json', () => {
  it.each(vectors.instances)('instance: $name', ({ raw, normalised }) => {
    expect(shown(new Instance(raw), normalised)).toEqual(normalised);
  });

  it.each(vectors.products)('product: $name', async ({ raw, normalised }) => {
    const products = await productsOf({ data: [raw] });
    expect(products).toHaveLength(1);
    expect(shown(products[0]!, normalised)).toEqual(normalised);
  });

  it.each(vectors.productLists)('list of products: $name', async ({ body, ids }) => {
    const products = productsOf(body);
    if (ids === null) await expect(products).rejects.toThrow(DecodeError);
    else expect((await products).map(({ id }) => id)).toEqual(ids);
  });
});
