import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.js';

/** A private Redis on loopback that keeps nothing on the disk. */
export interface RedisServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Names of the program, in the order of trial. */
export const REDIS_PROGRAMS = ['redis-server', 'valkey-server'];

/** @throws Error that names the command to run when neither Redis nor Valkey is installed. */
export async function startRedis(): Promise<RedisServer> {
  for (const program of REDIS_PROGRAMS) {
    const server = await start(program);
    if (server !== undefined) return server;
  }
  throw new Error('Redis is needed and not installed. Run: apt-get install -y redis-server');
}

/** Undefined when there is no such program. */
async function start(program: string): Promise<RedisServer | undefined> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(false) : reject(error)));
    server.once('exit', (code) => reject(new Error(`${program} ended with ${code ?? 'a signal'}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (/ready to accept connections/i.test(line)) resolve(true);
    });
  });
  if (!ready) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    close: async () => {
      const exit = once(server, 'exit');
      server.kill('SIGTERM');
      await exit;
    },
  };
}
