import type { CommandSpec } from './command-spec.js';
import * as administration from './specs/administration.js';
import * as instances from './specs/instances.js';
import * as reading from './specs/reading.js';

/** All commands, as far as completion has to know them. */
export const COMPLETED: readonly CommandSpec[] = [instances, reading, administration].flatMap((specs) =>
  Object.values(specs).filter(
    (each): each is (typeof instances)['create'] => typeof each === 'object' && 'summary' in each,
  ),
);
