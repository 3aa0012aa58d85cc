// Writes every file that is generated from another one. `--check` writes nothing and fails when a file is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';

const check = process.argv.includes('--check');
const root = new URL('../', import.meta.url);

const header = (source) => `// Generated from ${source} by \`npm run generate\`. Do not edit.\n\n`;

async function types(source) {
  const ast = await openapiTS(new URL(source, root), { alphabetize: false, immutable: false });
  return header(source) + astToString(ast);
}

const outputs = [{ path: 'openapi/src/novita.gen.ts', make: () => types('openapi/novita.yaml') }];

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
