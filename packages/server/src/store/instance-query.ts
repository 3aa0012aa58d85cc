import { sql, type Kysely } from 'kysely';
import { labelValue, readInstance, type StoredInstance } from './instances.js';
import type { Schema } from './schema.js';

/** Which instances are wanted; times are milliseconds since 1970. */
export interface InstanceQuery {
  limit: number;
  /** Where the page before ended. */
  after?: { createdAt: number; id: string } | undefined;
  ids?: readonly string[] | undefined;
  states?: readonly string[] | undefined;
  /** Only those of every one of these API keys. */
  owners?: readonly string[] | undefined;
  /** How the name begins. */
  name?: string | undefined;
  /** Labels that it must have, all of them. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /** Asked for at this time or later. */
  createdAfter?: number | undefined;
  /** Asked for earlier than this. */
  createdBefore?: number | undefined;
}

/** Instances, newest first. */
export async function listInstances(db: Kysely<Schema>, wanted: InstanceQuery): Promise<StoredInstance[]> {
  const { after, ids, states, name, createdAfter, createdBefore } = wanted;
  let query = db
    .selectFrom('instances')
    .select(['body', 'version', 'updated_at', 'correlation_id'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit);
  if (ids !== undefined) query = query.where('id', 'in', ids);
  if (states !== undefined) query = query.where('state', 'in', states);
  for (const owner of wanted.owners ?? []) query = query.where('owner', '=', owner);
  // `like` minds the case on one database and not on the other.
  if (name !== undefined) query = query.where(sql`substr(name, 1, ${sql.lit(name.length)})`, '=', name);
  for (const [label, value] of Object.entries(wanted.metadata ?? {})) {
    query = query.where('id', 'in', (labels) =>
      labels
        .selectFrom('instance_labels')
        .select('instance_id')
        .where('name', '=', label)
        .where('value', '=', labelValue(value)),
    );
  }
  if (createdAfter !== undefined) query = query.where('created_at', '>=', createdAfter);
  if (createdBefore !== undefined) query = query.where('created_at', '<', createdBefore);
  if (after !== undefined) {
    query = query.where((where) =>
      where.or([
        where('created_at', '<', after.createdAt),
        where.and([where('created_at', '=', after.createdAt), where('id', '<', after.id)]),
      ]),
    );
  }
  return (await query.execute()).map(readInstance);
}
