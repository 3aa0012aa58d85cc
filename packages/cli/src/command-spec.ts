/** An option of a command. `help` is one line. */
export type OptionSpec =
  | { readonly kind: 'flag'; readonly short?: string; readonly help: string }
  | { readonly kind: 'text' | 'list'; readonly short?: string; readonly value: string; readonly help: string }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly help: string }
  /** Such as `90s`, `30m`, `2h`, `1d`; milliseconds in the program. */
  | { readonly kind: 'duration'; readonly help: string }
  /** Such as `0.67`, in USD; text in the program, because a number would be rounded. */
  | { readonly kind: 'usd'; readonly help: string }
  | {
      readonly kind: 'choice';
      readonly short?: string;
      readonly choices: readonly string[];
      readonly help: string;
    };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The values of options as a command gets them. */
export type ValuesOf<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { kind: 'flag' }
    ? boolean
    : Specs[Name] extends { kind: 'list' }
      ? readonly string[]
      : Specs[Name] extends { kind: 'number' | 'duration' }
        ? number | undefined
        : Specs[Name] extends { kind: 'choice'; choices: readonly (infer Choice)[] }
          ? Choice | undefined
          : string | undefined;
};

/** What follows the name of a command. */
export interface OperandSpec {
  /** As written in the usage line, such as `ID...`; empty for none. */
  readonly usage: string;
  readonly min: number;
  readonly max: number;
}

/** All that can be known of a command without running it. */
export interface CommandSpec<Specs extends OptionSpecs = OptionSpecs> {
  /** Its words, such as `webhooks add`. */
  readonly name: string;
  readonly summary: string;
  /** More lines for its help. */
  readonly detail?: string;
  readonly operands?: OperandSpec;
  readonly options: Specs;
  /** Command lines that work as they stand, run by the tests. Ids stand for those of the reader. */
  readonly examples: readonly string[];
}

/** Keeps the literal types of a command, from which those of its values follow. */
export function defineCommand<const Specs extends OptionSpecs>(spec: CommandSpec<Specs>): CommandSpec<Specs> {
  return spec;
}

export const ONE_ID: OperandSpec = { usage: 'ID', min: 1, max: 1 };
export const MANY_IDS: OperandSpec = { usage: 'ID...', min: 1, max: Infinity };
export const ANY_IDS: OperandSpec = { usage: '[ID...]', min: 0, max: Infinity };
