// Writes every file that is generated from another one. `--check` writes nothing and fails when a file is out of date.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';
import { operationData, operationTable } from './operation-table.mjs';
import { pythonTypes } from './python-types.mjs';

const check = process.argv.includes('--check');
const root = new URL('../', import.meta.url);

const header = (source) => `// Generated from ${source} by \`npm run generate\`. Do not edit.\n\n`;

async function types(source) {
  const ast = await openapiTS(withUnits(await description(source)), { defaultNonNullable: false });
  return header(source) + astToString(ast);
}

/** JSON is YAML too. */
async function description(source) {
  return parse(await readFile(new URL(source, root), 'utf8'));
}

/** Writes the unit of a number behind its description, where an editor shows it. */
function withUnits(node) {
  if (Array.isArray(node)) return node.map(withUnits);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withUnits(value)]));
  if (typeof node['x-unit'] === 'string')
    copy.description = `${node.description ?? ''} Unit: ${node['x-unit']}.`.trim();
  return copy;
}

async function operations(source) {
  return header(source) + operationTable(await description(source));
}

async function fleetDescription() {
  const { describeApi } = await import('../packages/server/dist/index.js');
  return JSON.stringify(await describeApi(), null, 2) + '\n';
}

async function errorPage() {
  const { ERROR_CODES } = await import('../packages/resilience/dist/index.js');
  const areas = {
    client: 'Thrown by a client',
    webhooks: 'Sending and receiving webhooks',
    server: 'Answered by the fleet server, or printed at its start',
    instance: 'Causes in an instance and in its events',
  };
  const sections = Object.entries(areas).map(([area, title]) => {
    const rows = Object.entries(ERROR_CODES)
      .filter(([, entry]) => entry.area === area)
      .map(([code, { status, summary, action }]) => `| \`${code}\` | ${status ?? ''} | ${summary} | ${action} |`);
    return `## ${title}\n\n| code | HTTP | what happened | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `<!-- Generated from packages/resilience/src/error-codes.ts by \`npm run generate\`. Do not edit. -->

# Error codes

Every error that this software throws, answers or writes into an event has one of these codes as its \`code\`. Codes are stable; messages are not. HTTP is the status with which our own server or receiver answers.

${sections.join('\n')}`;
}

const python = 'python/src/novita_fleet/generated';

async function pythonOperations() {
  return JSON.stringify(operationData(await description('openapi/novita.yaml')), null, 1) + '\n';
}

async function pythonErrorCodes() {
  const { ERROR_CODES } = await import('../packages/resilience/dist/index.js');
  const lines = Object.entries(ERROR_CODES).map(
    ([code, { area, status }]) => `    ${JSON.stringify(code)}: (${JSON.stringify(area)}, ${status ?? 'None'}),`,
  );
  return `# Generated from packages/resilience/src/error-codes.ts by \`npm run generate\`. Do not edit.
"""Every code that an error may have; docs/errors.md tells what they mean and what to do."""

from __future__ import annotations

ERROR_CODES: dict[str, tuple[str, int | None]] = {
${lines.join('\n')}
}
"""The codes, each with its area and the HTTP status with which our own server or receiver answers."""
`;
}

async function metricsPage() {
  const { METRICS } = await import('../packages/server/dist/telemetry/metrics.js');
  const rows = METRICS.map(({ name, type, labels = [], help }) => {
    return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;
  });
  return `<!-- Generated from packages/server/src/telemetry/metrics.ts by \`npm run generate\`. Do not edit. -->

# Metrics

\`GET /metrics\` of the fleet server answers in the text format of Prometheus. It needs an API key with the scope \`read\` (in the configuration of a scrape: \`authorization: { credentials_file: … }\`); with NOVITA_FLEET_METRICS_PUBLIC=true it needs none. The figures are those of the whole fleet, whatever the key. Where several servers share a PostgreSQL, what is counted is counted by each process; instances, outbox, sweep age, lag and cost come from the store and are the same everywhere.

| name | type | labels | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** Folders of the packages that are published, and their manifests. */
const published = (await readdir(new URL('packages/', root)))
  .sort()
  .map((name) => ({ name, manifest: JSON.parse(readFileSync(new URL(`packages/${name}/package.json`, root), 'utf8')) }))
  .filter(({ manifest }) => manifest.private !== true);

/** Those from which a program can import something; each has a page in `docs/reference/`. */
const libraries = published
  .filter(({ manifest }) => Object.values(manifest.exports ?? {}).some(({ types }) => types !== undefined))
  .map(({ name }) => name);

/** The pages of `docs/reference/`, by package. Read together, since they import each other. */
let pages;
async function referenceOf(library) {
  if (pages === undefined) {
    const { readPublicApi, referencePage } = await import('../packages/apidoc/dist/index.js');
    const { packages, checker } = readPublicApi(
      fileURLToPath(root),
      libraries.map((name) => `packages/${name}`),
    );
    pages = packages.map((api) => referencePage(api, checker));
  }
  const note = `<!-- Generated from packages/${library} by \`npm run generate\`. Do not edit. -->`;
  return `${note}\n\n${pages[libraries.indexOf(library)]}`;
}

// In this order: later ones are made from earlier ones.
const outputs = [
  { path: 'openapi/src/novita.gen.ts', make: () => types('openapi/novita.yaml') },
  { path: 'openapi/src/novita-operations.gen.ts', make: () => operations('openapi/novita.yaml') },
  { path: 'openapi/fleet.json', make: fleetDescription },
  { path: 'openapi/src/fleet.gen.ts', make: () => types('openapi/fleet.json') },
  { path: `${python}/novita_operations.json`, make: pythonOperations },
  {
    path: `${python}/novita_requests.py`,
    make: async () => pythonTypes(await description('openapi/novita.yaml'), 'openapi/novita.yaml', false),
  },
  {
    path: `${python}/fleet_types.py`,
    make: async () => pythonTypes(await description('openapi/fleet.json'), 'openapi/fleet.json', true),
  },
  { path: `${python}/error_codes.py`, make: pythonErrorCodes },
  { path: 'docs/errors.md', make: errorPage, format: true },
  { path: 'docs/metrics.md', make: metricsPage, format: true },
  ...libraries.map((name) => ({ path: `docs/reference/${name}.md`, make: () => referenceOf(name), format: true })),
  ...['openapi', ...published.map(({ name }) => `packages/${name}`)].map((folder) => ({
    path: `${folder}/LICENSE`,
    make: () => readFile(new URL('LICENSE', root), 'utf8'),
  })),
];

/** How much of a difference is shown; the rest is seen when the file was written. */
const DIFF_LINES = 60;

function show(path, present, text) {
  const lines = createTwoFilesPatch(path, `${path} (generated)`, present, text, '', '', { context: 2 }).split('\n');
  const more = lines.length > DIFF_LINES ? `… ${lines.length - DIFF_LINES} more lines` : '';
  console.error([...lines.slice(1, DIFF_LINES + 1), more].join('\n'));
}

const stale = [];
for (const { path, make, format } of outputs) {
  let text = await make();
  if (format) text = await prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
  const file = new URL(path, root);
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present === text) continue;
  if (check) {
    stale.push(path);
    show(path, present, text);
  } else {
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}

// The resources of the Python package are made of its own sources, and of `openapi/fleet.json` as it is now.
const tool = [fileURLToPath(new URL('python/tools/generate.py', root)), ...(check ? ['--check'] : [])];
const { status, error } = spawnSync('python3', tool, { stdio: 'inherit' });
if (error !== undefined)
  console.error('python3 is missing: install Python 3.10 or newer, which writes the Python client');
if (status !== 0) process.exitCode = 1;
