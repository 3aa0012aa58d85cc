import type { Command } from './command-table.js';
import type { CommandSpec, OptionSpec, OptionSpecs } from './command-spec.js';
import { COMMON } from './specs/shared-options.js';

/** The list of all commands. */
export function generalHelp(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ spec }) => spec.name.length));
  const groups = [...new Set(commands.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const lines = commands
      .filter((command) => command.group === group)
      .map(({ spec }) => `  ${spec.name.padEnd(width)}  ${spec.summary}`);
    return `${group}:\n${lines.join('\n')}`;
  });
  return `novita-fleet ${version}: instances on the Novita GPU cloud, from the terminal.

Usage: novita-fleet COMMAND [options]

${sections.join('\n\n')}

novita-fleet COMMAND --help tells the options of a command and shows examples.

Example:
  novita-fleet up --simulate

Exit codes: 0 done, 1 failed, 2 wrong use, 3 not found, 4 key missing or refused, 5 out of time, 130 interrupted.
`;
}

/** The commands that begin with the same word. */
export function groupHelp(word: string, commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ spec }) => spec.name.length));
  const lines = commands.map(({ spec }) => `  ${spec.name.padEnd(width)}  ${spec.summary}`);
  const example = commands.find(({ spec }) => spec.examples.length > 0)?.spec.examples[0] ?? '';
  return `Usage: novita-fleet ${word} COMMAND [options]\n\n${lines.join('\n')}\n\nExample:\n  ${example}\n`;
}

/** Usage, options and examples of a command. */
export function commandHelp(spec: CommandSpec): string {
  const options: OptionSpecs = { ...spec.options, ...COMMON };
  const rows = Object.entries(options).map(([name, option]) => [syntaxOf(name, option), helpOf(option)] as const);
  const width = Math.max(...rows.map(([syntax]) => syntax.length));
  const usage = ['novita-fleet', spec.name, spec.operands?.usage ?? '', '[options]'].filter((part) => part !== '');
  const detail = spec.detail === undefined ? '' : `\n${spec.detail}\n`;
  return `${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.
${detail}
Usage: ${usage.join(' ')}

Options:
${rows.map(([syntax, help]) => `  ${syntax.padEnd(width)}  ${help}`).join('\n')}

${spec.examples.length === 1 ? 'Example' : 'Examples'}:
${spec.examples.map((line) => `  ${line}`).join('\n')}
`;
}

function syntaxOf(name: string, option: OptionSpec): string {
  const short = 'short' in option ? `-${option.short}, ` : '    ';
  return `${short}--${name}${valueOf(option)}`;
}

function valueOf(option: OptionSpec): string {
  switch (option.kind) {
    case 'flag':
      return '';
    case 'text':
    case 'list':
      return ` ${option.value}`;
    case 'number':
      return ' N';
    case 'duration':
      return ' TIME';
    case 'usd':
      return ' USD';
    case 'choice':
      return ` ${option.choices.length > 5 ? 'WORD' : option.choices.join('|')}`;
  }
}

function helpOf(option: OptionSpec): string {
  return option.kind === 'choice' && option.choices.length > 5
    ? `${option.help}: ${option.choices.join(', ')}`
    : option.help;
}
