// Makes sure that the tests find a PostgreSQL to start: installs Debian's as root, or says what to run. Needs a build.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Asked by Debian's packages before they start a service; 101 means: do not. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Ends the process when there is no PostgreSQL in the end: the tests are never skipped. */
export async function ensurePostgres() {
  const { findPostgres, LEAST_POSTGRES } = await import('../packages/testkit/dist/index.js');
  if (findPostgres() !== undefined) return;
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    console.log('Installing PostgreSQL (apt-get install postgresql), once …');
    install();
    if (findPostgres() !== undefined) return;
  }
  const command = isThere('apt-get')
    ? 'apt-get install -y postgresql (as root)'
    : `the installer of your system for PostgreSQL ${LEAST_POSTGRES} or newer, such as: brew install postgresql@17`;
  console.error(`The tests need the programs of PostgreSQL ${LEAST_POSTGRES} or newer. Run ${command}`);
  process.exit(1);
}

function isThere(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${program}`));
}

/** Installs the package without starting its service: the tests start a PostgreSQL of their own. */
function install() {
  const holdsBack = !existsSync(POLICY);
  if (holdsBack) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', 'postgresql']);
  } finally {
    if (holdsBack) rmSync(POLICY);
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
