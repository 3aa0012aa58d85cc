// The part of `npm run build` for the browser: Vite writes the files of the dashboard, and each gets packed copies for the server to send.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = `${root}packages/dashboard/`;
const dist = `${folder}dist/`;

/** What was built, so that it is not built again: reading it takes some milliseconds, loading Vite half a second. */
const STAMP = `${root}.cache/dashboard.stamp`;

/** Smaller files are not worth a packed copy, in bytes. */
const LEAST_TO_PACK = 1_000;

export async function buildDashboard() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(wanted)) return;
  const { build } = await import('vite');
  await build({
    root: folder,
    configFile: `${folder}vite.config.ts`,
    logLevel: 'warn',
    // A slow machine is no reason for a warning.
    build: { rolldownOptions: { checks: { pluginTimings: false } } },
  });
  for (const name of filesIn(dist)) pack(`${dist}${name}`);
  mkdirSync(`${root}.cache`, { recursive: true });
  writeFileSync(STAMP, stampOf(wanted));
}

/** Tells, too, when the files were removed or are those of Vite alone. */
function stampOf(sources) {
  return [sources, ...(existsSync(dist) ? filesIn(dist) : []), ''].join('\n');
}

/** Changes with every source, and with every version of what they are built with. */
function fingerprint() {
  const sources = ['index.html', 'vite.config.ts', ...filesIn(`${folder}src/`).map((name) => `src/${name}`)];
  const hash = createHash('sha256');
  const tools = [`${root}package-lock.json`, fileURLToPath(import.meta.url)];
  for (const name of [...sources.map((each) => folder + each), ...tools]) {
    hash
      .update(`${name.slice(root.length)}\0`)
      .update(readFileSync(name))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(place) {
  return readdirSync(place, { recursive: true })
    .sort()
    .filter((name) => statSync(`${place}${name}`).isFile());
}

function pack(file) {
  const bytes = readFileSync(file);
  if (!/\.(?:html|js|css|svg)$/.test(file) || bytes.length < LEAST_TO_PACK) return;
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(
    `${file}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
}
