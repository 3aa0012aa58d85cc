import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { findPostgres, LEAST_POSTGRES, type PostgresBinaries } from './postgres-binaries.js';

const run = promisify(execFile);

/** A private PostgreSQL on loopback, in a temporary folder. */
export interface PostgresCluster {
  /** Connection URL of its first database; another database has another last part. */
  readonly url: string;
  /** Stops it at once as a crash would (SIGQUIT: no checkpoint) and starts it again on the same folder and port. */
  restart(): Promise<void>;
  /** Stops it at once; `resume` starts it again. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Stops it and removes the folder. */
  close(): Promise<void>;
}

export interface PostgresClusterOptions {
  /** Whether commits reach the disk; false unless given. Only tests of crashes need it. */
  readonly fsync?: boolean;
  /** Programs to use; those that `findPostgres` finds unless given. */
  readonly binaries?: PostgresBinaries | undefined;
}

/** The name of the one role; it logs in without a password, from loopback only. */
const ROLE = 'fleet';

/**
 * Makes and starts a cluster. As root it runs as the user `postgres`, or `nobody` where there is none: PostgreSQL refuses
 * to run as root.
 *
 * @throws Error that names the command to run when PostgreSQL is not installed.
 */
export async function startPostgres(options: PostgresClusterOptions = {}): Promise<PostgresCluster> {
  const binaries = options.binaries ?? findPostgres();
  if (binaries === undefined) {
    throw new Error(
      `PostgreSQL ${LEAST_POSTGRES} or newer is needed and not installed. Run: apt-get install -y postgresql`,
    );
  }
  const user = await unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-postgres-'));
  try {
    chmodSync(folder, 0o700);
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const init = ['--pgdata', data, '--username', ROLE, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C'];
    await run(join(binaries.folder, 'initdb'), [...init, '--no-sync'], { cwd: folder, ...user });
    const port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      fsync: options.fsync === true ? 'on' : 'off',
      max_connections: '200',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const start = () => startServer(join(binaries.folder, 'postgres'), ['-D', data, ...args], { cwd: folder, ...user });
    let server = await start();
    return {
      url: `postgres://${ROLE}@127.0.0.1:${port}/postgres`,
      restart: async () => {
        await stopServer(server);
        server = await start();
      },
      halt: () => stopServer(server),
      resume: async () => {
        server = await start();
      },
      close: async () => {
        await stopServer(server);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Whom a root process becomes; undefined for others. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      // The next name, then.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.');
}

async function startServer(
  command: string,
  args: readonly string[],
  options: { cwd: string; uid?: number; gid?: number },
): Promise<ChildProcess> {
  const server = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      if (lines.length < 50) lines.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) =>
      reject(new Error(`PostgreSQL ended with ${code ?? 'a signal'}:\n${lines.join('\n')}`)),
    );
  });
  return server;
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGQUIT');
  await exit;
}
