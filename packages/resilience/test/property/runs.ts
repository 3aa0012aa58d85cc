/**
 * How often a property is tried, and from which seed: a fixed one, so that each run of the tests does the same.
 * Set PROPERTY_SEED to try others; a failure names the seed and the path that repeat it.
 */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns, seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) };
}
