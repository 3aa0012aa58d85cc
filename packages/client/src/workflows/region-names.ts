/** A cluster, as far as names go. */
export interface NamedCluster {
  readonly id: string;
  /** Such as `US-CA-06 (California)`. */
  readonly name: string;
}

/**
 * Whether a name means a cluster: its id, its name, or its name without what stands in brackets; older lists leave that
 * out. Capitals do not count. The id is not the lower-case name (`CN-HK-01` is `cn-hongkong-1`).
 *
 * @example
 * ```ts
 * import { meansCluster } from '@novita-fleet/client';
 *
 * const cluster = { id: 'us-ca-6', name: 'US-CA-06 (California)' };
 * console.log(meansCluster('us-ca-06', cluster), meansCluster('US-CA-6', cluster), meansCluster('US-CA', cluster)); // → true true false
 * ```
 */
export function meansCluster(name: string, cluster: NamedCluster): boolean {
  return name.toLowerCase() === cluster.id.toLowerCase() || shortName(name) === shortName(cluster.name);
}

/** Whether a product with these regions is on offer in a cluster. No regions means every cluster. */
export function isOfferedIn(regions: readonly string[], cluster: NamedCluster): boolean {
  return regions.length === 0 || regions.some((region) => meansCluster(region, cluster));
}

function shortName(name: string): string {
  return name
    .replace(/\s*\(.*$/, '')
    .trim()
    .toLowerCase();
}
