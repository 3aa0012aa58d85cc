import type { BillLine } from './bill-line.js';
import type { Billing } from './billing.js';
import type { NetworkStorage } from './network-storages.js';

/** 0.002 USD per GB and day; page `gpu-instance-pricing`. */
const STORAGE_DAY_PRICE = 200;

/** Bills network storages by their size, from their creation to their deletion. */
export class StorageBilling {
  readonly #billing: Billing;
  readonly #lines = new Map<string, BillLine>();

  constructor(billing: Billing) {
    this.#billing = billing;
  }

  /** Makes the bill follow a storage that is new, has grown or is gone. */
  follow({ id, sizeGb }: NetworkStorage, isThere: boolean): void {
    const line = this.#lines.get(id) ?? this.#open(id);
    this.#billing.setTariff(line, isThere ? { units: sizeGb, dayPrice: STORAGE_DAY_PRICE } : undefined);
  }

  #open(id: string): BillLine {
    const owner = { category: 'network_storage', ownerId: id, productId: '', productName: 'Network storage' } as const;
    const line = this.#billing.open(owner);
    this.#lines.set(id, line);
    return line;
  }
}
