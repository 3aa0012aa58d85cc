import type { Clock } from '@novita-fleet/resilience';
import { ProblemError } from '../api/problem.js';
import type { Engine } from '../engine/engine.js';
import { isFinal } from '../lifecycle/decide.js';
import { MS_PER_HOUR, type Part } from '../lifecycle/meter.js';
import { findApiKey } from '../store/api-keys.js';
import { listUp, setBudgetTold } from '../store/instances.js';
import type { Store, Tx } from '../store/store.js';
import { listRunningMeters } from '../store/usage.js';
import type { Log } from '../telemetry/log.js';
import type { InstanceService } from './instance-service.js';

/** Its users are told when four fifths are used. */
const MOST: Part = [4n, 5n];
const ALL: Part = [1n, 1n];

/** An instance that could not be told or stopped, because its create call is unanswered, is looked at again after this. */
const AGAIN_MS = 2_000;

/** What the instances of an API key have cost together, and at what rate that grows. */
interface Standing {
  /** Cost in 1/100000 USD times milliseconds of an hour: exact. */
  spent: bigint;
  /** Sum of the prices of all meters that run, in 1/100000 USD an hour. */
  rate: bigint;
  maxCost: number;
}

/** Keeps the budgets of API keys: warns at four fifths, and stops every instance of a key whose budget is used up. */
export class Budgets {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #instances: InstanceService;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: { store: Store; engine: Engine; instances: InstanceService; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#instances = options.instances;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** The handler of `budget` jobs. @param keyId - the API key. */
  async run(keyId: string): Promise<void> {
    const standing = await this.#standing(this.#store, keyId);
    if (standing === undefined) return;
    const now = this.#clock.now();
    const isAll = isUsed(standing, ALL);
    const isMost = isUsed(standing, MOST);
    const left = isMost ? await this.#tell(keyId, isAll ? 'all' : 'most') : 0;
    const dueAt = isAll ? null : usedUpAt(standing, isMost ? ALL : MOST, now);
    const runAt = left > 0 ? Math.min(now + AGAIN_MS, dueAt ?? Infinity) : dueAt;
    if (runAt === null) return;
    await this.#store.write((tx) => this.#engine.enqueue(tx, { kind: 'budget', key: keyId, runAt }));
  }

  /** Has a key looked at, as part of `tx`. */
  look(tx: Tx, keyId: string): Promise<void> {
    return this.#engine.enqueue(tx, { kind: 'budget', key: keyId, runAt: this.#clock.now() });
  }

  /** @throws ProblemError `budget_exhausted` when the budget of a key is used up. */
  async check(tx: Pick<Tx, 'db'>, keyId: string): Promise<void> {
    const standing = await this.#standing(tx, keyId);
    if (standing === undefined || !isUsed(standing, ALL)) return;
    throw new ProblemError(
      'budget_exhausted',
      `The instances of the API key ${keyId} have cost all of its \`maxCost\`.`,
    );
  }

  async #standing({ db }: Pick<Tx, 'db'>, keyId: string): Promise<Standing | undefined> {
    const key = await findApiKey(db, keyId);
    if (key === undefined || key.max_cost === null) return undefined;
    const now = this.#clock.now();
    let spent = BigInt(key.spent);
    let rate = 0n;
    for (const { hourlyPrice, since } of await listRunningMeters(db, { owners: [keyId] })) {
      const price = BigInt(hourlyPrice ?? 0);
      rate += price;
      spent += price * BigInt(Math.max(now - since, 0));
    }
    return { spent, rate, maxCost: key.max_cost };
  }

  /** Tells every instance of a key that is up. Answers how many could not be told now. */
  async #tell(keyId: string, used: 'most' | 'all'): Promise<number> {
    const up = await listUp(this.#store.db, keyId);
    const untold = used === 'most' ? up.filter(({ isTold }) => !isTold) : up;
    if (untold.length > 0) this.#log.info({ apiKeyId: keyId, used, instances: untold.length }, 'budget of an API key');
    const results = await Promise.all(
      untold.map(({ id }) =>
        this.#store.write(async (tx) => {
          const stored = await this.#instances.observeIn(tx, id, { kind: 'key_budget', used });
          if (stored === undefined) return true;
          const { create, goal, state } = stored.instance;
          // `decide` does nothing about an instance whose create call is unanswered: it may have to be found first.
          const isUnanswered = create.stage === 'sending' || create.stage === 'unclear';
          if (used === 'most' && !isUnanswered) await setBudgetTold(tx.db, id, true);
          return isFinal(state) || (used === 'most' ? !isUnanswered : goal !== 'up');
        }),
      ),
    );
    return results.filter((isDone) => !isDone).length;
  }
}

function isUsed({ spent, maxCost }: Standing, part: Part): boolean {
  return spent * part[1] >= BigInt(maxCost) * MS_PER_HOUR * part[0];
}

/** When `part` will be used up if nothing changes, in milliseconds since 1970, or null while no meter runs. */
function usedUpAt({ spent, rate, maxCost }: Standing, part: Part, now: number): number | null {
  if (rate <= 0n) return null;
  const price = rate * part[1];
  const left = BigInt(maxCost) * MS_PER_HOUR * part[0] - spent * part[1];
  return left <= 0n ? now : now + Number((left + price - 1n) / price);
}
