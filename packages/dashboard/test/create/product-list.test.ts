import { describe, expect, test } from 'vitest';
import { productList, regionsOf, stockOf, type ProductFilter } from '../../src/create/product-list.js';
import { product } from './product-fixture.js';

const products = [
  product({
    id: 'a',
    name: 'RTX 4090',
    price: 67_000,
    regions: ['EU-1', 'US-1'],
    inventory: 'low',
    memoryPerGpuGb: 60,
  }),
  product({ id: 'b', name: 'H100 SXM', price: 250_000, regions: ['US-1'], inventory: 'high', memoryPerGpuGb: 200 }),
  product({ id: 'c', name: 'RTX 3090', price: null, inventory: null }),
  product({ id: 'd', name: 'RTX 4090 D', price: null, available: false, memoryPerGpuGb: 60 }),
];
const all: ProductFilter = { search: '', region: '', availableOnly: false, order: 'price' };
const ids = (filter: Partial<ProductFilter>) => productList(products, { ...all, ...filter }).map(({ id }) => id);

describe('productList', () => {
  test('sorts, with what has no figure at the end and names deciding', () => {
    expect(ids({})).toEqual(['a', 'b', 'c', 'd']);
    expect(ids({ order: 'name' })).toEqual(['b', 'c', 'a', 'd']);
    expect(ids({ order: 'stock' })).toEqual(['b', 'c', 'a', 'd']);
    expect(ids({ order: 'memory' })).toEqual(['b', 'a', 'd', 'c']);
  });

  test('filters by words, by region and by stock', () => {
    expect(ids({ search: ' rtx  40 ' })).toEqual(['a', 'd']);
    expect(ids({ region: 'EU-1' })).toEqual(['a', 'c', 'd']);
    expect(ids({ availableOnly: true })).toEqual(['a', 'b', 'c']);
  });
});

test('regionsOf names every region once', () => {
  expect(regionsOf(products)).toEqual(['EU-1', 'US-1']);
});

test('stockOf tells what there is', () => {
  expect(products.map((each) => stockOf(each).label)).toEqual(['low stock', 'high stock', 'available', 'sold out']);
  expect(stockOf(product({ inventory: 'none' }))).toEqual({ level: 'none', label: 'sold out' });
  expect(stockOf(product({ inventory: 'plenty' })).label).toBe('available');
});
