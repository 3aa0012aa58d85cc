import type { Schemas } from '../api/schemas.js';

export type Product = Schemas['ProductList']['data'][number];

export type ProductOrder = 'price' | 'name' | 'stock' | 'memory';

/** What of the catalogue is shown, and in which order. */
export interface ProductFilter {
  /** Words that must all be in the name or the id, in any case. */
  readonly search: string;
  /** Name of a region; empty for every one. */
  readonly region: string;
  readonly availableOnly: boolean;
  readonly order: ProductOrder;
}

/** The most first; what the cloud does not tell counts as little. */
const STOCK = ['high', 'normal', 'low', 'none'];

/** The products that are asked for; those of equal rank by price, then by name. */
export function productList(products: readonly Product[], filter: ProductFilter): Product[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return products
    .filter(({ id, name, regions, available }) => {
      const text = `${name} ${id}`.toLowerCase();
      const fitsRegion = filter.region === '' || regions.length === 0 || regions.includes(filter.region);
      return fitsRegion && (available || !filter.availableOnly) && words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => ORDERS[filter.order](a, b) || byPrice(a, b) || byName(a, b));
}

/** The names of all regions in which something is on offer, in alphabetical order. */
export function regionsOf(products: readonly Product[]): string[] {
  return [...new Set(products.flatMap(({ regions }) => regions))].toSorted((a, b) => a.localeCompare(b));
}

/** How much of a product there is, for people. */
export function stockOf({ available, inventory }: Product): { readonly level: string; readonly label: string } {
  if (!available) return { level: 'none', label: 'sold out' };
  if (inventory === null || !STOCK.includes(inventory)) return { level: 'normal', label: 'available' };
  return { level: inventory, label: inventory === 'none' ? 'sold out' : `${inventory} stock` };
}

type Compare = (a: Product, b: Product) => number;

const byName: Compare = (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
const byPrice: Compare = (a, b) => compare(priceRank(a), priceRank(b));
const ORDERS: Readonly<Record<ProductOrder, Compare>> = {
  price: byPrice,
  name: byName,
  stock: (a, b) => compare(stockRank(a), stockRank(b)),
  memory: (a, b) => compare(b.memoryPerGpuGb ?? -1, a.memoryPerGpuGb ?? -1),
};

/** All prices have the same scale; a product without one comes last. */
function priceRank({ pricePerGpuHour }: Product): number {
  return pricePerGpuHour?.amount ?? Infinity;
}

function stockRank(product: Product): number {
  return STOCK.indexOf(stockOf(product).level);
}

/** Not by difference: that of two infinities is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
