import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { NovitaError } from '@novita-fleet/resilience';
import { sql, type Kysely } from 'kysely';
import { MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';
import type { Store } from './store.js';

const FORMAT = 'novita-fleet-export';

/** Rows that are read or written at a time. */
const BATCH = 200;

/**
 * What each table means for a transfer: the columns of the key by which it is read, or `left` for what the reconciler, the
 * servers and whoever signs in again make anew. Those that are referred to come first.
 */
const TABLES = {
  meta: 'name',
  api_keys: 'id',
  idempotency_keys: 'id',
  webhook_endpoints: 'id',
  instances: 'id',
  instance_labels: 'id',
  usage: 'id',
  events: 'id',
  deliveries: 'id',
  delivery_attempts: 'delivery_id, number',
  sessions: 'left',
  jobs: 'left',
  workers: 'left',
} as const satisfies Record<keyof Schema, string>;

type Row = Record<string, string | number | null>;

/** Rows of each table that is carried over. */
export type Counts = Record<string, number>;

/** The tables as a query builder that knows none of their columns: here every row is just carried over. */
type AnyDb = Kysely<Record<string, Row>>;

const carried = Object.entries(TABLES).filter(([, key]) => key !== 'left');

/** The newest schema, by which both sides must agree. */
const NEWEST = Object.keys(MIGRATIONS).at(-1);

/**
 * Writes all that a store holds into a file, one JSON object a line. Secrets stay sealed: they open with the same
 * `secrets.key` only; environment variables, commands and entrypoints of instances are sealed, too. Names and labels of
 * instances and hashes of API keys can be read.
 *
 * @param file - must not exist; only its owner can read it.
 * @returns how many rows of each table were written.
 */
export async function exportStore(store: Store, file: string): Promise<Counts> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  await once(out, 'open');
  try {
    const counts = await store.snapshot((db) => writeRows(db as unknown as AnyDb, out));
    await writeLine(out, { end: true, counts });
    out.end();
    await finished(out);
    return counts;
  } catch (error) {
    out.destroy();
    rmSync(file, { force: true });
    throw error;
  }
}

async function writeRows(db: AnyDb, out: WriteStream): Promise<Counts> {
  const counts: Counts = {};
  await writeLine(out, { format: FORMAT, version: 1, schema: NEWEST });
  for (const [table, key] of carried) {
    let count = 0;
    for await (const row of rowsOf(db, table, key)) {
      await writeLine(out, { table, row });
      count += 1;
    }
    counts[table] = count;
  }
  return counts;
}

async function writeLine(out: WriteStream, value: unknown): Promise<void> {
  if (!out.write(JSON.stringify(value) + '\n')) await once(out, 'drain');
}

async function* rowsOf(db: AnyDb, table: string, key: string): AsyncGenerator<Row> {
  const columns = key.split(', ');
  const place = sql.join(columns.map((column) => sql.ref(column)));
  let last: Row | undefined;
  for (;;) {
    let query = db.selectFrom(table).selectAll().limit(BATCH);
    for (const column of columns) query = query.orderBy(column);
    if (last !== undefined) {
      const values = sql.join(columns.map((column) => last?.[column]));
      query = query.where(sql<boolean>`(${place}) > (${values})`);
    }
    const rows = await query.execute();
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}

/**
 * Reads a file that `exportStore` wrote into an empty store, all of it or nothing.
 *
 * @returns how many rows of each table were read.
 * @throws NovitaError `import_refused` when the store is not empty, or the file is not whole or of another version.
 */
export async function importStore(store: Store, file: string): Promise<Counts> {
  const handle = await open(file);
  try {
    // One unit for all, although it awaits a file: a store that is being filled has nobody else to serve.
    return await store.write((tx) => fill(tx.db as unknown as AnyDb, handle, file));
  } finally {
    await handle.close();
  }
}

async function fill(db: AnyDb, handle: FileHandle, file: string): Promise<Counts> {
  for (const [table] of carried) {
    const row = await db.selectFrom(table).selectAll().limit(1).executeTakeFirst();
    if (row !== undefined) refuse(`The store already holds data (in ${table}). Import into an empty one.`);
  }
  let number = 0;
  let counts: Counts | undefined;
  let batch: { table: string; rows: Row[] } = { table: '', rows: [] };
  const flush = async (): Promise<void> => {
    if (batch.rows.length > 0) await db.insertInto(batch.table).values(batch.rows).execute();
  };
  // Asked for here and not before: lines that are read while nobody listens are lost.
  for await (const text of handle.readLines()) {
    number += 1;
    const where = `Line ${number} of ${file}`;
    const entry = parse(text, where);
    if (number === 1) {
      checkHeader(entry, file);
    } else if (isEnd(entry)) {
      counts = entry.counts;
    } else {
      if (counts !== undefined) refuse(`${where} comes after the end.`);
      const { table, row } = readEntry(entry, where);
      if (batch.table !== table || batch.rows.length === BATCH) {
        await flush();
        batch = { table, rows: [] };
      }
      batch.rows.push(row);
    }
  }
  await flush();
  if (counts === undefined) return refuse(`${file} is cut off: its last line is missing.`);
  for (const [table] of carried) {
    const { count } = await db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count !== counts[table]) refuse(`${file} tells of ${counts[table]} rows of ${table}, but holds ${count}.`);
  }
  return counts;
}

function parse(text: string, where: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, like every other line that is not an object.
  }
  return refuse(`${where} is not a JSON object.`);
}

function checkHeader(header: { format?: unknown; version?: unknown; schema?: unknown }, file: string): void {
  if (header.format !== FORMAT) refuse(`${file} is not an export of a fleet server.`);
  if (header.version !== 1 || header.schema !== NEWEST) {
    refuse(`${file} was written by another version of the server. Export and import with the same version.`);
  }
}

function isEnd(entry: object): entry is { counts: Counts } {
  return 'end' in entry && 'counts' in entry;
}

function readEntry(entry: { table?: unknown; row?: unknown }, where: string): { table: string; row: Row } {
  const { table, row } = entry;
  if (!carried.some(([name]) => name === table)) refuse(`${where} names no table of an export.`);
  if (typeof row !== 'object' || row === null) refuse(`${where} holds no row.`);
  return { table: table as string, row: row as Row };
}

function refuse(message: string): never {
  throw new NovitaError('import_refused', message);
}
