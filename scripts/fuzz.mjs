// `npm run test:fuzz`: calls the server with what its own description allows and with what it does not, thousands of
// times, and fails on any answer that the description does not promise. Not part of `npm test`: it takes minutes.
// Schemathesis makes the calls; it is installed into .cache/fuzz. Usage: node scripts/fuzz.mjs [examples per route]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureReady, root } from './setup.mjs';

const SCHEMATHESIS = '4.32.5';
const LEAST_CALLS = 5_000;
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'ignored_auth',
];

const examples = Number(process.argv[2] ?? 100);
if (!(Number.isInteger(examples) && examples > 0)) {
  console.error('Usage: node scripts/fuzz.mjs [examples per route, a whole number above 0]');
  process.exit(2);
}
ensureReady();
const schemathesis = install();
const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-fuzz-'));
const children = [];
try {
  const cloud = await startCloud();
  const server = await startServer(cloud);
  // A revoked key of ours would make the rest of the calls 401, and a stream of events has no end.
  const all = fuzz(server, ['--exclude-operation-id', 'revokeApiKey', '--exclude-operation-id', 'streamEvents']);
  const revoking = fuzz(server, ['--include-operation-id', 'revokeApiKey']);
  // Ids made up are not there: the routes of one instance get one that is.
  writeFileSync(`${folder}/ids.toml`, `[parameters]\n"path.id" = "${await createInstance(server)}"\n`);
  const known = fuzz(server, ['--include-path-regex', '^/v1/instances/'], ['--config-file', 'ids.toml']);
  const calls = await countCalls(server);
  console.log(`${calls} calls`);
  if (calls < LEAST_CALLS) console.log(`fewer than ${LEAST_CALLS}: give more examples per route`);
  process.exitCode = all && revoking && known && calls >= LEAST_CALLS ? 0 : 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** Calls the routes that are chosen. True when every answer is as described. */
function fuzz({ url, key }, choice, options = []) {
  const { status } = spawnSync(
    schemathesis,
    [
      ...[...options, 'run', `${url}/openapi.json`, '--checks', CHECKS.join(','), '--max-examples', String(examples)],
      ...['--header', `Authorization: Bearer ${key}`, '--continue-on-failure', '--request-timeout', '60'],
      ...['--generation-database', 'none', ...choice],
    ],
    { cwd: folder, stdio: 'inherit' },
  );
  return status === 0;
}

async function createInstance({ url, key }) {
  const response = await fetch(`${url}/v1/instances`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'fuzz', productId: '4090.16c62g', imageUrl: 'image' }),
  });
  return (await response.json()).id;
}

/** Path of the program, installed once. */
function install() {
  const venv = `${root}.cache/fuzz-${SCHEMATHESIS}`;
  const program = `${venv}/bin/schemathesis`;
  if (existsSync(program)) return program;
  console.log('Installing Schemathesis, once …');
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', venv],
    [`${venv}/bin/pip`, 'install', '-q', `schemathesis==${SCHEMATHESIS}`],
  ]) {
    const { status } = spawnSync(command, args, { stdio: 'inherit' });
    if (status === 0) continue;
    console.error(
      `${command} failed. Python 3.10 or newer with venv is needed (Debian: apt-get install python3-venv).`,
    );
    process.exit(2);
  }
  return program;
}

/** Starts one of our programs. */
function start(name, args, env) {
  const child = spawn(process.execPath, [`${root}packages/${name}/dist/main.js`, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** The first answer that `read` finds in the lines of a program. */
function found(child, stream, read) {
  return new Promise((resolve, reject) => {
    createInterface({ input: stream }).on('line', (line) => {
      const answer = read(line);
      if (answer !== undefined) resolve(answer);
    });
    child.on('exit', (code) => reject(new Error(`a program ended with ${code}`)));
  });
}

async function startCloud() {
  const child = start('simulator', ['--json', '--speed', '20'], {});
  return found(child, child.stdout, (line) => JSON.parse(line).baseUrl);
}

async function startServer(cloud) {
  const child = start('server', [], {
    NOVITA_BASE_URL: cloud,
    NOVITA_API_KEY: 'sk_simulator',
    NOVITA_FLEET_PORT: '0',
    NOVITA_FLEET_DATA_DIR: `${folder}/data`,
    NOVITA_FLEET_REQUESTS_PER_MINUTE: '100000',
    NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '1000000',
  });
  const [key, url] = await Promise.all([
    found(child, child.stderr, (line) => /nfk_\S+/.exec(line)?.[0]),
    found(child, child.stdout, (line) => {
      const { msg, level, url } = JSON.parse(line);
      if (level >= 50) console.log(`the server logged: ${line}`);
      return msg === 'listening' ? url : undefined;
    }),
  ]);
  return { url, key };
}

/** As the server itself has counted them. */
async function countCalls({ url, key }) {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const counts = [...(await response.text()).matchAll(/^novita_fleet_http_requests_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
