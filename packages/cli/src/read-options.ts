import { parseArgs, type ParseArgsConfig } from 'node:util';
import { usageError } from './cli-error.js';
import type { CommandSpec, OptionSpec, OptionSpecs } from './command-spec.js';
import { parseDuration } from './durations.js';
import { nearest } from './nearest.js';
import { COMMON } from './specs/shared-options.js';

/** A command line that was understood. */
export interface CommandLine {
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
  readonly wantsHelp: boolean;
}

/** What people try; a secret there can be read by everybody on the machine. */
const SECRET_OPTION = /^(?:api-?key|key|token|secret|password|pass|novita-api-key)$/i;

/**
 * Reads the arguments behind the name of a command.
 *
 * @throws CliError that names the option, what was wrong and what is allowed. It never repeats the value of an unknown
 * option, which may be a secret.
 */
export function readOptions(spec: CommandSpec, args: readonly string[]): CommandLine {
  const specs: OptionSpecs = { ...spec.options, ...COMMON };
  checkNames(args, specs);
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: configOf(specs), allowPositionals: true });
  } catch (error) {
    throw usageError(firstSentence(error));
  }
  const { values: given, positionals: operands } = parsed;
  if (given.help === true) return { values: {}, operands, wantsHelp: true };
  checkOperands(spec, operands);
  const values = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [name, valueOf(name, option, given[name])]),
  );
  return { values, operands, wantsHelp: false };
}

function configOf(specs: OptionSpecs): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, option]) => [
      name,
      {
        type: option.kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: option.kind === 'list',
        ...('short' in option && { short: option.short }),
      },
    ]),
  );
}

/** `parseArgs` would repeat an unknown option with its value. */
function checkNames(args: readonly string[], specs: OptionSpecs): void {
  for (const arg of args) {
    if (arg === '--') return;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || Object.hasOwn(specs, name)) continue;
    if (SECRET_OPTION.test(name)) {
      throw usageError(
        `A secret does not belong on the command line, where others can read it: --${name} is not an option.`,
        'Set NOVITA_FLEET_API_KEY (server) or NOVITA_API_KEY (cloud), name a file in NOVITA_FLEET_API_KEY_FILE, or save it: novita-fleet profile add NAME',
      );
    }
    const near = nearest(name, Object.keys(specs));
    throw usageError(`There is no option --${name}.`, near === undefined ? undefined : `Did you mean --${near}?`);
  }
}

function checkOperands({ operands: { usage, min, max } = NONE }: CommandSpec, given: readonly string[]): void {
  if (given.length < min) throw usageError(`${usage} is missing.`);
  if (given.length <= max) return;
  throw usageError(max === 0 ? `It takes no ${JSON.stringify(given[0])}.` : `It takes ${usage} and no more.`);
}

const NONE = { usage: '', min: 0, max: 0 };

function valueOf(name: string, option: OptionSpec, given: unknown): unknown {
  if (option.kind === 'flag') return given === true;
  if (option.kind === 'list') return Array.isArray(given) ? given : [];
  if (typeof given !== 'string') return undefined;
  switch (option.kind) {
    case 'number': {
      const number = /^\d+$/.test(given) ? Number(given) : NaN;
      if (number >= option.min && number <= option.max) return number;
      throw usageError(`--${name} must be a whole number from ${option.min} to ${option.max}, not ${quote(given)}.`);
    }
    case 'duration': {
      const ms = parseDuration(given);
      if (ms !== undefined && ms > 0) return ms;
      throw usageError(`--${name} must be a time such as 90s, 30m, 2h or 1d, not ${quote(given)}.`);
    }
    case 'usd':
      if (/^\d{1,9}(\.\d{1,5})?$/.test(given) && Number(given) > 0) return given;
      throw usageError(`--${name} must be an amount in USD such as 0.67, not ${quote(given)}.`);
    case 'choice':
      if (option.choices.includes(given)) return given;
      throw usageError(`--${name} must be one of ${option.choices.join(', ')}, not ${quote(given)}.`);
    case 'text':
      if (given !== '') return given;
      throw usageError(`--${name} must not be empty.`);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** What `parseArgs` says, without the advice for programmers behind it. */
function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.split(/\. |\n/, 1)[0] ?? text}.`.replace(/\.\.$/, '.');
}
