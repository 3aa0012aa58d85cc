import { usageError } from './cli-error.js';
import { COMMANDS, type Command } from './command-table.js';
import type { Context } from './context.js';
import { EXIT } from './exit-codes.js';
import { commandHelp, generalHelp, groupHelp } from './help.js';
import type { Interrupts } from './interrupts.js';
import { nearest } from './nearest.js';
import { readOptions } from './read-options.js';
import type { Surroundings } from './terminal.js';
import { readVersion } from './version.js';

/**
 * Carries out what the arguments ask for.
 *
 * @returns the exit code; what went wrong has been told on standard error.
 */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
  watchInterrupts: () => Interrupts,
): Promise<number> {
  let interrupts: Interrupts | undefined;
  let command: Command | undefined;
  try {
    const answer = answerAtOnce(args);
    if (answer !== undefined) {
      surroundings.stdout.write(answer);
      return EXIT.ok;
    }
    command = findCommand(args);
    const { spec, load } = command;
    const { values, operands, wantsHelp } = readOptions(spec, args.slice(spec.name.split(' ').length));
    if (wantsHelp) {
      surroundings.stdout.write(commandHelp(spec));
      return EXIT.ok;
    }
    interrupts = watchInterrupts();
    const run = await load();
    const { makeContext } = await import('./make-context.js');
    const context = makeContext({ values: values as Context['values'], operands, surroundings, interrupts });
    return (await run(context)) ?? EXIT.ok;
  } catch (error) {
    const { tellFailure } = await import('./failure.js');
    return tellFailure(error, { surroundings, interrupted: interrupts?.exitCode, command: command?.spec.name });
  }
}

/** What needs no command. */
function answerAtOnce(args: readonly string[]): string | undefined {
  const [first, second] = args;
  if (first === undefined || first === '--help' || first === '-h') return generalHelp(COMMANDS, readVersion());
  if (first === '--version' || first === '-V') return `${readVersion()}\n`;
  const words = first === 'help' ? args.slice(1) : args;
  if (first === 'help' && second === undefined) return generalHelp(COMMANDS, readVersion());
  const exact = commandOf(words);
  if (exact !== undefined) return first === 'help' ? commandHelp(exact.spec) : undefined;
  const group = COMMANDS.filter(({ spec }) => spec.name.startsWith(`${words[0] ?? ''} `));
  const isAsked = first === 'help' || second === undefined || second === '--help' || second === '-h';
  return group.length > 0 && isAsked ? groupHelp(words[0] ?? '', group) : undefined;
}

function commandOf(args: readonly string[]): Command | undefined {
  return COMMANDS.find(({ spec }) => spec.name.split(' ').every((word, index) => args[index] === word));
}

/** @throws CliError that names what comes nearest. */
function findCommand(args: readonly string[]): Command {
  const found = commandOf(args);
  if (found !== undefined) return found;
  const [first = '', second] = args;
  const group = COMMANDS.filter(({ spec }) => spec.name.startsWith(`${first} `)).map(({ spec }) => spec.name);
  const [asked, names] = group.length > 0 ? [`${first} ${second ?? ''}`, group] : [first, wordsOf(COMMANDS)];
  if (asked.startsWith('-')) throw usageError(`Options come behind a command.`, 'See: novita-fleet --help');
  const near = nearest(asked, names);
  const hint =
    near === undefined
      ? `See: novita-fleet ${group.length > 0 ? `${first} ` : ''}--help`
      : `Did you mean: novita-fleet ${near}`;
  throw usageError(`There is no command ${JSON.stringify(asked)}.`, hint);
}

function wordsOf(commands: readonly Command[]): string[] {
  return [...new Set(commands.flatMap(({ spec }) => [spec.name, spec.name.split(' ')[0] ?? '']))];
}
