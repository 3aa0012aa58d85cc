import type { OptionSpecs } from '../command-spec.js';

const FORMATS = ['table', 'json', 'yaml', 'name'] as const;

export type Format = (typeof FORMATS)[number];

/** Options of every command. */
export const COMMON = {
  help: { kind: 'flag', short: 'h', help: 'show this text' },
} as const satisfies OptionSpecs;

/** Options of commands that print what they found. */
export const OUTPUT = {
  output: { kind: 'choice', short: 'o', choices: FORMATS, help: 'form of the answer (default table)' },
} as const satisfies OptionSpecs;

/** Options of commands that speak to a server. */
export const CONNECTION = {
  profile: {
    kind: 'text',
    short: 'p',
    value: 'NAME',
    help: 'profile to use (default: environment, else the current one)',
  },
  url: { kind: 'text', value: 'URL', help: 'address of the fleet server' },
} as const satisfies OptionSpecs;

/** Options of commands that can do without a server. */
export const PLACE = {
  ...CONNECTION,
  cloud: { kind: 'flag', help: 'work with Novita directly, without a fleet server' },
} as const satisfies OptionSpecs;

/** Options of commands that can wait for what they asked for. */
export const WAIT = {
  wait: { kind: 'flag', short: 'w', help: 'wait until it is done' },
  timeout: { kind: 'duration', help: 'give up waiting after this long, with exit code 5' },
} as const satisfies OptionSpecs;
