/** Text of a program that stands for a value that is not in it, such as a variable of the environment. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value of JSON, of which parts may be expressions. */
export type Value =
  string | number | boolean | null | Expression | readonly Value[] | { readonly [name: string]: Value };

/** How a language writes values. */
export interface Language {
  readonly string: (text: string) => string;
  /** The name of a field, as it stands before the colon. */
  readonly field: (name: string) => string;
  readonly words: { readonly true: string; readonly false: string; readonly null: string };
  /** Spaces of one level. */
  readonly indent: number;
  /** What stands inside the braces of an object that is on one line. */
  readonly space: string;
}

/** A short value stays on one line. */
const LINE_LENGTH = 72;

/** A value as a literal; lines after the first are indented by `depth` levels and one more for each level inside. */
export function literal(value: Value, language: Language, depth = 0): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return language.string(value);
  if (typeof value === 'number') return String(value);
  if (value === null) return language.words.null;
  if (typeof value === 'boolean') return language.words[value ? 'true' : 'false'];
  const isList = Array.isArray(value);
  const items = isList
    ? (value as readonly Value[]).map((item) => ({ before: '', item }))
    : Object.entries(value as Readonly<Record<string, Value>>).map(([name, item]) => ({
        before: `${language.field(name)}: `,
        item,
      }));
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  const parts = items.map(({ before, item }) => `${before}${literal(item, language, depth + 1)}`);
  const space = isList ? '' : language.space;
  const line = `${open}${space}${parts.join(', ')}${space}${close}`;
  // The outermost object is the request, of which every field has a line of its own.
  if (depth > 0 && line.length <= LINE_LENGTH && !line.includes('\n')) return line;
  const inner = ' '.repeat(language.indent * (depth + 1));
  const outer = ' '.repeat(language.indent * depth);
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${outer}${close}`;
}
