import { ANY_IDS, defineCommand, ONE_ID } from '../command-spec.js';
import { CONNECTION, OUTPUT, PLACE, WAIT } from './shared-options.js';

export const keysLs = defineCommand({
  name: 'keys ls',
  summary: 'list the API keys of the server',
  options: { ...OUTPUT, ...CONNECTION },
  examples: ['novita-fleet keys ls'],
});

export const keysAdd = defineCommand({
  name: 'keys add',
  summary: 'make an API key; it is shown this one time',
  detail: 'The key goes to standard output, all else to standard error.',
  operands: { usage: 'NAME', min: 1, max: 1 },
  options: {
    scope: { kind: 'choice', choices: ['read', 'write', 'admin'], help: 'what it may do (default write)' },
    'max-cost': { kind: 'usd', help: 'what all its instances may cost together' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet keys add ci --scope write --max-cost 50'],
});

export const keysChange = defineCommand({
  name: 'keys change',
  summary: 'change the name or the budget of an API key',
  operands: ONE_ID,
  options: {
    name: { kind: 'text', value: 'NAME', help: 'name for people' },
    'max-cost': { kind: 'usd', help: 'what all its instances may cost together' },
    'no-max-cost': { kind: 'flag', help: 'take its budget away' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet keys change key_86gmzk8h5g5hqkc7 --name nightly --max-cost 80'],
});

export const keysRm = defineCommand({
  name: 'keys rm',
  summary: 'revoke an API key; its instances go on',
  operands: ONE_ID,
  options: { ...OUTPUT, ...CONNECTION },
  examples: ['novita-fleet keys rm key_86gmzk8h5g5hqkc7'],
});

export const webhooksAdd = defineCommand({
  name: 'webhooks add',
  summary: 'register an address for events; the secret is shown this one time',
  detail: 'The secret goes to standard output, all else to standard error.',
  operands: { usage: 'URL', min: 1, max: 1 },
  options: {
    type: { kind: 'list', value: 'TYPE', help: 'only these events, such as instance.ready (default all)' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet webhooks add https://example.com/webhooks --type instance.ready --type instance.failed'],
});

export const webhooksLs = defineCommand({
  name: 'webhooks ls',
  summary: 'list the addresses that get events',
  options: { ...OUTPUT, ...CONNECTION },
  examples: ['novita-fleet webhooks ls'],
});

export const webhooksEnable = defineCommand({
  name: 'webhooks enable',
  summary: 'send events to an address again that was disabled, whoever had done that',
  operands: ONE_ID,
  options: { ...OUTPUT, ...CONNECTION },
  examples: ['novita-fleet webhooks enable whe_86gmzk8h5g5hqkc7'],
});

export const webhooksRm = defineCommand({
  name: 'webhooks rm',
  summary: 'forget an address, with what waits for it and what was sent to it',
  operands: ONE_ID,
  options: CONNECTION,
  examples: ['novita-fleet webhooks rm whe_86gmzk8h5g5hqkc7'],
});

export const webhooksTest = defineCommand({
  name: 'webhooks test',
  summary: 'send an event of the type webhook.test, and show what came of it',
  operands: ONE_ID,
  options: { timeout: WAIT.timeout, ...OUTPUT, ...CONNECTION },
  examples: ['novita-fleet webhooks test whe_86gmzk8h5g5hqkc7'],
});

export const webhooksRotate = defineCommand({
  name: 'webhooks rotate',
  summary: 'replace a secret; the new one is shown this one time',
  detail: 'The secret goes to standard output, all else to standard error. The one before signs as well for a while.',
  operands: ONE_ID,
  options: {
    overlap: { kind: 'duration', help: 'how long the old secret signs as well (default 1d)' },
    now: { kind: 'flag', help: 'the old secret ends at once' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet webhooks rotate whe_86gmzk8h5g5hqkc7 --overlap 12h'],
});

export const webhooksDeliveries = defineCommand({
  name: 'webhooks deliveries',
  summary: 'what was sent to whom, newest first, or one delivery with its attempts',
  operands: { usage: '[ID]', min: 0, max: 1 },
  options: {
    endpoint: { kind: 'text', value: 'ID', help: 'only to this endpoint' },
    instance: { kind: 'text', value: 'ID', help: 'only events of this instance' },
    type: { kind: 'text', value: 'TYPE', help: 'only events of this type' },
    status: { kind: 'choice', choices: ['pending', 'delivered', 'dead'], help: 'only these; dead: given up' },
    limit: { kind: 'number', min: 1, max: 100_000, help: 'at most so many (default 50)' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: ['novita-fleet webhooks deliveries --status dead', 'novita-fleet webhooks deliveries dlv_86gmzk8h5g5hqkc7'],
});

export const webhooksReplay = defineCommand({
  name: 'webhooks replay',
  summary: 'send deliveries once more',
  detail:
    'With ids these deliveries; with --endpoint all that were given up, or with --all every event since --from, whether\n' +
    'it was sent before or not.',
  operands: ANY_IDS,
  options: {
    endpoint: { kind: 'text', value: 'ID', help: 'deliveries to this endpoint, in place of ids' },
    all: { kind: 'flag', help: 'every event of the time, not only what was given up' },
    from: { kind: 'text', value: 'TIME', help: 'events since then, such as 2026-11-27T12:00:00Z' },
    to: { kind: 'text', value: 'TIME', help: 'events before then' },
    ...OUTPUT,
    ...CONNECTION,
  },
  examples: [
    'novita-fleet webhooks replay dlv_86gmzk8h5g5hqkc7',
    'novita-fleet webhooks replay --endpoint whe_86gmzk8h5g5hqkc7',
  ],
});

export const webhooksListen = defineCommand({
  name: 'webhooks listen',
  summary: 'send events as signed webhooks to a program on this machine',
  detail:
    'For trying a receiver: no public address is needed, because the events come over the stream of the server.\n' +
    'They are signed with NOVITA_WEBHOOK_SECRET, or with a secret made for this run and printed at its start.',
  options: {
    'forward-to': {
      kind: 'text',
      value: 'URL',
      help: 'address of the program, such as http://127.0.0.1:3000/webhooks',
    },
    instance: { kind: 'text', value: 'ID', help: 'only events of this instance' },
    after: {
      kind: 'number',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      help: 'begin behind this position; 0: with the oldest',
    },
    count: { kind: 'number', min: 1, max: Number.MAX_SAFE_INTEGER, help: 'end after so many events' },
    ...CONNECTION,
  },
  examples: ['novita-fleet webhooks listen --forward-to http://127.0.0.1:3000/webhooks --after 0 --count 1'],
});

export const profileAdd = defineCommand({
  name: 'profile add',
  summary: 'save an address and its key under a name',
  detail:
    'The key is asked for without showing it, or read from standard input when that is no terminal. It is kept in the\n' +
    'config file (mode 0600), or in a file of yours with --key-file.',
  operands: { usage: 'NAME', min: 1, max: 1 },
  options: {
    url: CONNECTION.url,
    'key-file': { kind: 'text', value: 'FILE', help: 'file that holds the key of the server; it is read at each use' },
    cloud: { kind: 'flag', help: 'the key is one of Novita, for --cloud, logs and ssh' },
    'cloud-url': { kind: 'text', value: 'URL', help: 'address of the cloud, for a simulator (with --cloud)' },
    use: { kind: 'flag', help: 'make it the current profile' },
  },
  examples: ['novita-fleet profile add work --url https://fleet.example.com --use < key.txt'],
});

export const profileLs = defineCommand({
  name: 'profile ls',
  summary: 'list the profiles; keys are not shown',
  options: { ...OUTPUT },
  examples: ['novita-fleet profile ls'],
});

export const profileUse = defineCommand({
  name: 'profile use',
  summary: 'make a profile the current one',
  operands: { usage: 'NAME', min: 1, max: 1 },
  options: {},
  examples: ['novita-fleet profile use work'],
});

export const profileRm = defineCommand({
  name: 'profile rm',
  summary: 'forget a profile and its keys',
  operands: { usage: 'NAME', min: 1, max: 1 },
  options: {},
  examples: ['novita-fleet profile rm work'],
});

export const up = defineCommand({
  name: 'up',
  summary: 'run a fleet server and its dashboard on this machine, with one command',
  detail:
    'The key of the server is saved as a profile, so that other commands work at once. With --simulate the cloud is a\n' +
    'simulated one that costs nothing; without --data all of it is gone at the end.\n' +
    'Without --simulate the key of Novita comes from NOVITA_API_KEY, NOVITA_API_KEY_FILE or a profile.',
  options: {
    simulate: { kind: 'flag', help: 'start a simulated cloud, too' },
    port: { kind: 'number', min: 0, max: 65_535, help: 'port of the server (default 7070; 0: a free one)' },
    data: {
      kind: 'text',
      value: 'DIR',
      help: 'data folder (default ./novita-fleet-data; with --simulate a temporary one)',
    },
    'save-as': { kind: 'text', value: 'NAME', help: 'name of the profile (default local, with --simulate simulator)' },
    'no-save': { kind: 'flag', help: 'save no profile; a new key is shown in place of that' },
    verbose: { kind: 'flag', short: 'v', help: 'show the log of the server' },
    profile: CONNECTION.profile,
  },
  examples: ['novita-fleet up --simulate --port 0'],
});

export const dashboard = defineCommand({
  name: 'dashboard',
  summary: 'where the dashboard of the server is, and with which key to sign in',
  options: { 'show-key': { kind: 'flag', help: 'show the key, in a terminal only' }, ...CONNECTION },
  examples: ['novita-fleet dashboard'],
});

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check this machine, the profile, the server and the cloud',
  detail: 'Ends with exit code 1 when something is wrong, and says what to do.',
  options: { ...OUTPUT, ...PLACE },
  examples: ['novita-fleet doctor'],
});

export const completion = defineCommand({
  name: 'completion',
  summary: 'print what completes commands and options in a shell',
  operands: { usage: 'bash|zsh|fish', min: 1, max: 1 },
  options: {},
  examples: ['novita-fleet completion bash'],
});
