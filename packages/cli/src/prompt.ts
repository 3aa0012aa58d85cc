import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import type { Surroundings } from './terminal.js';

/** Asks a person in the terminal. */
export async function ask({ stdin, stderr }: Surroundings, question: string, signal: AbortSignal): Promise<string> {
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      stderr.write(chunk.toString());
      done();
    },
  });
  return answerOf(createInterface({ input: stdin, output: echo, terminal: false }), question, signal, stderr);
}

/** Asks for a secret: what is typed is not shown. Without a terminal it is the first line of standard input. */
export async function askSecret(
  { stdin, stderr }: Surroundings,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  if (!stdin.isTTY) return (await readAll(stdin)).split(/\r?\n/, 1)[0]?.trim() ?? '';
  // The line editor echoes into this, and so nowhere; its terminal mode keeps the terminal itself from echoing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  // Asked only now: what is typed before the terminal has stopped echoing would be seen.
  stderr.write(question);
  try {
    return (await answerOf(lines, '', signal, stderr)).trim();
  } finally {
    stderr.write('\n');
  }
}

async function answerOf(
  lines: ReturnType<typeof createInterface>,
  question: string,
  signal: AbortSignal,
  stderr: Surroundings['stderr'],
): Promise<string> {
  const closed = new Promise<never>((_resolve, reject) => {
    // End of input, or Ctrl-C while the line editor holds the terminal.
    lines.once('close', () => reject(new CliError('Interrupted.', EXIT.interrupted)));
    lines.once('SIGINT', () => lines.close());
    signal.addEventListener('abort', () => lines.close(), { once: true });
  });
  try {
    return await Promise.race([lines.question(question), closed]);
  } catch (error) {
    stderr.write('\n');
    throw error;
  } finally {
    lines.removeAllListeners('close');
    lines.close();
  }
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
