import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './simulator-options.js';
import type { Duration } from './world/durations.js';

/** What the command was asked to do. */
export type CommandLine =
  | { readonly action: 'help' | 'version' }
  | { readonly action: 'refuse'; readonly message: string }
  | {
      readonly action: 'run';
      readonly options: SimulatorOptions;
      readonly json: boolean;
      readonly exitWithStdin: boolean;
    };

export const HELP = `novita-simulator: the Novita GPU cloud on this machine, with fake money.

Usage: novita-simulator [options]

  --port N                 TCP port on 127.0.0.1 (default: a free one)
  --seed N                 seed of ids and durations (default 1)
  --speed N                virtual seconds per real second (default 1)
  --stepped                time moves only by POST /_simulator/clock/advance
  --durations LIST         virtual seconds of states, such as pulling=2,creating=1-3
  --first-page 0|1         number of the first page of lists (default 1)
  --not-found-status N     400 (default) or 404
  --json                   print one line of JSON: {"baseUrl", "apiKey", "pid"}
  --exit-with-stdin        exit when standard input ends
  --help                   show this text
  --version                show the version

Faults, ledger and clock: see /_simulator in the README.
`;

/** @param args - the arguments after the name of the command. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        stepped: { type: 'boolean' },
        durations: { type: 'string', multiple: true },
        'first-page': { type: 'string' },
        'not-found-status': { type: 'string' },
        json: { type: 'boolean' },
        'exit-with-stdin': { type: 'boolean' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    });
    if (values.help) return { action: 'help' };
    if (values.version) return { action: 'version' };
    const options = {
      port: toNumber('--port', values.port),
      seed: toNumber('--seed', values.seed),
      clock: values.stepped ? 'stepped' : undefined,
      speed: toNumber('--speed', values.speed),
      durations: values.durations && toDurations(values.durations),
      firstPage: toNumber('--first-page', values['first-page']),
      notFoundStatus: toNumber('--not-found-status', values['not-found-status']),
    };
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    return {
      action: 'run',
      // Values are checked where the simulator checks its options.
      options: Object.fromEntries(given),
      json: values.json ?? false,
      exitWithStdin: values['exit-with-stdin'] ?? false,
    };
  } catch (error) {
    return { action: 'refuse', message: error instanceof Error ? error.message : String(error) };
  }
}

function toNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new Error(`${option} must be a number, not ${JSON.stringify(text)}`);
  return value;
}

/** @param lists - each such as `pulling=2,creating=1-3`. */
function toDurations(lists: readonly string[]): Record<string, Duration> {
  const entries = lists
    .flatMap((list) => list.split(','))
    .map((entry): [string, Duration] => {
      const [, name, min, max] = /^(\w+)=(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(entry.trim()) ?? [];
      if (name === undefined || min === undefined) {
        throw new Error(`--durations must look like pulling=2,creating=1-3, not ${JSON.stringify(entry)}`);
      }
      return [name, max === undefined ? Number(min) : [Number(min), Number(max)]];
    });
  return Object.fromEntries(entries);
}
