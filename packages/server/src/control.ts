import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { NovitaError } from '@novita-fleet/resilience';
import type { Store } from './store/store.js';
import type { Log } from './telemetry/log.js';

/**
 * A socket in the data folder (mode 0700, so for its owner alone) through which commands reach the server that holds the
 * store. One line with the path of a backup comes in; one line goes out: empty when it is done, else what went wrong.
 */
const SOCKET = 'control.sock';

/** Longest line that is taken, in characters; no path is longer. */
const MAX_LINE = 8_192;

/** A command that can reach the server. */
export interface Control {
  close(): Promise<void>;
}

/** Takes requests of commands. Where a socket cannot be made, the server runs without, and says so. */
export async function openControl(folder: string, store: Store, log: Log): Promise<Control> {
  const path = join(folder, SOCKET);
  const server = createServer((socket) => void serve(socket, store, log));
  // The lock on the store says that no other server is there: what is left is of one that crashed.
  rmSync(path, { force: true });
  try {
    server.listen(path);
    await once(server, 'listening');
  } catch (error) {
    log.warn({ err: error, path }, 'no control socket: the command backup needs the server stopped');
    return { close: () => Promise.resolve() };
  }
  return { close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

async function serve(socket: Socket, store: Store, log: Log): Promise<void> {
  socket.on('error', (error) => log.warn({ err: error }, 'a command went away'));
  try {
    const file = await readLine(socket);
    await store.backup(file);
    log.info({ file }, 'backup written');
    socket.end('\n');
  } catch (error) {
    socket.end(`${error instanceof Error ? error.message : 'the backup failed'}\n`);
  }
}

/**
 * Asks the server that holds the data folder for a backup.
 *
 * @param file - absolute path, as the server sees it.
 * @throws NovitaError `store_locked` when no server answers there, `backup_failed` with its reason when it cannot.
 */
export async function askForBackup(folder: string, file: string): Promise<void> {
  const socket = connect(join(folder, SOCKET));
  let answer: string;
  try {
    await once(socket, 'connect');
    socket.write(`${file}\n`);
    answer = await readLine(socket);
  } catch (error) {
    const message = `Another process uses the data folder ${folder} and takes no commands. Stop it first.`;
    throw new NovitaError('store_locked', message, { cause: error });
  } finally {
    socket.destroy();
  }
  if (answer !== '') throw new NovitaError('backup_failed', answer);
}

async function readLine(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    text += chunk;
    const end = text.indexOf('\n');
    if (end !== -1) return text.slice(0, end);
    if (text.length > MAX_LINE) break;
  }
  throw new Error('the other side sent no whole line');
}
