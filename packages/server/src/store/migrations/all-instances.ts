import { sql, type Kysely } from 'kysely';

/** Rows that are read at a time where a migration has to look into JSON, which the databases spell differently. */
const BATCH = 500;

/** Every instance as it was stored then, a batch at a time. */
export async function* allInstances(db: Kysely<unknown>): AsyncGenerator<{ id: string; body: string }> {
  let last = '';
  for (;;) {
    const { rows } = await sql<{ id: string; body: string }>`
      select id, body from instances where id > ${last} order by id limit ${BATCH}`.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
