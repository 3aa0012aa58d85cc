import { ANY_IDS, defineCommand, MANY_IDS, ONE_ID } from '../command-spec.js';
import { CONNECTION, OUTPUT, PLACE, WAIT } from './shared-options.js';

export const STATES = [
  ...['pending', 'creating', 'starting', 'running', 'ready', 'stopping', 'stopped', 'deleting', 'deleted'],
  ...['failed', 'timed_out', 'reclaimed', 'lost'],
] as const;

export const create = defineCommand({
  name: 'create',
  summary: 'ask for an instance, and get exactly one',
  detail:
    'The id goes to standard output as soon as the instance is stored, all else to standard error.\n' +
    'A file holds the fields of POST /v1/instances as YAML or JSON; options go before it.\n' +
    'Ctrl-C while waiting leaves the instance as it is, and says what it costs and how to go on.',
  options: {
    file: { kind: 'text', short: 'f', value: 'FILE', help: 'request as YAML or JSON; - reads standard input' },
    name: { kind: 'text', short: 'n', value: 'NAME', help: 'name for people: letters, digits and hyphens' },
    image: { kind: 'text', short: 'i', value: 'IMAGE', help: 'container image' },
    template: { kind: 'text', value: 'ID', help: 'template that gives what is left out' },
    'image-auth': { kind: 'text', value: 'ID', help: 'saved registry credential for a private image' },
    gpu: {
      kind: 'text',
      short: 'g',
      value: 'NAME',
      help: 'part of the name of a GPU, such as 4090; the cheapest is taken',
    },
    product: { kind: 'text', value: 'ID', help: 'product of the catalogue, in place of --gpu' },
    gpus: { kind: 'number', min: 1, max: 8, help: 'number of GPUs (default 1)' },
    region: { kind: 'list', value: 'NAME', help: 'where, in this order; may be given several times' },
    spot: { kind: 'flag', help: 'pay the spot price; the cloud may take the instance back' },
    'max-price': { kind: 'usd', help: 'highest price of the instance for one hour' },
    disk: { kind: 'number', min: 10, max: 6_144, help: 'root disk in GB (default 60)' },
    cuda: { kind: 'text', value: 'VERSION', help: 'lowest CUDA version of the host, such as 12.4' },
    command: { kind: 'text', value: 'TEXT', help: 'replaces the command of the image' },
    entrypoint: { kind: 'text', value: 'TEXT', help: 'replaces the entrypoint of the image' },
    env: { kind: 'list', short: 'e', value: 'NAME[=VALUE]', help: 'variable; without a value it is taken from here' },
    'env-file': { kind: 'text', value: 'FILE', help: 'variables, one NAME=VALUE a line' },
    port: { kind: 'list', value: 'PORT[/tcp]', help: 'port to expose, http unless it says tcp' },
    probe: { kind: 'list', value: 'PROBE', help: 'what must answer: http:8080/health, tcp:5432 or ssh:22' },
    label: { kind: 'list', value: 'NAME=VALUE', help: 'label of your own, told in every event' },
    'stop-after': { kind: 'duration', help: 'stop it this long after it was asked up' },
    'delete-after': { kind: 'duration', help: 'delete it this long after it was requested' },
    'idle-stop-after': { kind: 'duration', help: 'stop it after this long without a heartbeat' },
    'max-cost': { kind: 'usd', help: 'stop it when it has cost this much' },
    'on-reclaim': { kind: 'choice', choices: ['keep', 'recreate'], help: 'what follows when spot is taken back' },
    'idempotency-key': { kind: 'text', value: 'KEY', help: 'same key and request: same instance (default: a new one)' },
    'dry-run': { kind: 'flag', help: 'print the request and send nothing' },
    ...WAIT,
    until: { kind: 'choice', choices: ['running', 'ready'], help: 'what --wait waits for (default ready)' },
    ...OUTPUT,
    ...PLACE,
  },
  examples: [
    'novita-fleet create --name job-17 --gpu 4090 --image ghcr.io/me/app:1 --port 8080 --probe http:8080/health --wait',
    'novita-fleet create -n trial --gpu 4090 --spot --max-price 0.40 --image nginx --stop-after 2h --max-cost 5',
    'novita-fleet create -f job.yaml --name job-18 -o json',
  ],
});

export const ls = defineCommand({
  name: 'ls',
  summary: 'list instances, newest first',
  options: {
    all: { kind: 'flag', short: 'a', help: 'deleted ones, too' },
    status: { kind: 'choice', choices: STATES, help: 'only instances in this status' },
    limit: { kind: 'number', min: 1, max: 100_000, help: 'at most so many (default 1000)' },
    ...OUTPUT,
    ...PLACE,
  },
  examples: ['novita-fleet ls', 'novita-fleet ls --all --status ready -o name'],
});

export const get = defineCommand({
  name: 'get',
  summary: 'show an instance, or wait for it',
  operands: ONE_ID,
  options: {
    ...WAIT,
    until: {
      kind: 'choice',
      choices: ['running', 'ready', 'stopped', 'deleted'],
      help: 'what --wait waits for (default ready)',
    },
    ...OUTPUT,
    ...PLACE,
  },
  examples: ['novita-fleet get inst_86gmzk8h5g5hqkc7', 'novita-fleet get inst_86gmzk8h5g5hqkc7 --wait --timeout 30m'],
});

export const watch = defineCommand({
  name: 'watch',
  summary: 'a live table of instances, until Ctrl-C or until all have ended',
  detail: 'Without a terminal it prints a line for each change.',
  operands: ANY_IDS,
  options: {
    until: { kind: 'choice', choices: STATES, help: 'end once all of them are in this status, or have ended' },
    ...CONNECTION,
  },
  examples: ['novita-fleet watch inst_86gmzk8h5g5hqkc7 --until ready'],
});

const action = { ...WAIT, ...OUTPUT, ...PLACE } as const;

export const start = defineCommand({
  name: 'start',
  summary: 'start stopped instances',
  operands: MANY_IDS,
  options: action,
  examples: ['novita-fleet start inst_86gmzk8h5g5hqkc7 --wait'],
});

export const stop = defineCommand({
  name: 'stop',
  summary: 'stop instances; their disks are kept and may cost money',
  operands: MANY_IDS,
  options: action,
  examples: ['novita-fleet stop inst_86gmzk8h5g5hqkc7 --wait'],
});

export const restart = defineCommand({
  name: 'restart',
  summary: 'restart running instances',
  operands: MANY_IDS,
  options: action,
  examples: ['novita-fleet restart inst_86gmzk8h5g5hqkc7'],
});

export const recreate = defineCommand({
  name: 'recreate',
  summary: 'have an instance take the place of another, which is deleted with all its data',
  detail: 'It is asked for by the same request, elsewhere if need be. Its id goes to standard output.',
  operands: ONE_ID,
  options: {
    yes: { kind: 'flag', short: 'y', help: 'do not ask; needed without a terminal' },
    ...WAIT,
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet recreate inst_86gmzk8h5g5hqkc7 --yes --wait'],
});

export const rm = defineCommand({
  name: 'rm',
  summary: 'delete instances with all their data',
  operands: MANY_IDS,
  options: { yes: { kind: 'flag', short: 'y', help: 'do not ask; needed without a terminal' }, ...action },
  examples: ['novita-fleet rm inst_86gmzk8h5g5hqkc7 --yes --wait'],
});
