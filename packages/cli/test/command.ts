import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command: what is tested is what a user starts. */
export const COMMAND = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url));

/** What a program left behind when it had ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Standard input; empty by default. Left open when it is null. */
  readonly input?: string | null;
}

/** A program that runs. */
export class Running {
  readonly #child: ChildProcess;
  readonly #listeners = new Set<() => void>();
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';
  #hasEnded = false;

  constructor(file: string, args: readonly string[], { env = {}, cwd, input = '' }: RunOptions) {
    const child = spawn(file, args, { env: { PATH: process.env.PATH, ...env }, cwd, stdio: 'pipe' });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#changed();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#changed();
    });
    child.stdin.on('error', () => undefined);
    if (input !== null) child.stdin.end(input);
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        this.#hasEnded = true;
        this.#changed();
        resolve({ code, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with the match once it is in what was written to either output. */
  saw(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
        if (match === null && !this.#hasEnded) return;
        this.#listeners.delete(look);
        if (match !== null) resolve(match);
        else reject(new Error(`ended without ${pattern}: ${this.stdout}\n${this.stderr}`));
      };
      this.#listeners.add(look);
      look();
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Types into its terminal or its standard input. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Starts the command with pipes, as a script does. */
export function start(args: readonly string[], options: RunOptions = {}): Running {
  return new Running(process.execPath, [COMMAND, ...args], options);
}

/** Runs the command with pipes to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** Starts the command in a terminal, as a person does. Both outputs come as `stdout`. */
export function startInTerminal(
  args: readonly string[],
  { columns = 100, rows = 30, ...options }: RunOptions & { columns?: number; rows?: number } = {},
): Running {
  const all = [TERMINAL, String(columns), String(rows), process.execPath, COMMAND, ...args];
  return new Running('python3', all, { input: null, ...options, env: { TERM: 'xterm', ...options.env } });
}
