import { NovitaClient } from '@novita-fleet/client';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { logs } from '../specs/reading.js';
import { instanceInCloud } from './reach.js';

export async function run(context: Context<typeof logs.options>): Promise<ExitCode | undefined> {
  const { values, operands, surroundings, interrupts, connections } = context;
  const [id = ''] = operands;
  const instance = await instanceInCloud(context, id);
  const address = values.system ? instance.logs?.systemAddress : instance.logs?.instanceAddress;
  if (address === undefined)
    throw new CliError(`Novita offers no log of ${id}; it is ${instance.status}.`, EXIT.notFound);
  const { baseUrl, apiKey } = connections.cloud();
  const client = new NovitaClient({ baseUrl, apiKey, env: {} });
  const { signal } = interrupts;
  const answer = await client.stream({ url: address, signal, ...(values.follow && { idleTimeoutMs: Infinity }) });
  const { stdout } = surroundings;
  try {
    for await (const line of answer.lines()) {
      // What a program prints may be meant to rewrite the screen; in a file it is left as it is.
      stdout.write(`${stdout.isTerminal ? line.replace(/[\p{Cc}]/gu, (c) => (c === '\t' ? c : '')) : line}\n`);
    }
  } catch (error) {
    if (interrupts.exitCode === undefined) throw error;
  } finally {
    answer.close();
    await client.close();
  }
  return interrupts.exitCode;
}
