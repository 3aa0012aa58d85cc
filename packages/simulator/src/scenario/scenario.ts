import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { FaultSpec } from '../faults/fault-kinds.js';
import { FieldError, Fields, inside } from '../fields.js';
import type { SimulatorOptions } from '../simulator-options.js';
import { Happening, type HappeningSpec } from './happenings.js';

/** Options that only a program can give, and the ones that have a place of their own in a scenario. */
const NOT_IN_FILES = ['onRequest', 'timeSource', 'wait', 'scenario', 'faults'] as const;

/** A scenario: what the cloud is like, what goes wrong with requests, and what happens when. */
export interface Scenario {
  /** What it is about; for people. */
  readonly name?: string;
  /** Options of the simulator; those that are given beside the scenario win. */
  readonly options?: Omit<SimulatorOptions, (typeof NOT_IN_FILES)[number]>;
  readonly faults?: readonly FaultSpec[];
  readonly happenings?: readonly HappeningSpec[];
}

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
  const forbidden = NOT_IN_FILES.find((name) => Object.hasOwn(options, name));
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
