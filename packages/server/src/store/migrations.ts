import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Every change of the schema, in order of name. A migration that was released is never edited: add another. They run on
 * SQLite and on PostgreSQL alike.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_first': { up: first },
  '0002_workers': { up: workers },
  '0003_retention': { up: retention },
  '0004_api_keys': { up: apiKeys },
  '0005_filters': { up: filters },
  '0006_usage': { up: usage },
  '0010_delivery_log': { up: deliveryLog },
  '0020_event_positions': { up: eventPositions },
  '0021_telemetry': { up: telemetry },
  '0030_sessions': { up: sessions },
  '0031_endpoint_health': { up: endpointHealth },
  '0032_watched_versions': { up: watchedVersions },
};

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('instances')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('marker', 'text', (c) => c.notNull().unique())
    .addColumn('cloud_id', 'text')
    .addColumn('watched', 'integer', (c) => c.notNull())
    .addColumn('last_look', 'text')
    .addColumn('deadline_at', 'bigint')
    .addColumn('work_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('instances_by_time').on('instances').columns(['created_at', 'id']).execute();
  await db.schema.createIndex('instances_watched').on('instances').columns(['watched', 'id']).execute();
  await db.schema
    .createTable('events')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('instance_id', 'text', (c) => c.notNull().references('instances.id'))
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addUniqueConstraint('events_in_order', ['instance_id', 'sequence'])
    .execute();
  await db.schema
    .createTable('webhook_endpoints')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('event_types', 'text')
    .addColumn('sealed_secret', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('endpoint_id', 'text', (c) => c.notNull().references('webhook_endpoints.id'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id'))
    .addColumn('instance_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('last_status', 'integer')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('deliveries_by_lane')
    .on('deliveries')
    .columns(['endpoint_id', 'instance_id', 'state', 'sequence'])
    .execute();
  await db.schema
    .createTable('jobs')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('run_at', 'bigint', (c) => c.notNull())
    .addColumn('generation', 'bigint', (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('jobs_key', ['kind', 'key'])
    .execute();
  await db.schema.createIndex('jobs_by_time').on('jobs').columns(['kind', 'run_at']).execute();
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('request_hash', 'text', (c) => c.notNull())
    .addColumn('resource_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
}

/** Jobs can be claimed by one of several processes, and remember what was ordered while they ran. */
async function workers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('beats', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
  // Whatever a worker held is free again, by the database itself, once its row is gone.
  await db.schema
    .alterTable('jobs')
    .addColumn('worker', 'text', (c) => c.references('workers.id').onDelete('set null'))
    .execute();
  await db.schema.alterTable('jobs').addColumn('again_at', 'bigint').execute();
  await db.schema.alterTable('jobs').dropColumn('generation').execute();
  await db.schema
    .createTable('meta')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}

/** What is old can be found, and what is due among the deliveries, without reading whole tables. */
async function retention(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('events_by_time').on('events').column('at').execute();
  await db.schema.createIndex('deliveries_by_event').on('deliveries').column('event_id').execute();
  await db.schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .column('next_at')
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema
    .createIndex('deliveries_finished')
    .on('deliveries')
    .column('finished_at')
    .where(sql.ref('finished_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('instances_ended')
    .on('instances')
    .column('updated_at')
    .where(sql.ref('watched'), '=', sql.lit(0))
    .execute();
  await db.schema.createIndex('idempotency_keys_by_time').on('idempotency_keys').column('created_at').execute();
}

/** Rows that are read at a time where a migration has to look into JSON, which the databases spell differently. */
const BATCH = 500;

/** API keys have a name, a scope and a budget; instances and webhook endpoints belong to one. */
async function apiKeys(db: Kysely<unknown>): Promise<void> {
  const keys = db.schema.alterTable('api_keys');
  await keys.addColumn('name', 'text', (c) => c.notNull().defaultTo('')).execute();
  await keys.addColumn('scope', 'text', (c) => c.notNull().defaultTo('read')).execute();
  await keys.addColumn('max_cost', 'bigint').execute();
  await keys.addColumn('revoked_at', 'bigint').execute();
  await keys.addColumn('last_used_at', 'bigint').execute();
  // Whoever had a key could do everything.
  await sql`update api_keys set scope = 'admin', name = 'first key'`.execute(db);
  // Null: of an administrator, for the events of all instances; so it is with those that there are.
  await db.schema.alterTable('webhook_endpoints').addColumn('owner', 'text').execute();
  await db.schema
    .alterTable('instances')
    .addColumn('owner', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await fillOwners(db);
  await db.schema.createIndex('instances_by_owner').on('instances').columns(['owner', 'created_at', 'id']).execute();
}

async function fillOwners(db: Kysely<unknown>): Promise<void> {
  // The first instances were stored without an owner; there was one key then.
  const keys = await sql<{ id: string }>`select id from api_keys order by created_at limit 1`.execute(db);
  const first = keys.rows[0]?.id ?? '';
  for await (const { id, body } of allInstances(db)) {
    const instance = JSON.parse(body) as { owner?: string };
    const owner = instance.owner ?? first;
    const whole = instance.owner === undefined ? JSON.stringify({ ...instance, owner }) : body;
    await sql`update instances set owner = ${owner}, body = ${whole} where id = ${id}`.execute(db);
  }
}

async function* allInstances(db: Kysely<unknown>): AsyncGenerator<{ id: string; body: string }> {
  let last = '';
  for (;;) {
    const { rows } = await sql<{ id: string; body: string }>`
      select id, body from instances where id > ${last} order by id limit ${BATCH}`.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** Instances can be found by their names and their labels. */
async function filters(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('instances')
    .addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('instance_labels')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('instance_id', 'text', (c) => c.notNull().references('instances.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  for await (const { id, body } of allInstances(db)) {
    const { spec } = JSON.parse(body) as { spec: { name: string; metadata?: Record<string, string> } };
    await sql`update instances set name = ${spec.name} where id = ${id}`.execute(db);
    for (const [name, value] of Object.entries(spec.metadata ?? {})) {
      await sql`insert into instance_labels (id, instance_id, name, value)
        values (${`${id} ${name}`}, ${id}, ${name}, ${JSON.stringify(value)})`.execute(db);
    }
  }
  await db.schema
    .createIndex('instance_labels_by_value')
    .on('instance_labels')
    .columns(['name', 'value', 'instance_id'])
    .execute();
  await db.schema.createIndex('instance_labels_by_instance').on('instance_labels').column('instance_id').execute();
}

/** What was used is kept by day, apart from the instances, and summed up for each API key. */
async function usage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('instance_id', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('hourly_price', 'bigint')
    .addColumn('ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .alterTable('api_keys')
    .addColumn('spent', 'text', (c) => c.notNull().defaultTo('0'))
    .execute();
  const instances = db.schema.alterTable('instances');
  await instances.addColumn('hourly_price', 'bigint').execute();
  await instances.addColumn('metered_since', 'bigint').execute();
  await instances.addColumn('key_budget_told', 'integer', (c) => c.notNull().defaultTo(0)).execute();
  const spentBy = new Map<string, bigint>();
  for await (const { id, body } of allInstances(db)) {
    const { owner, billing, since } = JSON.parse(body) as Metered;
    const { hourlyPrice = null, startedAt = null, spent = [] } = billing ?? {};
    await sql`update instances set hourly_price = ${hourlyPrice}, metered_since = ${startedAt}
      where id = ${id}`.execute(db);
    // On which days that was is not known any more: it is put on the day of the last change of state.
    const day = new Date(since).toISOString().slice(0, 10);
    for (const part of spent) {
      const row = `${id} ${day} ${part.hourlyPrice ?? 'unpriced'}`;
      await sql`insert into usage (id, instance_id, owner, day, hourly_price, ms)
        values (${row}, ${id}, ${owner}, ${day}, ${part.hourlyPrice}, ${part.ms})`.execute(db);
      const cost = BigInt(part.hourlyPrice ?? 0) * BigInt(part.ms);
      spentBy.set(owner, (spentBy.get(owner) ?? 0n) + cost);
    }
  }
  for (const [owner, spent] of spentBy) {
    await sql`update api_keys set spent = ${String(spent)} where id = ${owner}`.execute(db);
  }
  await db.schema.createIndex('usage_by_day').on('usage').columns(['day', 'owner']).execute();
  await db.schema
    .createIndex('usage_unpriced')
    .on('usage')
    .column('instance_id')
    .where(sql.ref('hourly_price'), 'is', null)
    .execute();
  await db.schema
    .createIndex('instances_metered')
    .on('instances')
    .column('owner')
    .where(sql.ref('metered_since'), 'is not', null)
    .execute();
}

/** What of an instance tells what it has cost; the first ones had no meter. */
interface Metered {
  owner: string;
  since: number;
  billing?: {
    hourlyPrice?: number | null;
    startedAt?: number | null;
    spent?: { hourlyPrice: number | null; ms: number }[];
  };
}

/** Events have one order over all instances, so that a reader can go on where it was; see `insertEvent`. */
async function eventPositions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('position', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update events set position = ranked.number
    from (select id, row_number() over (order by at, instance_id, sequence) as number from events) as ranked
    where ranked.id = events.id`.execute(db);
  await db.schema.createIndex('events_by_position').unique().on('events').column('position').execute();
}

/** Instances remember on whose behalf they are worked on, and can be counted by state without reading them. */
async function telemetry(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('instances').addColumn('correlation_id', 'text').execute();
  await db.schema.createIndex('instances_by_state').on('instances').column('state').execute();
}

/** People sign in with an API key and are known by a cookie from then on. */
async function sessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('api_key_id', 'text', (c) => c.notNull().references('api_keys.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('sessions_by_end').on('sessions').column('expires_at').execute();
}

/** What became of the deliveries to an endpoint can be told without reading them. */
async function endpointHealth(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('webhook_endpoints').addColumn('last_delivered_at', 'bigint').execute();
  await db.schema.alterTable('webhook_endpoints').addColumn('last_failed_at', 'bigint').execute();
  await db.schema
    .createIndex('deliveries_dead')
    .on('deliveries')
    .column('endpoint_id')
    .where(sql.ref('state'), '=', sql.lit('dead'))
    .execute();
}

/**
 * Deliveries belong to one job for each endpoint, can be about no instance, and log their attempts. The table is made
 * anew, because SQLite cannot drop the reference to an event.
 */
async function deliveryLog(db: Kysely<unknown>): Promise<void> {
  const endpoints = db.schema.alterTable('webhook_endpoints');
  await endpoints.addColumn('refused_since', 'bigint').execute();
  await endpoints.addColumn('disabled_at', 'bigint').execute();
  await endpoints.addColumn('disabled_reason', 'text').execute();
  await endpoints.addColumn('sealed_old_secret', 'text').execute();
  await endpoints.addColumn('old_secret_until', 'bigint').execute();
  await db.schema
    .createTable('deliveries_new')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('endpoint_id', 'text', (c) => c.notNull().references('webhook_endpoints.id'))
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('event_type', 'text', (c) => c.notNull())
    .addColumn('instance_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('attempts_before', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('last_status', 'integer')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  // Those behind another of their lane are not due: see `BEHIND` of deliveries.ts, whose value this is.
  await sql`
    insert into deliveries_new (id, endpoint_id, event_id, event_type, instance_id, sequence, body, state, attempts,
      attempts_before, next_at, last_status, last_error, created_at, finished_at)
    select d.id, d.endpoint_id, d.event_id, e.type, d.instance_id, d.sequence, null, d.state, d.attempts, 0,
      case when d.state = 'pending' and exists (select 1 from deliveries as earlier
        where earlier.endpoint_id = d.endpoint_id and earlier.instance_id = d.instance_id
        and earlier.state = 'pending' and earlier.sequence < d.sequence) then 9007199254740991 else d.next_at end,
      d.last_status, d.last_error, d.created_at, d.finished_at
    from deliveries as d inner join events as e on e.id = d.event_id`.execute(db);
  await db.schema.dropTable('deliveries').execute();
  await db.schema.alterTable('deliveries_new').renameTo('deliveries').execute();
  await db.schema
    .createIndex('deliveries_by_lane')
    .on('deliveries')
    .columns(['endpoint_id', 'instance_id', 'sequence'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['endpoint_id', 'next_at'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema.createIndex('deliveries_by_event').on('deliveries').column('event_id').execute();
  await db.schema.createIndex('deliveries_by_time').on('deliveries').columns(['created_at', 'id']).execute();
  await db.schema
    .createIndex('deliveries_finished')
    .on('deliveries')
    .column('finished_at')
    .where(sql.ref('finished_at'), 'is not', null)
    .execute();
  await db.schema
    .createTable('delivery_attempts')
    .addColumn('delivery_id', 'text', (c) => c.notNull().references('deliveries.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('duration_ms', 'integer', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('delivery_attempts_key', ['delivery_id', 'number'])
    .execute();
  // The jobs of lanes are replaced by one for each endpoint, which the reconciler orders at the start.
  await sql`delete from jobs where kind = 'delivery'`.execute(db);
}

/** What every sweep compares is read from the index alone: the rows themselves are long. */
async function watchedVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('instances_watched').execute();
  await db.schema
    .createIndex('instances_watched')
    .on('instances')
    .columns(['id', 'version'])
    .where(sql.ref('watched'), '=', sql.lit(1))
    .execute();
}
