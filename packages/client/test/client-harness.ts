import { FakeClock } from '@novita-fleet/testkit';
import { NovitaClient, type NovitaClientOptions } from '@novita-fleet/client';
import { LoopbackServer, type Answer } from './loopback-server.js';

export interface LogEntry {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Harness {
  readonly server: LoopbackServer;
  readonly client: NovitaClient;
  readonly clock: FakeClock;
  /** What the client logged; a test waits on it to know what the client does. */
  readonly log: LogEntry[];
  /** How often a call has begun to wait for another attempt. */
  readonly retries: () => number;
}

const started: { close(): Promise<void> }[] = [];

/** A client with a stopped clock before a server on loopback. Full jitter gives the whole delay. */
export async function harness(answer: Answer, options: NovitaClientOptions = {}): Promise<Harness> {
  const server = await LoopbackServer.start(answer);
  const clock = new FakeClock();
  const log: LogEntry[] = [];
  const note = (message: string, fields: LogEntry['fields']): void => void log.push({ message, fields });
  const client = new NovitaClient({
    apiKey: 'sk_test_key',
    baseUrl: server.url,
    clock,
    random: () => 1,
    env: {},
    logger: { debug: note, info: note, warn: note, error: note },
    ...options,
  });
  started.push(client, server);
  return { server, client, clock, log, retries: () => log.filter(({ message }) => message === 'retry').length };
}

/** Closes what `harness` started; for `afterEach`. */
export async function closeAll(): Promise<void> {
  // The servers first: a request under way would keep its client from closing.
  for (const each of started.splice(0).reverse()) await each.close();
}

/** The error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}
