import { FieldError, Fields } from '../fields.js';
import type { CatalogueData, Product } from './catalogue.js';

/**
 * GPUs in stock: one number for every product in each of its clusters, or numbers by product id and cluster id,
 * where what is not named keeps its default.
 */
export type StockOption = number | Readonly<Record<string, Readonly<Record<string, number>>>>;

/** @throws FieldError naming a product or cluster that the catalogue does not have, or a number that is none. */
export function withStock(catalogue: CatalogueData, option: unknown): CatalogueData {
  if (option === undefined) return catalogue;
  if (typeof option === 'number') return { ...catalogue, products: setEverywhere(catalogue.products, option) };
  const fields = new Fields(option, 'stock', 'stock.');
  const products = catalogue.products.map((product) => {
    const gpus = fields.raw(product.id);
    return gpus === undefined
      ? product
      : { ...product, gpus: { ...product.gpus, ...readClusters(catalogue, product, gpus) } };
  });
  fields.refuseUnknown();
  return { ...catalogue, products };
}

function setEverywhere(products: readonly Product[], gpus: number): Product[] {
  if (!Number.isSafeInteger(gpus) || gpus < 0) throw new FieldError('stock', 'must be an integer of at least 0');
  return products.map((product) => ({
    ...product,
    gpus: Object.fromEntries(Object.keys(product.gpus).map((clusterId) => [clusterId, gpus])),
  }));
}

function readClusters(catalogue: CatalogueData, product: Product, value: unknown): Record<string, number> {
  const fields = new Fields(value, `stock.${product.id}`, `stock.${product.id}.`);
  const entries = catalogue.clusters
    .map(({ id }) => [id, fields.integer(id, { min: 0 })] as const)
    .filter((entry): entry is readonly [string, number] => entry[1] !== undefined);
  fields.refuseUnknown();
  return Object.fromEntries(entries);
}
