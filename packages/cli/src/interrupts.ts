import { EXIT, type ExitCode } from './exit-codes.js';

/** Ctrl-C and its like. The first asks for an orderly end, the second ends the process. */
export class Interrupts {
  readonly #controller = new AbortController();
  readonly #process: NodeJS.Process;
  readonly #beforeEnd: (() => void)[] = [];
  #exitCode: ExitCode | undefined;

  constructor(process: NodeJS.Process) {
    this.#process = process;
    process.on('SIGINT', () => this.#interrupt(EXIT.interrupted));
    process.on('SIGTERM', () => this.#interrupt(EXIT.terminated));
    process.on('SIGHUP', () => this.#interrupt(EXIT.terminated));
  }

  /** Aborted by the first of them. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** With what the command ends when it was interrupted; undefined as long as it was not. */
  get exitCode(): ExitCode | undefined {
    return this.#exitCode;
  }

  /** Called when the process is ended by the second one; for what would be left behind, such as a hidden cursor. */
  beforeEnd(clean: () => void): void {
    this.#beforeEnd.push(clean);
  }

  #interrupt(exitCode: ExitCode): void {
    if (this.#exitCode !== undefined) {
      for (const clean of this.#beforeEnd) clean();
      this.#process.exit(exitCode);
    }
    this.#exitCode = exitCode;
    this.#controller.abort();
  }
}
