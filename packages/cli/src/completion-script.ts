import type { CommandSpec, OptionSpec } from './command-spec.js';
import { COMMON } from './specs/shared-options.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** A program for a shell that completes commands, options and their choices. */
export function completionScript(shell: Shell, commands: readonly CommandSpec[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      return `#compdef novita-fleet\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`;
    case 'fish':
      return fishScript(commands);
  }
}

function bashScript(commands: readonly CommandSpec[]): string {
  const cases = commands.map(({ name, options }) => {
    const all: Readonly<Record<string, OptionSpec>> = { ...options, ...COMMON };
    const choices = Object.entries(all).flatMap(([option, spec]) =>
      spec.kind === 'choice' ? [`      --${option}) words="${spec.choices.join(' ')}" ;;`] : [],
    );
    const names = Object.keys(all).map((option) => `--${option}`);
    return `    "${name}")
      words="${names.join(' ')}"
      case "$previous" in
${[...choices, '      *) ;;'].join('\n')}
      esac ;;`;
  });
  const groups = [
    ...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? '')),
  ];
  const first = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))];
  const groupCases = groups.map((group) => {
    const words = commands.flatMap(({ name }) => (name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : []));
    return `    "${group}") words="${words.join(' ')}" ;;`;
  });
  return `# Completion of novita-fleet. In bash: source <(novita-fleet completion bash)
_novita_fleet() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" words=""
  case "$command" in ${groups.map((group) => `"${group}"`).join('|')})
    if [ "$COMP_CWORD" -gt 2 ]; then command="$command \${COMP_WORDS[2]}"; fi ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${first.join(' ')}"
  else case "$command" in
${[...groupCases, ...cases].join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _novita_fleet novita-fleet
`;
}

function fishScript(commands: readonly CommandSpec[]): string {
  const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = commands.flatMap(({ name, summary, options }) => {
    const [first = '', second] = name.split(' ');
    const here =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const word =
      second === undefined
        ? `complete -c novita-fleet -f -n __fish_use_subcommand -a ${first} -d ${quote(summary)}`
        : `complete -c novita-fleet -f -n ${quote(`__fish_seen_subcommand_from ${first}`)} -a ${second} -d ${quote(summary)}`;
    const flags = Object.entries({ ...options, ...COMMON } as Readonly<Record<string, OptionSpec>>).map(
      ([option, spec]) => {
        const short = 'short' in spec ? ` -s ${spec.short}` : '';
        const value =
          spec.kind === 'flag' ? '' : spec.kind === 'choice' ? ` -x -a ${quote(spec.choices.join(' '))}` : ' -r';
        return `complete -c novita-fleet -n ${quote(here)} -l ${option}${short}${value} -d ${quote(spec.help)}`;
      },
    );
    return [word, ...flags];
  });
  const groups = [
    ...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? '')),
  ];
  const heads = groups.map((group) => `complete -c novita-fleet -f -n __fish_use_subcommand -a ${group}`);
  return `# Completion of novita-fleet. In fish: novita-fleet completion fish | source\n${[...heads, ...lines].join('\n')}\n`;
}
