import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { FieldError, Fields, inside } from '../fields.js';
import { Happening } from './happenings.js';

/** Options that only a program can give, and the ones that have a place of their own in a scenario. */
export const NOT_IN_SCENARIOS = ['onRequest', 'timeSource', 'wait', 'scenario', 'faults'] as const;

/** A scenario that was read; the contents of options and faults are checked where they are used. */
export interface ReadScenario {
  readonly options: Readonly<Record<string, unknown>>;
  readonly faults: readonly unknown[];
  readonly happenings: readonly Happening[];
}

const EMPTY: ReadScenario = { options: {}, faults: [], happenings: [] };

/**
 * Reads the option `scenario`.
 *
 * @param source - path of a YAML or JSON file, the scenario itself, or undefined for none.
 * @throws FieldError naming the field, and what is allowed.
 */
export function readScenario(source: unknown): ReadScenario {
  if (source === undefined) return EMPTY;
  const fields = new Fields(typeof source === 'string' ? readScenarioFile(source) : source, 'scenario');
  fields.text('name', { maxLength: 255 });
  const options = fields.raw('options') ?? {};
  const faults = fields.list('faults') ?? [];
  const happenings = (fields.list('happenings') ?? []).map((spec, index) =>
    inside(`happenings[${index}]`, () => new Happening(spec)),
  );
  fields.refuseUnknown();
  new Fields(options, 'options');
  const forbidden = NOT_IN_SCENARIOS.find((name) => Object.hasOwn(options, name));
  if (forbidden !== undefined) throw new FieldError(`options.${forbidden}`, 'cannot be given in a scenario');
  return { options: { ...options }, faults, happenings };
}

function readScenarioFile(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new FieldError('scenario', `the file ${path} cannot be read: ${problem.trim()}`);
  }
}
