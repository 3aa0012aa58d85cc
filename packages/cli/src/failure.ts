import {
  AbortedError,
  ApiError,
  AttemptTimeoutError,
  ConnectionError,
  DeadlineExceededError,
  ERROR_CODES,
  ForbiddenError,
  InvalidArgumentError,
  MissingApiKeyError,
  NotFoundError,
  NovitaError,
  UnauthorizedError,
  WaitTimeoutError,
} from '@novita-fleet/client';
import { CliError } from './cli-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { plain, styled } from './output/styles.js';
import type { Surroundings } from './terminal.js';

/** A failure as people and programs are told of it. */
interface Failure {
  readonly exitCode: ExitCode;
  readonly message: string;
  /** Further lines, such as one for each field. */
  readonly details?: readonly string[];
  readonly hint?: string | undefined;
}

interface Situation {
  readonly surroundings: Surroundings;
  /** With what an interrupted command ends; undefined when it was not interrupted. */
  readonly interrupted: ExitCode | undefined;
  readonly command: string | undefined;
}

/** Tells on standard error what went wrong, and returns the exit code. */
export function tellFailure(error: unknown, { surroundings: { stderr }, interrupted, command }: Situation): ExitCode {
  // What was interrupted has told what is to be told, and every failure after that follows from it.
  if (interrupted !== undefined) return interrupted;
  const { exitCode, message, details = [], hint } = failureOf(error);
  const head = styled('novita-fleet:', 'red', stderr.hasColour);
  const usage = exitCode === EXIT.usage && command !== undefined ? `See: novita-fleet ${command} --help` : undefined;
  const lines = [`${head} ${message}`, ...details.map((line) => `  ${line}`), hint, usage].filter(
    (line) => line !== undefined,
  );
  stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** What a failure means for whoever started the command. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CliError) return { exitCode: error.exitCode, message: error.message, hint: error.hint };
  if (error instanceof ApiError) return ofAnswer(error);
  if (error instanceof InvalidArgumentError) return { exitCode: EXIT.usage, message: plain(error.message) };
  if (error instanceof NovitaError) return ofNovita(error);
  const { message, code } = error as NodeJS.ErrnoException;
  return { exitCode: EXIT.failure, message: code === undefined ? `Unexpected: ${message}` : plain(message) };
}

function ofAnswer(error: ApiError): Failure {
  const message = plain(error.detail ?? error.message);
  const details = error.fieldProblems.map((problem) => plain(`${problem.field}: ${problem.message}`));
  const hint = hintOf(error.reason) ?? hintOf(error.code);
  return { exitCode: exitCodeOf(error), message, details, hint };
}

function exitCodeOf(error: ApiError): ExitCode {
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof UnauthorizedError || error instanceof ForbiddenError) return EXIT.auth;
  return error.reason === 'validation_failed' ? EXIT.usage : EXIT.failure;
}

function ofNovita(error: NovitaError): Failure {
  const message = plain(error.message);
  if (error instanceof MissingApiKeyError) return { exitCode: EXIT.auth, message };
  if (error instanceof AbortedError) return { exitCode: EXIT.interrupted, message: 'Interrupted.' };
  if (error instanceof ConnectionError) {
    return {
      exitCode: EXIT.failure,
      message,
      hint: 'Is the server running, and is the address right? See: novita-fleet doctor',
    };
  }
  const isLate = [WaitTimeoutError, DeadlineExceededError, AttemptTimeoutError].some((kind) => error instanceof kind);
  return { exitCode: isLate ? EXIT.timeout : EXIT.failure, message, hint: hintOf(error.code) };
}

function hintOf(code: string | undefined): string | undefined {
  if (code === undefined || !Object.hasOwn(ERROR_CODES, code)) return undefined;
  if (code === 'unauthenticated' || code === 'unauthorized') return 'Check which key is used: novita-fleet doctor';
  if (code === 'validation_failed' || code === 'bad_request') return undefined;
  return ERROR_CODES[code as keyof typeof ERROR_CODES].action;
}
