import { spawn } from 'node:child_process';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ssh } from '../specs/reading.js';
import { instanceInCloud } from './reach.js';

/** What Novita writes, such as `ssh -p 30022 root@host`. Nothing else is run: an option could name any program. */
const COMMAND = /^ssh (?:-p (\d{1,5}) )?([a-z_][\w.-]*@[\w.:[\]-]+?)(?: -p (\d{1,5}))?$/i;

export async function run(context: Context<typeof ssh.options>): Promise<number | undefined> {
  const { values, operands, surroundings } = context;
  const [id = ''] = operands;
  const { sshCommand, sshPassword, status } = await instanceInCloud(context, id);
  if (values['show-password']) {
    if (sshPassword === undefined)
      throw new CliError(`Novita tells no password of ${id}; it is ${status}.`, EXIT.notFound);
    surroundings.stdout.write(`${sshPassword}\n`);
    return undefined;
  }
  if (sshCommand === undefined) {
    throw new CliError(
      `Novita offers no shell in ${id}; it is ${status}.`,
      EXIT.notFound,
      'It must be running and have SSH.',
    );
  }
  const args = sshArguments(sshCommand);
  if (args === undefined) {
    throw new CliError(`Novita gave a command of a form that is not run: ${JSON.stringify(sshCommand)}`, EXIT.failure);
  }
  if (values.print) {
    surroundings.stdout.write(`ssh ${args.join(' ')}\n`);
    return undefined;
  }
  return runSsh(args);
}

/** The arguments of a command of Novita, or undefined when it has another form. */
export function sshArguments(command: string): string[] | undefined {
  const [, before, address, behind] = COMMAND.exec(command.trim().replace(/\s+/g, ' ')) ?? [];
  if (address === undefined) return undefined;
  const port = before ?? behind;
  return port === undefined ? [address] : ['-p', port, address];
}

/** Ctrl-C reaches ssh through the terminal, and so the program in the instance. */
async function runSsh(args: readonly string[]): Promise<number> {
  const child = spawn('ssh', args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', () =>
      reject(new CliError('There is no program "ssh" here.', EXIT.failure, 'Install OpenSSH, or use --print.')),
    );
    child.on('exit', (code) => resolve(code ?? EXIT.failure));
  });
}
