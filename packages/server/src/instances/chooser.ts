import {
  NoProductError,
  NovitaError,
  PRICE_SCALE,
  compareMoney,
  costOf,
  formatMoney,
  meansCluster,
  money,
  type Cluster,
  type NovitaApiService,
  type Product,
} from '@novita-fleet/client';
import type { Candidate, Cause, Instance, Target } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';
import type { Catalogue } from './catalogue.js';
import { retryAfterMs } from './cloud.js';

const HOUR_MS = 3_600_000;

/** Works the present candidate of a plan out to products and clusters, by what the cloud offers now. */
export class Chooser {
  readonly #api: NovitaApiService;
  readonly #catalogue: Catalogue;

  constructor(options: { api: NovitaApiService; catalogue: Catalogue }) {
    this.#api = options.api;
    this.#catalogue = options.catalogue;
  }

  async choose({ spec, place }: Instance): Promise<Observation> {
    const candidate = spec.plan[place.candidate];
    if (candidate === undefined) return { kind: 'tick' };
    try {
      const found =
        candidate.productId === null
          ? await this.#byName(candidate, spec.gpuNum)
          : await this.#byId(candidate, candidate.productId, spec.gpuNum);
      return typeof found === 'string' ? nothing(found) : { kind: 'chosen', targets: found, cause: NO_PRODUCT };
    } catch (error) {
      if (error instanceof NoProductError) return nothing(error.message);
      if (error instanceof NovitaError) return { kind: 'work_failed', retryAfterMs: retryAfterMs(error) };
      throw error;
    }
  }

  /** The cheapest products first; each in its regions in the order of the user. */
  async #byName({ gpuName, regions, billingMode, maxHourlyPrice }: Candidate, gpuNum: number): Promise<Target[]> {
    const plan = await this.#api.planCandidates({
      gpuName: gpuName ?? '',
      region: regions,
      billingMode,
      gpuNum,
      ...(maxHourlyPrice !== null && { maxHourlyPrice: money(maxHourlyPrice, PRICE_SCALE) }),
    });
    return plan.map(({ productId = '', clusterId }) => ({ productId, clusterId: clusterId ?? null, billingMode }));
  }

  /** The product in its regions, or why it cannot be had. */
  async #byId(candidate: Candidate, productId: string, gpuNum: number): Promise<Target[] | string> {
    const { billingMode, maxHourlyPrice, regions } = candidate;
    if (maxHourlyPrice !== null) {
      const product = (await this.#catalogue.products(billingMode)).find(({ id }) => id === productId);
      const cap = money(maxHourlyPrice, PRICE_SCALE);
      const price = product && priceOf(product, billingMode, gpuNum);
      if (price === undefined) return `The product ${productId} is not on offer for ${billingMode}.`;
      if (compareMoney(price, cap) > 0) {
        return `${productId} costs ${formatMoney(price)} an hour, more than ${formatMoney(cap)}.`;
      }
    }
    if (regions.length === 0) return [{ productId, clusterId: null, billingMode }];
    const ids = candidate.clusterIds ?? clusterIdsOf(regions, await this.#catalogue.clusters());
    const known = ids.filter((id) => id !== undefined);
    if (known.length === 0) return `The cloud has no region ${regions.join(', ')}.`;
    return known.map((clusterId) => ({ productId, clusterId, billingMode }));
  }
}

/** The ids of the clusters that regions are, in their order; undefined for a region that there is not. */
export function clusterIdsOf(regions: readonly string[], clusters: readonly Cluster[]): (string | undefined)[] {
  return regions.map((region) => clusters.find((cluster) => meansCluster(region, cluster))?.id);
}

function priceOf(product: Product, billingMode: Candidate['billingMode'], gpuNum: number) {
  const price = billingMode === 'spot' ? product.spotPrice : product.price;
  return price === undefined ? undefined : costOf(price, gpuNum * HOUR_MS);
}

const NO_PRODUCT: Cause = { code: 'no_product', message: 'No product fits.' };

function nothing(message: string): Observation {
  return { kind: 'chosen', targets: [], cause: { ...NO_PRODUCT, message } };
}
