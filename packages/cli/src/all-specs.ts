import type { CommandSpec } from './command-spec.js';
import * as administration from './specs/administration.js';
import * as instances from './specs/instances.js';
import * as reading from './specs/reading.js';

/** What is known of every command, without the code that runs it. */
export const SPECS: readonly CommandSpec[] = [instances, reading, administration]
  .flatMap((module) => Object.values(module) as readonly unknown[])
  .filter(isSpec);

function isSpec(value: unknown): value is CommandSpec {
  return typeof value === 'object' && value !== null && 'summary' in value;
}
