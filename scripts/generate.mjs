// Writes every file that is generated from another one. `--check` writes nothing and fails when a file is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';
import { operationTable } from './operation-table.mjs';

const check = process.argv.includes('--check');
const root = new URL('../', import.meta.url);

const header = (source) => `// Generated from ${source} by \`npm run generate\`. Do not edit.\n\n`;

async function types(source, options = {}) {
  const ast = await openapiTS(new URL(source, root), options);
  return header(source) + astToString(ast);
}

async function operations(source) {
  return header(source) + operationTable(parse(await readFile(new URL(source, root), 'utf8')));
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

// In this order: later ones are made from earlier ones.
const outputs = [
  { path: 'openapi/src/novita.gen.ts', make: () => types('openapi/novita.yaml', { defaultNonNullable: false }) },
  { path: 'openapi/src/novita-operations.gen.ts', make: () => operations('openapi/novita.yaml') },
  { path: 'openapi/fleet.json', make: fleetDescription },
  { path: 'openapi/src/fleet.gen.ts', make: () => types('openapi/fleet.json', { defaultNonNullable: false }) },
  { path: 'docs/errors.md', make: errorPage, format: true },
];

const stale = [];
for (const { path, make, format } of outputs) {
  let text = await make();
  if (format) text = await prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
  const present = await readFile(new URL(path, root), 'utf8').catch(() => undefined);
  if (present === text) continue;
  if (check) stale.push(path);
  else {
    await writeFile(new URL(path, root), text);
    console.log(`wrote ${path}`);
  }
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}
