import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** How it stands with the deliveries to an endpoint; times are milliseconds since 1970. */
export interface DeliveryHealth {
  readonly waiting: number;
  readonly oldestWaitingAt: number | null;
  /** Given up, and not sent again since. */
  readonly dead: number;
  /** Null, too, when the last one is no longer kept. */
  readonly lastDeliveredAt: number | null;
}

/** By endpoint, for those that are asked for. */
export async function deliveryHealth(db: Db, endpointIds: readonly string[]): Promise<Map<string, DeliveryHealth>> {
  if (endpointIds.length === 0) return new Map();
  // The states stand in the text of the query, because the indexes hold them so.
  const ofState = (state: 'pending' | 'dead' | 'delivered') => sql`from deliveries
    where deliveries.endpoint_id = webhook_endpoints.id and deliveries.state = ${sql.lit(state)}`;
  const ended = sql`and deliveries.finished_at is not null`;
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select([
      'id',
      sql<number | string>`(select count(*) ${ofState('pending')})`.as('waiting'),
      sql<number | string | null>`(select min(created_at) ${ofState('pending')})`.as('oldest'),
      sql<number | string>`(select count(*) ${ofState('dead')} ${ended})`.as('dead'),
      sql<number | string | null>`(select max(finished_at) ${ofState('delivered')} ${ended})`.as('delivered'),
    ])
    .where('id', 'in', endpointIds)
    .execute();
  return new Map(
    rows.map(({ id, waiting, oldest, dead, delivered }) => [
      id,
      {
        waiting: Number(waiting),
        oldestWaitingAt: oldest === null ? null : Number(oldest),
        dead: Number(dead),
        lastDeliveredAt: delivered === null ? null : Number(delivered),
      },
    ]),
  );
}
