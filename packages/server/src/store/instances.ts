import { sql, type Kysely } from 'kysely';
import { isFinal } from '../lifecycle/decide.js';
import type { LifecycleEvent } from '../lifecycle/event.js';
import type { Instance } from '../lifecycle/instance.js';
import { prepared, preparedList } from './prepared.js';
import type { EventRow, InstanceLabelRow, InstanceRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

/** An instance as stored, with the version that a later write must name. */
export interface StoredInstance {
  instance: Instance;
  version: number;
  updatedAt: number;
  /** Of the last API request that asked something of it. */
  correlationId: string | null;
}

type ReadRow = Pick<InstanceRow, 'body' | 'version' | 'updated_at' | 'correlation_id'>;

export function readInstance({ body, version, updated_at, correlation_id }: ReadRow): StoredInstance {
  const instance = JSON.parse(body) as Instance;
  return { instance, version, updatedAt: updated_at, correlationId: correlation_id };
}

/** What a query needs beside the body. */
function columns(
  instance: Instance,
): Omit<
  InstanceRow,
  'id' | 'version' | 'owner' | 'name' | 'key_budget_told' | 'correlation_id' | 'last_look' | 'updated_at' | 'created_at'
> {
  const { state, released, work } = instance;
  return {
    state,
    marker: instance.marker,
    cloud_id: instance.cloudId,
    watched: isFinal(state) && released && instance.duplicates.length === 0 ? 0 : 1,
    deadline_at: instance.deadlineAt,
    hourly_price: instance.billing.hourlyPrice,
    metered_since: instance.billing.startedAt,
    work_at: work?.at ?? null,
    body: JSON.stringify(instance),
  };
}

const findRow = prepared<{ id: string }, ReadRow>((db, param) =>
  db.selectFrom('instances').select(['body', 'version', 'updated_at', 'correlation_id']).where('id', '=', param('id')),
);

export async function findInstance(db: Db, id: string): Promise<StoredInstance | undefined> {
  const [row] = (await findRow(db, { id })).rows;
  return row === undefined ? undefined : readInstance(row);
}

const insertRow = prepared<InstanceRow>((db, param) =>
  db.insertInto('instances').values({
    id: param('id'),
    version: param('version'),
    state: param('state'),
    marker: param('marker'),
    owner: param('owner'),
    name: param('name'),
    correlation_id: param('correlation_id'),
    cloud_id: param('cloud_id'),
    watched: param('watched'),
    last_look: param('last_look'),
    deadline_at: param('deadline_at'),
    hourly_price: param('hourly_price'),
    metered_since: param('metered_since'),
    key_budget_told: param('key_budget_told'),
    work_at: param('work_at'),
    created_at: param('created_at'),
    updated_at: param('updated_at'),
    body: param('body'),
  }),
);

/**
 * @param correlationId - of the API request that asks for it.
 * @returns the instance as it is stored then.
 */
export async function insertInstance(
  db: Db,
  instance: Instance,
  now: number,
  correlationId: string | null = null,
): Promise<StoredInstance> {
  const { id, owner, createdAt, spec } = instance;
  const row = {
    id,
    version: 1,
    owner,
    name: spec.name,
    key_budget_told: 0,
    last_look: null,
    created_at: createdAt,
    updated_at: now,
  };
  const correlation_id = correlationId;
  await insertRow(db, { ...row, correlation_id, ...columns(instance) });
  await insertLabels(db, instance);
  return { instance, version: row.version, updatedAt: now, correlationId };
}

const insertLabelRows = preparedList<InstanceLabelRow>(
  (rows) => sql`
    insert into instance_labels (id, instance_id, name, value)
    values ${sql.join(rows.map((row) => sql`(${row('id')}, ${row('instance_id')}, ${row('name')}, ${row('value')})`))}`,
);

async function insertLabels(db: Db, { id, spec }: Instance): Promise<void> {
  const labels = Object.entries(spec.metadata);
  await insertLabelRows(
    db,
    labels.map(([name, value]) => ({ id: `${id} ${name}`, instance_id: id, name, value: labelValue(value) })),
  );
}

/** A value as it is stored: as JSON, because PostgreSQL takes no NUL in a text. */
export function labelValue(value: string): string {
  return JSON.stringify(value);
}

/** Writes the labels of an instance anew, by which it can be found. */
export async function replaceLabels(db: Db, instance: Instance): Promise<void> {
  await db.deleteFrom('instance_labels').where('instance_id', '=', instance.id).execute();
  await insertLabels(db, instance);
}

const updateRow = prepared<ReturnType<typeof columns> & { id: string; version: number; updated_at: number }>(
  (db, param) =>
    db
      .updateTable('instances')
      .set({
        state: param('state'),
        marker: param('marker'),
        cloud_id: param('cloud_id'),
        watched: param('watched'),
        deadline_at: param('deadline_at'),
        hourly_price: param('hourly_price'),
        metered_since: param('metered_since'),
        work_at: param('work_at'),
        body: param('body'),
        updated_at: param('updated_at'),
        version: (row) => sql<number>`${row.ref('version')} + 1`,
      })
      .where('id', '=', param('id'))
      .where('version', '=', param('version')),
);

/** Writes an instance that was read at `version`. Throws when somebody else has written it since. */
export async function updateInstance(db: Db, instance: Instance, version: number, now: number): Promise<void> {
  const row = { id: instance.id, version, updated_at: now };
  const { numAffectedRows } = await updateRow(db, { ...row, ...columns(instance) });
  if (numAffectedRows !== 1n) throw new Error(`instance ${instance.id} was changed by another writer`);
}

/** The instances of an API key that run or are on their way up, and whether they were told of its budget. */
export async function listUp(db: Db, owner: string): Promise<{ id: string; isTold: boolean }[]> {
  const rows = await db
    .selectFrom('instances')
    .select(['id', 'key_budget_told'])
    .where('owner', '=', owner)
    .where('watched', '=', 1)
    .where('state', 'in', ['pending', 'creating', 'starting', 'running', 'ready'])
    .execute();
  return rows.map(({ id, key_budget_told }) => ({ id, isTold: key_budget_told === 1 }));
}

/** Notes that an instance was told of the budget of its key. */
export async function setBudgetTold(db: Db, id: string, isTold: boolean): Promise<void> {
  const key_budget_told = isTold ? 1 : 0;
  await db.updateTable('instances').set({ key_budget_told }).where('id', '=', id).execute();
}

/** A budget that was changed is told of anew. */
export async function forgetBudgetTold(db: Db, owner: string): Promise<void> {
  await db
    .updateTable('instances')
    .set({ key_budget_told: 0 })
    .where('owner', '=', owner)
    .where('key_budget_told', '=', 1)
    .execute();
}

/** Remembers who asked something of an instance last: what is done for it from now on bears that id. */
export async function setCorrelationId(db: Db, id: string, correlationId: string): Promise<void> {
  await db.updateTable('instances').set({ correlation_id: correlationId }).where('id', '=', id).execute();
}

const findCorrelationId = prepared<{ id: string }, { correlation_id: string | null }>((db, param) =>
  db.selectFrom('instances').select('correlation_id').where('id', '=', param('id')),
);

/** Who asked something of an instance last. */
export async function correlationIdOf(db: Db, id: string): Promise<string | undefined> {
  return (await findCorrelationId(db, { id })).rows[0]?.correlation_id ?? undefined;
}

/** What a sweep needs to know of an instance. */
export type WatchedRow = Pick<
  InstanceRow,
  'id' | 'state' | 'marker' | 'cloud_id' | 'last_look' | 'deadline_at' | 'work_at'
>;

const watchedRows = prepared<object, WatchedRow>((db) =>
  db
    .selectFrom('instances')
    .select(['id', 'state', 'marker', 'cloud_id', 'last_look', 'deadline_at', 'work_at'])
    .where('watched', '=', sql.lit(1)),
);

export async function listWatched(db: Db): Promise<WatchedRow[]> {
  return (await watchedRows(db, {})).rows;
}

const watchedVersions = prepared<object, { versions: string | null }>((db) =>
  db
    .selectFrom('instances')
    .select(sql<string | null>`string_agg(id || ' ' || version, ' ')`.as('versions'))
    .where('watched', '=', sql.lit(1)),
);

/** The ids and versions of all that is watched, as one text: it is equal as long as none of them was written. */
export async function readWatchedVersions(db: Db): Promise<string> {
  return (await watchedVersions(db, {})).rows[0]?.versions ?? '';
}

/** Remembers what the last look showed, so that an equal one needs no decision. */
export async function setLastLook(db: Db, id: string, look: string | null): Promise<void> {
  await db.updateTable('instances').set({ last_look: look }).where('id', '=', id).execute();
}

/** How many instances are watched. */
export async function countWatched(db: Db): Promise<number> {
  const row = await db
    .selectFrom('instances')
    .select(({ fn }) => fn.countAll<number | string>().as('watched'))
    .where('watched', '=', sql.lit(1))
    .executeTakeFirstOrThrow();
  return Number(row.watched);
}

/** Instances whose work is due by a time and that no job knows of. */
export async function listDueWithoutJob(db: Db, by: number): Promise<{ id: string; workAt: number }[]> {
  const rows = await db
    .selectFrom('instances')
    .leftJoin('jobs', (join) => join.onRef('jobs.key', '=', 'instances.id').on('jobs.kind', '=', 'instance'))
    .select(['instances.id', 'instances.work_at'])
    .where('instances.watched', '=', 1)
    .where('instances.work_at', '<=', by)
    .where('jobs.key', 'is', null)
    .execute();
  return rows.map((row) => ({ id: row.id, workAt: row.work_at ?? by }));
}

const insertEventRow = prepared<Omit<EventRow, 'position'>, { position: number }>((db, param) =>
  db
    .insertInto('events')
    .values({
      id: param('id'),
      instance_id: param('instance_id'),
      sequence: param('sequence'),
      type: param('type'),
      at: param('at'),
      body: param('body'),
      position: (events) =>
        events.selectFrom('events').select(sql<number>`coalesce(max(events.position), 0) + 1`.as('next')),
    })
    .returning('position'),
);

/**
 * Stores an event at the next position. Writers run one after the other, each to its commit, those of other processes
 * included (see `Store.write`). So positions become visible in their order: whoever has read up to one will never find
 * another event at or below it. The newest event is never removed, so no position is given twice.
 */
export async function insertEvent(db: Db, event: LifecycleEvent): Promise<EventRow> {
  const body = JSON.stringify({
    id: event.id,
    type: event.type,
    timestamp: new Date(event.at).toISOString(),
    sequence: event.sequence,
    data: event.data,
  });
  const row = {
    id: event.id,
    instance_id: event.data.instanceId,
    sequence: event.sequence,
    type: event.type,
    at: event.at,
    body,
  };
  const { rows } = await insertEventRow(db, row);
  return { ...row, position: rows[0]?.position ?? 0 };
}

export async function listEvents(
  db: Db,
  { instanceId, after, limit }: { instanceId: string; after: number; limit: number },
): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
