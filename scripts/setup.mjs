// Makes a clone ready to run: packages installed as the lock file says, sources built. Plain Node, no packages needed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** Least version of Node; the same as in `engines`. */
const LEAST_NODE = [20, 18, 1];

/** Installs and builds what is missing or out of date, telling what it does. Ends the process when that fails. */
export function ensureReady() {
  checkNode();
  if (!isInstalled()) {
    console.log('Installing packages (npm ci), once …');
    run('npm ci', npm(), ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  if (!existsSync(`${root}examples/demo/dist`)) console.log('Building, once …');
  run('the build', process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json']);
  run('the build', process.execPath, ['scripts/bundle.mjs']);
}

function checkNode() {
  const [major, minor, patch] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor, leastPatch] = LEAST_NODE;
  const isOld =
    major < leastMajor ||
    (major === leastMajor && (minor < leastMinor || (minor === leastMinor && patch < leastPatch)));
  if (!isOld) return;
  console.error(`Node ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** True when every package of the lock file is there in its version. Optional ones may be for other platforms. */
function isInstalled() {
  const present = `${root}node_modules/.package-lock.json`;
  if (!existsSync(present)) return false;
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(present, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith('node_modules/') ||
      (installed[path] === undefined ? optional === true : link === true || installed[path].version === version),
  );
}

/** The npm that runs us, or the one on the path. */
function npm() {
  return process.env.npm_execpath ?? 'npm';
}

function run(what, command, args) {
  const isScript = command.endsWith('.js') || command.endsWith('.cjs');
  const [file, list] = isScript ? [process.execPath, [command, ...args]] : [command, args];
  const { status, error } = spawnSync(file, list, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${what} failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
}
