import { AbortedError } from '../errors/call-errors.js';
import type { SafeCreateParts, SafeCreatePlan } from './create-plan.js';
import { CreateRefusedError } from './create-refused-error.js';
import type { CreateTry } from './create-try.js';
import { CreateUnclearError } from './create-unclear-error.js';
import { decideCreate, FIRST_STATE, type SafeCreateState } from './decide-create.js';
import { SafeCreateRun } from './safe-create-run.js';

/** An instance that surely exists, once. */
export interface CreatedInstance {
  readonly id: string;
  /** Its name in the cloud: the name that was asked for, and the marker. */
  readonly name: string;
  /** How often the create call was sent. */
  readonly attempts: number;
  /** True when the answer was lost and the instance was found by its name. */
  readonly adopted: boolean;
  /** Second copies that were found, and whether they could be deleted. */
  readonly duplicates: readonly { readonly id: string; readonly deleted: boolean }[];
  /** What came of each candidate that was tried, in order; the last one was created. */
  readonly tries: readonly CreateTry[];
}

/** Creates exactly one instance; the steps are decided by `decideCreate`. */
export async function safeCreate(parts: SafeCreateParts, plan: SafeCreatePlan): Promise<CreatedInstance> {
  const { name, rules } = plan;
  const run = new SafeCreateRun(parts, plan);
  let state: SafeCreateState = FIRST_STATE;
  while (state.kind === 'send' || state.kind === 'search') {
    state = decideCreate(state, await run.step(state), rules);
  }
  if (state.kind === 'refused') throw refusalOf(plan, run);
  if (state.kind === 'unclear') throw new CreateUnclearError(name, run.tries('unclear'), { cause: run.lastError });
  const { id, adopted } = state;
  const tries = run.tries(adopted ? 'adopted' : 'created');
  const attempts = tries.reduce((sum, each) => sum + each.attempts, 0);
  const duplicates: CreatedInstance['duplicates'] = await Promise.all(state.duplicates.map((each) => run.remove(each)));
  return { id, name, attempts, adopted, duplicates, tries };
}

/** Surely nothing exists. The refusal of a single request is told as it is: its class says why. */
function refusalOf({ name, hasCandidates }: SafeCreatePlan, run: SafeCreateRun): unknown {
  const { lastError } = run;
  if (!hasCandidates || lastError instanceof AbortedError) return lastError;
  return new CreateRefusedError(name, run.tries('refused'), { cause: lastError });
}
