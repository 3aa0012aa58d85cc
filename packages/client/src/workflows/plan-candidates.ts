import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import { NoProductError } from '../errors/no-product-error.js';
import type { CreateCandidate } from '../safe-create/candidates.js';
import { candidatesOf, getOptimalProduct, type CatalogueParts, type ProductSearchOptions } from './optimal-product.js';
import { resolveCriteria, type ProductCriteria } from './product-criteria.js';

/** How to make a plan of candidates. */
export interface PlanCandidatesOptions extends ProductSearchOptions {
  /** Number of candidates in the plan at most. Default 10. */
  readonly limit?: number;
}

/** Plans what to try in turn; `NovitaApiService.planCandidates` is this with its parts filled in. */
export async function planCandidates(
  parts: CatalogueParts,
  criteria: ProductCriteria | readonly ProductCriteria[],
  options: PlanCandidatesOptions,
): Promise<CreateCandidate[]> {
  checkKnownOptions('planCandidates', options, ['limit', 'signal']);
  const { limit = 10, ...search } = options;
  checkNumber('limit', limit, { min: 1, integer: true });
  const wishes: readonly ProductCriteria[] = isList(criteria) ? criteria : [criteria];
  if (wishes.length === 0) throw new InvalidArgumentError('criteria', '"criteria" must not be an empty list');
  for (const wish of wishes) resolveCriteria('planCandidates', wish);
  const found = await Promise.all(wishes.map((wish) => offersOf(parts, wish, search)));
  const plan = candidatesOf(found.flatMap((offers) => (offers instanceof NoProductError ? [] : offers)));
  const [first] = found;
  // What was wanted most says best why nothing is there.
  if (plan.length === 0 && first instanceof NoProductError) throw first;
  return distinct(plan).slice(0, limit);
}

async function offersOf(parts: CatalogueParts, wish: ProductCriteria, search: ProductSearchOptions) {
  try {
    const best = await getOptimalProduct(parts, wish, search);
    return [best, ...best.alternatives];
  } catch (error) {
    if (error instanceof NoProductError) return error;
    throw error;
  }
}

/** Several wishes may lead to the same candidate; it is tried at its first place. */
function distinct(plan: readonly CreateCandidate[]): CreateCandidate[] {
  const byContent = new Map(plan.map((candidate) => [JSON.stringify(candidate), candidate]));
  return [...byContent.values()];
}

function isList(criteria: ProductCriteria | readonly ProductCriteria[]): criteria is readonly ProductCriteria[] {
  return Array.isArray(criteria);
}
