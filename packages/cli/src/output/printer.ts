import type { Format } from '../specs/shared-options.js';
import type { Surroundings } from '../terminal.js';
import { tableLines, type Column } from './table.js';

/** What is printed, in every form that the user can ask for. */
export interface Shape<Row> {
  readonly columns: readonly Column<Row>[];
  /** What `--output name` prints, to be passed on to other commands. */
  readonly name: (row: Row) => string;
  /** Told on standard error in place of an empty table. */
  readonly whenEmpty: string;
}

/** Writes answers to standard output in the form that was asked for. */
export class Printer {
  readonly #surroundings: Surroundings;
  readonly format: Format;

  constructor(surroundings: Surroundings, format: Format) {
    this.#surroundings = surroundings;
    this.format = format;
  }

  /** A list: a table, or one document with all of it. */
  async list<Row>(rows: readonly Row[], shape: Shape<Row>): Promise<void> {
    const { stdout, stderr } = this.#surroundings;
    if (this.format === 'name') stdout.write(rows.map((row) => `${shape.name(row)}\n`).join(''));
    else if (this.format !== 'table') await this.#document(rows);
    else if (rows.length === 0) stderr.write(`${shape.whenEmpty}\n`);
    else stdout.write(`${tableLines(rows, shape.columns, stdout).join('\n')}\n`);
  }

  /** One thing: what `text` makes of it, or a document. */
  async one<Thing>(thing: Thing, text: (thing: Thing) => string, name: (thing: Thing) => string): Promise<void> {
    const { stdout } = this.#surroundings;
    if (this.format === 'table') stdout.write(text(thing));
    else if (this.format === 'name') stdout.write(`${name(thing)}\n`);
    else await this.#document(thing);
  }

  /** One of many things that come one after another: JSON in a line, YAML with a separator. */
  async next<Thing>(thing: Thing, text: (thing: Thing) => string, name: (thing: Thing) => string): Promise<void> {
    const { stdout } = this.#surroundings;
    if (this.format === 'json') stdout.write(`${JSON.stringify(thing)}\n`);
    else if (this.format === 'yaml') stdout.write(`---\n${await yamlOf(thing)}`);
    else await this.one(thing, text, name);
  }

  async #document(value: unknown): Promise<void> {
    const text = this.format === 'yaml' ? await yamlOf(value) : `${JSON.stringify(value, undefined, 2)}\n`;
    this.#surroundings.stdout.write(text);
  }
}

async function yamlOf(value: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  // Through JSON, so that both forms show the same: dates as text, and nothing that hides from JSON.
  return stringify(JSON.parse(JSON.stringify(value)));
}
