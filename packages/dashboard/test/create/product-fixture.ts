import type { BillingMode } from '../../src/create/create-request.js';
import type { Product } from '../../src/create/product-list.js';

interface Given extends Partial<Omit<Product, 'pricePerGpuHour'>> {
  /** In 1/100000 USD. */
  readonly price?: number | null;
  readonly billingMode?: BillingMode;
}

export function product({ price = 100_000, ...given }: Given): Product {
  return {
    id: 'p',
    name: 'GPU',
    billingMode: 'onDemand',
    pricePerGpuHour: price === null ? null : { amount: price, scale: 5, currency: 'USD' },
    available: true,
    inventory: 'normal',
    regions: [],
    vcpusPerGpu: null,
    memoryPerGpuGb: null,
    minRootfsGb: null,
    maxRootfsGb: null,
    ...given,
  };
}
