import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How long a program may take to stop before it is killed, in milliseconds. */
const STOP_LIMIT_MS = 25_000;

/** How many of its last complaints are kept for the report of a failure. */
const COMPLAINTS = 5;

/** What the server shows once, and no report of a failure may repeat. */
const API_KEY = /nfk_\S+/;

/**
 * A program of ours that runs as a process of its own. It is no part of the process group of this one, so that Ctrl-C
 * leaves its end to us, and it ends with its standard input, so that it never outlives us.
 */
export class Program {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #complaints: string[] = [];
  #isStopping = false;
  /** Rejects when it ends before it is told to. */
  readonly failure: Promise<never>;

  /**
   * @param packageName - whose command is run.
   * @param onLine - gets each line that it writes.
   */
  constructor(
    name: string,
    packageName: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    onLine: (line: string, from: 'stdout' | 'stderr') => void,
  ) {
    this.#name = name;
    const script = fileURLToPath(new URL('main.js', import.meta.resolve(packageName)));
    const child = spawn(process.execPath, [script, ...args, '--exit-with-stdin'], {
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => onLine(line, 'stdout'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!API_KEY.test(line)) this.#complaints.push(line);
      onLine(line, 'stderr');
    });
    this.failure = new Promise((_resolve, reject) => {
      const fail = (how: string): void => {
        if (!this.#isStopping) reject(new Error(this.#report(how)));
      };
      child.on('error', (error) => fail(`could not be started: ${error.message}`));
      // After the last of its output.
      child.on('close', (code, signal) => fail(`ended with ${signal ?? `exit code ${code ?? '?'}`}`));
    });
    this.failure.catch(() => undefined);
  }

  /** Asks it to end, and waits until it has. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exit;
    clearTimeout(timer);
  }

  #report(how: string): string {
    const said = this.#complaints.slice(-COMPLAINTS).map((line) => `\n  ${line}`);
    return `The ${this.#name} ${how}.${said.join('')}`;
  }
}
