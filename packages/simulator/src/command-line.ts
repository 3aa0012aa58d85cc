import { parseArgs } from 'node:util';
import type { Latency } from './faults/latency.js';
import { FieldError } from './fields.js';
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
  --json                   print one line of JSON: {"baseUrl", "apiKey", "pid"}
  --exit-with-stdin        exit when standard input ends
  --help                   show this text
  --version                show the version

Time and chance:
  --seed N                 seed of ids, durations and faults (default 1)
  --speed N                virtual seconds per real second (default 1)
  --stepped                time moves only by POST /_simulator/clock/advance
  --durations LIST         virtual seconds of states, such as pulling=2,creating=1-3

What the cloud is like:
  --scenario FILE          options, faults and happenings from a YAML file; options given here win
  --stock N                GPUs of every product in each of its clusters
  --balance N              opening balance in 1/10000 USD
  --first-page 0|1         number of the first page of lists (default 1)
  --not-found-status N     400 (default) or 404
  --action-body FORM       answer of start, stop, restart, delete: empty, object or full (default)

What goes wrong:
  --chaos P                chance, 0 to 1, of every request to meet a mishap of transport or status
  --latency MS             holds back every answer by so many real milliseconds, such as 50 or 20-80
  --rate-limit N           requests that a key may make in a virtual minute; more get 429
  --no-retry-after         that 429 does not say when to come back

All options, faults, ledger and clock: docs/simulator.md.
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
        scenario: { type: 'string' },
        stock: { type: 'string' },
        balance: { type: 'string' },
        'first-page': { type: 'string' },
        'not-found-status': { type: 'string' },
        'action-body': { type: 'string' },
        chaos: { type: 'string' },
        latency: { type: 'string' },
        'rate-limit': { type: 'string' },
        'no-retry-after': { type: 'boolean' },
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
      scenario: values.scenario,
      stock: toNumber('--stock', values.stock),
      balance: toNumber('--balance', values.balance),
      firstPage: toNumber('--first-page', values['first-page']),
      notFoundStatus: toNumber('--not-found-status', values['not-found-status']),
      actionBody: values['action-body'],
      chaos: toNumber('--chaos', values.chaos),
      latency: values.latency === undefined ? undefined : toLatency(values.latency),
      rateLimit: toNumber('--rate-limit', values['rate-limit']),
      retryAfter: values['no-retry-after'] ? false : undefined,
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

/** Names, as they are written here, of the options of the simulator. */
const FLAGS: Readonly<Record<string, string>> = {
  scenario: '--scenario',
  port: '--port',
  seed: '--seed',
  clock: '--stepped',
  speed: '--speed',
  durations: '--durations',
  stock: '--stock',
  balance: '--balance',
  firstPage: '--first-page',
  notFoundStatus: '--not-found-status',
  actionBody: '--action-body',
  chaos: '--chaos',
  latency: '--latency',
  rateLimit: '--rate-limit',
  retryAfter: '--no-retry-after',
};

/** Says what the simulator refused, naming the option of the command line that it came from. */
export function describeRefusal(error: unknown, options: SimulatorOptions): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof FieldError)) return message;
  const name = error.field.split(/[.[]/, 1)[0] ?? '';
  const isGiven = Object.hasOwn(options, name);
  const flag = isGiven ? FLAGS[name] : options.scenario === undefined ? undefined : '--scenario';
  return flag === undefined ? message : `${flag}: ${message}`;
}

function toNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new Error(`${option} must be a number, not ${JSON.stringify(text)}`);
  return value;
}

function toLatency(text: string): Latency {
  const [, min, max] = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? [];
  if (min === undefined) throw new Error(`--latency must look like 50 or 20-80, not ${JSON.stringify(text)}`);
  return max === undefined ? Number(min) : [Number(min), Number(max)];
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
