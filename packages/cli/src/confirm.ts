import { usageError } from './cli-error.js';
import type { Context } from './context.js';
import { ask } from './prompt.js';

/**
 * Asks before something is done that cannot be undone.
 *
 * @param what - the question, such as `Delete it?`.
 * @param otherwise - what is said after anything but a yes.
 * @throws CliError when there is nobody to ask.
 */
export async function confirm(
  { surroundings, interrupts }: Pick<Context, 'surroundings' | 'interrupts'>,
  what: string,
  otherwise: string,
): Promise<boolean> {
  if (!surroundings.stdin.isTTY) {
    throw usageError('Without a terminal there is nobody to ask.', 'To do it without a question, add --yes.');
  }
  const answer = await ask(surroundings, `${what} [y/N] `, interrupts.signal);
  if (/^y(?:es)?$/i.test(answer.trim())) return true;
  surroundings.stderr.write(`${otherwise}\n`);
  return false;
}
