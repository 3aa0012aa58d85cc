import type { Engine } from '../engine/engine.js';
import type { Instance } from '../lifecycle/instance.js';
import { accountOf, byDay } from '../lifecycle/metered.js';
import { changeApiKey, findApiKey } from '../store/api-keys.js';
import { addUsage, priceUsage } from '../store/usage.js';
import type { Tx } from '../store/store.js';

/**
 * Writes down, as part of `tx`, what a step in the life of an instance did to its bill: by day for the usage, as a sum for
 * the API key. Both outlive the instance. A key with a budget is looked at afterwards.
 *
 * @param now - milliseconds since 1970.
 */
export async function account(tx: Tx, engine: Engine, before: Instance, after: Instance, now: number): Promise<void> {
  const change = accountOf(before, after);
  if (change === undefined) return;
  const { id, owner } = after;
  let spent = 0n;
  if (change.priced !== null) {
    spent += BigInt(change.priced) * BigInt(await priceUsage(tx.db, id, change.priced));
  }
  for (const part of change.closed) {
    spent += BigInt(part.hourlyPrice ?? 0) * BigInt(part.ms);
    for (const { day, ms, hourlyPrice } of byDay(part)) {
      await addUsage(tx.db, { instance_id: id, owner, day, hourly_price: hourlyPrice, ms });
    }
  }
  const key = await findApiKey(tx.db, owner);
  if (key === undefined) return;
  if (spent > 0n) await changeApiKey(tx.db, owner, { spent: String(BigInt(key.spent) + spent) });
  if (key.max_cost !== null) await engine.enqueue(tx, { kind: 'budget', key: owner, runAt: now });
}
