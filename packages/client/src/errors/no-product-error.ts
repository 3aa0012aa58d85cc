import { NovitaError } from '@novita-fleet/resilience';

/** A wish about products that can leave nothing. */
export type ProductCriterion = 'gpuName' | 'region' | 'billingMode' | 'maxHourlyPrice' | 'stock';

/**
 * No product on offer meets the criteria.
 *
 * @example
 * ```ts
 * import { NoProductError, NovitaApiService, NovitaClient, type ProductCriterion } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * // What may be different tomorrow.
 * const passing: readonly ProductCriterion[] = ['maxHourlyPrice', 'stock'];
 * try {
 *   await novita.getOptimalProduct({ gpuName: '4909' });
 * } catch (error) {
 *   if (!(error instanceof NoProductError)) throw error;
 *   console.log(error.criterion, error.near); // gpuName [ 'RTX 4090 24GB', 'RTX 3090 24GB', … ]
 *   if (passing.includes(error.criterion)) console.log('try again later');
 * }
 * ```
 */
export class NoProductError extends NovitaError {
  static override readonly brand: string = 'NoProductError';
  override readonly name: string = 'NoProductError';
  /** The criterion that left nothing of what met those before it. */
  readonly criterion: ProductCriterion;
  /**
   * What comes near, the nearest first: names of products for `gpuName` and `stock`, names of regions for `region`,
   * billing modes for `billingMode`, the lowest price for `maxHourlyPrice`. It may be empty.
   */
  readonly near: readonly string[];

  /** @param explanation - what is missing, without a full stop. */
  constructor(criterion: ProductCriterion, near: readonly string[], explanation: string) {
    super('no_product', `${explanation}${near.length === 0 ? '' : `; near: ${near.join(', ')}`}`);
    this.criterion = criterion;
    this.near = near;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), criterion: this.criterion, near: this.near };
  }
}
