// Makes sure that the tests find the databases to start: installs Debian's as root, or says what to run. Needs a build.
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
    install('postgresql');
    if (findPostgres() !== undefined) return;
  }
  const command = isThere('apt-get')
    ? 'apt-get install -y postgresql (as root)'
    : `the installer of your system for PostgreSQL ${LEAST_POSTGRES} or newer, such as: brew install postgresql@17`;
  console.error(`The tests need the programs of PostgreSQL ${LEAST_POSTGRES} or newer. Run ${command}`);
  process.exit(1);
}

/** The same for Redis, in which a receiver of webhooks can remember what it has handled. */
export async function ensureRedis() {
  const { REDIS_PROGRAMS } = await import('../packages/testkit/dist/index.js');
  if (REDIS_PROGRAMS.some(isThere)) return;
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    console.log('Installing Redis (apt-get install redis-server), once …');
    install('redis-server');
    if (REDIS_PROGRAMS.some(isThere)) return;
  }
  const command = isThere('apt-get')
    ? 'apt-get install -y redis-server (as root)'
    : 'the installer of your system for Redis or Valkey, such as: brew install redis';
  console.error(`The tests need Redis. Run ${command}`);
  process.exit(1);
}

export function isThere(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${program}`));
}

/** Installs a package of Debian without starting its service: the tests start one of their own. */
export function install(name) {
  const holdsBack = !existsSync(POLICY);
  if (holdsBack) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', name]);
  } finally {
    if (holdsBack) rmSync(POLICY);
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
