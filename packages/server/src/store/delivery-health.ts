import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** How it stands with the deliveries to an endpoint; times are milliseconds since 1970. */
export interface DeliveryHealth {
  readonly waiting: number;
  readonly oldestWaitingAt: number | null;
  /** Given up, and not sent again since. */
  readonly dead: number;
}

/** By endpoint, for those that are asked for. */
export async function deliveryHealth(db: Db, endpointIds: readonly string[]): Promise<Map<string, DeliveryHealth>> {
  if (endpointIds.length === 0) return new Map();
  // The states stand in the text of the query, because the indexes hold them so.
  const ofState = (state: 'pending' | 'dead') => sql`from deliveries
    where deliveries.endpoint_id = webhook_endpoints.id and deliveries.state = ${sql.lit(state)}`;
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select([
      'id',
      sql<number>`(select count(*) ${ofState('pending')})`.as('waiting'),
      sql<number | null>`(select min(created_at) ${ofState('pending')})`.as('oldestWaitingAt'),
      sql<number>`(select count(*) ${ofState('dead')})`.as('dead'),
    ])
    .where('id', 'in', endpointIds)
    .execute();
  return new Map(rows.map(({ id, ...health }) => [id, health]));
}
