import { sql, type Kysely } from 'kysely';
import { allInstances } from './all-instances.js';

/** Instances can be found by their names and their labels. */
export async function filters(db: Kysely<unknown>): Promise<void> {
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
