// Second half of `npm run build`: writes the programs of the libraries, a file for each entry point and one for what
// they share. Node spends about a millisecond on every file of an import, and a library has many. A library is a package
// of which the compiler writes declarations only; the command line is treated as one, to start as fast. The server is what
// the compiler writes, but its command is one file with the packages that it needs: these alone are a thousand files.
// The dashboard is built last.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { buildDashboard } from './dashboard.mjs';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

for (const name of readdirSync(packages)) {
  const folder = `${packages}${name}/`;
  const settings = `${folder}tsconfig.build.json`;
  if (!existsSync(settings) || readJson(settings).compilerOptions.emitDeclarationOnly !== true) continue;
  await bundle(folder, entriesOf(readJson(`${folder}package.json`)));
}

await bundleServer(`${packages}server/`);
await buildDashboard();

/** Source of each entry point and of each command by the name of its program. */
function entriesOf({ exports: exported = {}, bin = {} }) {
  const nameOf = (program) => /^\.\/dist\/(.+)\.js$/.exec(program)?.[1];
  const entries = Object.values(exported).map((each) => [nameOf(each.default), each['@novita-fleet/source']]);
  const commands = Object.values(bin).map((program) => [nameOf(program), `./src/${nameOf(program)}.ts`]);
  return Object.fromEntries([...entries, ...commands]);
}

async function bundle(folder, input) {
  const dist = `${folder}dist`;
  for (const file of existsSync(dist) ? readdirSync(dist, { recursive: true }) : []) {
    if (/\.js(\.map)?$/.test(file)) rmSync(`${dist}/${file}`);
  }
  const build = await rolldown({
    cwd: folder,
    input,
    platform: 'node',
    // Other packages stay what they are: a copy of them would bring its own classes and its own state.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
  });
  await build.write({ dir: dist, format: 'esm', sourcemap: true, chunkFileNames: 'shared-[hash].js' });
  await build.close();
}

async function bundleServer(folder) {
  const dist = `${folder}dist`;
  for (const file of readdirSync(dist)) if (/^shared-|^main\.js\.map$/.test(file)) rmSync(`${dist}/${file}`);
  // Our own packages are shared with programs that import the server, and so is undici, with them; the rest is loaded when
  // it is needed, or has machine code.
  const apart = /^(?:node:|@novita-fleet\/|undici|pg|@photostructure\/|@opentelemetry\/)/;
  const build = await rolldown({
    cwd: folder,
    input: { main: './src/main.ts' },
    platform: 'node',
    external: (id) => apart.test(id),
  });
  const { output } = await build.write({ dir: dist, format: 'esm', chunkFileNames: 'shared-[hash].js' });
  await build.close();
  writeFileSync(`${dist}/main.licenses.txt`, licensesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)));
}

/** What the licences of copied packages ask to be passed on. */
function licensesOf(files) {
  const folders = files.map((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  const texts = [...new Set(folders.filter((folder) => folder !== undefined))].sort().map((folder) => {
    const { name, version, license } = readJson(`${folder}/package.json`);
    const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
    const text = file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `main.js holds copies of these packages.\n\n${texts.join('\n---\n\n')}`;
}
