import { defineCommand, ONE_ID } from '../command-spec.js';
import { CONNECTION, OUTPUT, PLACE } from './shared-options.js';

export const events = defineCommand({
  name: 'events',
  summary: 'follow what happens, or list what happened',
  detail:
    'Follows until Ctrl-C and comes back after a lost connection. The position before each event, given to --after,\n' +
    'goes on where it was. JSON and YAML come as one document for each event.',
  options: {
    instance: { kind: 'text', value: 'ID', help: 'only events of this instance' },
    type: { kind: 'list', value: 'TYPE', help: 'only events of this type, such as instance.ready' },
    after: {
      kind: 'number',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      help: 'begin behind this position; 0: with the oldest',
    },
    count: { kind: 'number', min: 1, max: Number.MAX_SAFE_INTEGER, help: 'end after so many events' },
    'no-follow': { kind: 'flag', help: 'list the events of --instance so far, and end' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: [
    'novita-fleet events --after 0 --count 3',
    'novita-fleet events --instance inst_86gmzk8h5g5hqkc7 --no-follow -o json',
  ],
});

export const products = defineCommand({
  name: 'products',
  summary: 'what can be rented, and for how much an hour',
  detail:
    'Prices are for one GPU and one hour, in USD. The server tells them a minute old at most; --cloud asks Novita itself.',
  options: {
    gpu: { kind: 'text', short: 'g', value: 'NAME', help: 'only products with this in their name' },
    region: { kind: 'text', value: 'NAME', help: 'only products on offer there' },
    available: { kind: 'flag', help: 'only what can be created now' },
    sort: {
      kind: 'choice',
      choices: ['price', 'spot', 'name', 'memory', 'stock'],
      help: 'order (default price, the cheapest first)',
    },
    reverse: { kind: 'flag', short: 'r', help: 'the other way round' },
    ...OUTPUT,
    ...PLACE,
  },
  examples: ['novita-fleet products --gpu 4090 --available', 'novita-fleet products --sort spot --cloud -o json'],
});

export const cost = defineCommand({
  name: 'cost',
  summary: 'what instances cost an hour, and have cost so far',
  detail:
    'By the watch of the server: compute time, without disks. With --by: what was used from one day to another, in UTC.\n' +
    'With --cloud: the balance of the account at Novita.',
  options: {
    running: { kind: 'flag', help: 'only what costs money now' },
    by: { kind: 'choice', choices: ['day', 'instance', 'key'], help: 'sums of used time in place of instances' },
    from: {
      kind: 'text',
      value: 'DAY',
      help: 'first day of --by, such as 2026-11-27 (default 29 days before the last)',
    },
    to: { kind: 'text', value: 'DAY', help: 'last day of --by (default today)' },
    ...OUTPUT,
    ...PLACE,
  },
  examples: [
    'novita-fleet cost',
    'novita-fleet cost --running -o json',
    'novita-fleet cost --by day',
    'novita-fleet cost --cloud',
  ],
});

export const logs = defineCommand({
  name: 'logs',
  summary: 'print what an instance prints',
  detail: 'Read from Novita directly, with NOVITA_API_KEY or a profile; ID may be of the fleet or of Novita.',
  operands: ONE_ID,
  options: {
    system: { kind: 'flag', help: 'what the platform tells about the instance' },
    follow: { kind: 'flag', help: 'go on until Ctrl-C' },
    ...CONNECTION,
  },
  examples: ['novita-fleet logs inst_86gmzk8h5g5hqkc7', 'novita-fleet logs inst_86gmzk8h5g5hqkc7 --system'],
});

export const ssh = defineCommand({
  name: 'ssh',
  summary: 'open a shell in an instance, or print the command for it',
  detail:
    'Without --print it runs ssh and ends with its exit code. The password is never an argument: ssh asks for it.\n' +
    'Needs NOVITA_API_KEY or a profile with a key of Novita.',
  operands: ONE_ID,
  options: {
    print: { kind: 'flag', help: 'print the command in place of running it' },
    'show-password': { kind: 'flag', help: 'print the password alone' },
    ...CONNECTION,
  },
  examples: [
    'novita-fleet ssh inst_86gmzk8h5g5hqkc7 --print',
    'novita-fleet ssh inst_86gmzk8h5g5hqkc7 --show-password',
  ],
});
