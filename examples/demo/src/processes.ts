import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How long a part may take to stop before it is killed, in milliseconds. */
const STOP_LIMIT_MS = 5_000;

/** What the server shows once, and no report of a failure may repeat. */
const API_KEY = /nfk_\S+/;

/** A part of the demo that runs as a process of its own. */
interface Part {
  name: string;
  process: ChildProcess;
  /** The last lines it wrote to standard error, for the report of a failure. */
  complaints: string[];
}

/** Starts the parts of the demo and makes sure that none outlives it. */
export class Processes {
  readonly #parts: Part[] = [];
  /** Rejects when a part ends before it is told to. */
  readonly failure: Promise<never>;
  #fail: (error: Error) => void = () => undefined;
  #stopping = false;

  constructor() {
    this.failure = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    // Whoever waits for something races it against this promise; nobody waits during the clean-up.
    this.failure.catch(() => undefined);
  }

  /**
   * Starts a Node program. It gets a pipe as standard input, which closes when this process ends, however it ends.
   *
   * @param onLine - gets each line that it writes, from standard output and from standard error.
   */
  start(
    name: string,
    script: string,
    args: string[],
    env: Record<string, string>,
    onLine: (line: string, from: 'stdout' | 'stderr') => void,
  ): void {
    const child = spawn(process.execPath, [script, ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const part: Part = { name, process: child, complaints: [] };
    this.#parts.push(part);
    createInterface({ input: child.stdout }).on('line', (line) => onLine(line, 'stdout'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!API_KEY.test(line)) part.complaints = [...part.complaints, line].slice(-5);
      onLine(line, 'stderr');
    });
    child.on('error', (error) => this.#fail(new Error(`The ${name} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (this.#stopping) return;
      const said = part.complaints.length > 0 ? `\n  ${part.complaints.join('\n  ')}` : '';
      this.#fail(new Error(`The ${name} ended unexpectedly (${signal ?? `exit code ${code ?? '?'}`}).${said}`));
    });
  }

  /** Stops all parts, the last started first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { process: child } of this.#parts.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await exit;
      clearTimeout(timer);
    }
  }
}
