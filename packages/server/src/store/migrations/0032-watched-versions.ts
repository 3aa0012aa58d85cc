import { sql, type Kysely } from 'kysely';

/** What every sweep compares is read from the index alone: the rows themselves are long. */
export async function watchedVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('instances_watched').execute();
  await db.schema
    .createIndex('instances_watched')
    .on('instances')
    .columns(['id', 'version'])
    .where(sql.ref('watched'), '=', sql.lit(1))
    .execute();
}
