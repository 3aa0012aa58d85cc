import type { Kysely } from 'kysely';
import type { EventRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

/** An event in the order of all, with the API key whose instance it is of. */
export type PositionedEvent = Pick<EventRow, 'position' | 'type' | 'instance_id' | 'body'> & { owner: string };

/** Which events a reader gets. */
export interface EventFilter {
  /** Only of instances of this API key; undefined for all. */
  readonly owner?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly types?: readonly string[] | undefined;
}

/** Whether a reader gets an event: the same rule as in the query of `listPositioned`. */
export function isWanted({ owner, instanceId, types }: EventFilter, event: PositionedEvent): boolean {
  return (
    (owner === undefined || owner === event.owner) &&
    (instanceId === undefined || instanceId === event.instance_id) &&
    (types === undefined || types.includes(event.type))
  );
}

/** The positions of the oldest and the newest event that are stored; both 0 when there is none. */
export async function positionRange(db: Db): Promise<{ oldest: number; newest: number }> {
  const row = await db
    .selectFrom('events')
    .select((select) => [
      select.fn.coalesce(select.fn.min('position'), select.lit(0)).as('oldest'),
      select.fn.coalesce(select.fn.max('position'), select.lit(0)).as('newest'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

/** Events behind a position, in order. */
export async function listPositioned(
  db: Db,
  { after, limit, filter = {} }: { after: number; limit: number; filter?: EventFilter },
): Promise<PositionedEvent[]> {
  let query = db
    .selectFrom('events')
    .innerJoin('instances', 'instances.id', 'events.instance_id')
    .select(['events.position', 'events.type', 'events.instance_id', 'events.body', 'instances.owner'])
    .where('events.position', '>', after)
    .orderBy('events.position')
    .limit(limit);
  const { owner, instanceId, types } = filter;
  if (owner !== undefined) query = query.where('instances.owner', '=', owner);
  if (instanceId !== undefined) query = query.where('events.instance_id', '=', instanceId);
  if (types !== undefined) query = query.where('events.type', 'in', types);
  return query.execute();
}
