/**
 * How often a property is tried, and from which seed: a fixed one, so that each run of the tests does the same.
 * PROPERTY_SEED sets another, PROPERTY_RUNS multiplies how often; a failure names the seed and the path that repeat it.
 */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  const { PROPERTY_SEED = 20_260_101, PROPERTY_RUNS = 1 } = process.env;
  return { numRuns: Math.ceil(numRuns * Number(PROPERTY_RUNS)), seed: Number(PROPERTY_SEED) };
}
