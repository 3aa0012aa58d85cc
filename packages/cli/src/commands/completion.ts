import { usageError } from '../cli-error.js';
import { completionScript, SHELLS } from '../completion-script.js';
import type { Context } from '../context.js';
import { SPECS } from '../all-specs.js';
import type { completion } from '../specs/administration.js';

export function run({ operands, surroundings }: Context<typeof completion.options>): Promise<undefined> {
  const [asked = ''] = operands;
  const shell = SHELLS.find((each) => each === asked);
  if (shell === undefined) throw usageError(`The shell must be one of ${SHELLS.join(', ')}.`);
  surroundings.stdout.write(completionScript(shell, SPECS));
  return Promise.resolve(undefined);
}
