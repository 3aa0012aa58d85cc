import type { Product } from './catalogue.js';

/** GPUs per product and cluster: how many there are, and how many are free. */
export class Stock {
  readonly #total = new Map<string, number>();
  readonly #used = new Map<string, number>();

  constructor(products: readonly Product[]) {
    for (const product of products) {
      for (const [clusterId, gpus] of Object.entries(product.gpus)) this.set(product.id, clusterId, gpus);
    }
  }

  /** Sets how many GPUs there are; what is in use stays in use. */
  set(productId: string, clusterId: string, gpus: number): void {
    this.#total.set(key(productId, clusterId), gpus);
  }

  total(productId: string, clusterId: string): number {
    return this.#total.get(key(productId, clusterId)) ?? 0;
  }

  free(productId: string, clusterId: string): number {
    const used = this.#used.get(key(productId, clusterId)) ?? 0;
    return Math.max(this.total(productId, clusterId) - used, 0);
  }

  /** @returns whether there were enough; nothing is taken otherwise. */
  take(productId: string, clusterId: string, gpus: number): boolean {
    if (this.free(productId, clusterId) < gpus) return false;
    this.#change(productId, clusterId, gpus);
    return true;
  }

  giveBack(productId: string, clusterId: string, gpus: number): void {
    this.#change(productId, clusterId, -gpus);
  }

  #change(productId: string, clusterId: string, gpus: number): void {
    const at = key(productId, clusterId);
    this.#used.set(at, (this.#used.get(at) ?? 0) + gpus);
  }
}

function key(productId: string, clusterId: string): string {
  return `${productId}@${clusterId}`;
}
