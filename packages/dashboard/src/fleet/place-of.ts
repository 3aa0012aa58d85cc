import type { Instance } from '../api/schemas.js';

/** Names of the products of the cloud, by id. */
export type ProductNames = ReadonlyMap<string, string>;

/** The candidate of the plan that counts now: where it is or is being created, else the first. */
function candidateOf({ spec, place, tries }: Instance): Instance['spec']['plan'][number] | undefined {
  const match = spec.plan.find(({ productId }) => productId !== null && productId === place?.productId);
  return match ?? spec.plan[Math.min(tries.length, spec.plan.length - 1)];
}

/** The GPU and how many, as far as they are known: `2 × RTX 4090 24GB`. */
export function gpuOf(instance: Instance, names: ProductNames): string {
  const product = instance.place?.productId ?? candidateOf(instance)?.productId ?? null;
  const name =
    product === null ? (candidateOf(instance)?.gpuName ?? 'Not chosen yet') : (names.get(product) ?? product);
  return instance.spec.gpuNum > 1 ? `${instance.spec.gpuNum} × ${name}` : name;
}

/** Where it is or will be; null while the cloud has the choice. */
export function regionOf(instance: Instance): string | null {
  return instance.place?.clusterId ?? candidateOf(instance)?.regions[0] ?? null;
}

/** `spot` or `onDemand`. */
export function billingModeOf(instance: Instance): string {
  return instance.place?.billingMode ?? candidateOf(instance)?.billingMode ?? 'onDemand';
}
