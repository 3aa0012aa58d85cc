import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '@novita-fleet/testkit';

/** The built command: what is tested is what a user starts. */
const COMMAND = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The server as a process of its own, to be killed and started again on the same folder and port. */
export class ServerProcess {
  readonly url: string;
  /** The key that the first start showed. */
  apiKey = '';
  /** Lines of its log, over all starts. */
  readonly log: string[] = [];
  /** Lines that it wrote beside its log, over all starts. */
  readonly stderr: string[] = [];
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { NOVITA_FLEET_LOG_LEVEL: 'info', ...env, NOVITA_FLEET_PORT: String(port) };
  }

  /** @param env - the settings, without the port. */
  static async start(env: Record<string, string>): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), env);
    await server.restart();
    return server;
  }

  /** Starts the process; resolves when it listens. */
  async restart(): Promise<void> {
    const child = this.#spawn();
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.stderr.push(line);
      this.apiKey = /(nfk_\S+)$/.exec(line)?.[1] ?? this.apiKey;
    });
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.log.push(line);
        if (line.includes('"msg":"listening"')) resolve();
      });
      child.on('exit', (code, signal) =>
        reject(new Error(`the server ended: ${signal ?? code ?? '?'} ${this.stderr.join(' ')}`)),
      );
    });
  }

  /** Starts the process and kills it (`kill -9`) so many milliseconds later, whether it listens by then or not. */
  async startAndKill(afterMs: number): Promise<void> {
    const child = this.#spawn();
    for (const stream of [child.stdout, child.stderr]) stream.resume();
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await this.kill();
  }

  #spawn(): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [COMMAND, '--exit-with-stdin'], {
      env: { PATH: process.env.PATH ?? '', ...this.#env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    return child;
  }

  /** `kill -9`, now. Resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    return child.exitCode;
  }
}
