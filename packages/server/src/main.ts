#!/usr/bin/env node
import { NovitaError, systemClock } from '@novita-fleet/resilience';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { COMMANDS, runCommand, type Command } from './commands.js';
import { describeConfig } from './config.js';
import { effectiveConfig, printConfig } from './effective-config.js';
import { startFleetServer } from './fleet-server.js';
import { randomId } from './ids.js';
import { version } from './version.js';

const HELP = `novita-fleet-server ${version}

Watches over instances on the Novita GPU cloud and tells what happens by signed webhooks.
It is set by environment variables, or by a JSON object with the same names in a file; the environment goes first:
  NOVITA_API_KEY or NOVITA_API_KEY_FILE: key of the cloud.
  NOVITA_BASE_URL (https://api.novita.ai): the cloud, or a simulator of it.
${describeConfig()}

Commands, in place of running the server:
  export <file>  write all that the store holds into a file, to move a fleet to another store
  import <file>  read such a file into an empty store
  backup <file>  copy the embedded store, also while the server runs

Options:
  --config <file>  file with settings; NOVITA_FLEET_CONFIG does the same
  --print-config   show the settings that hold and where each comes from, secrets hidden, and end
  --exit-with-stdin  stop when standard input closes, for programs that start the server
  --help, --version
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      'exit-with-stdin': { type: 'boolean' },
      'print-config': { type: 'boolean' },
      help: { type: 'boolean' },
      version: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  if (values.version === true) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const effective = effectiveConfig(process.env, values.config);
  if (values['print-config'] === true) {
    process.stdout.write(printConfig(effective));
    return;
  }
  const { config, env } = effective;
  const logger = pino({ level: config.NOVITA_FLEET_LOG_LEVEL, base: null });
  if (positionals.length > 0) {
    const { command, file } = readCommand(positionals);
    process.stdout.write(`${await runCommand(command, file, config, logger)}\n`);
    return;
  }
  let onListening: (url: string) => void = () => undefined;
  const server = await startFleetServer(config, {
    clock: systemClock,
    random: Math.random,
    newId: randomId,
    logger,
    env,
    // Not part of the log: whoever keeps the log must not keep the key.
    showApiKey: (key) => {
      onListening = (url) => void process.stderr.write(`Dashboard, where this key signs you in: ${url}\n`);
      process.stderr.write(`API key of this server, shown only now: ${key}\n`);
    },
  });
  onListening(server.url);
  logger.info({ url: server.url, version }, 'listening');

  let stopping = false;
  const stop = (reason: string): void => {
    // Whoever asks twice does not want to wait. What is left runs at the next start.
    if (stopping && reason !== 'stdin') process.exit(1);
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => {
      logger.error(
        { limitMs: config.NOVITA_FLEET_STOP_LIMIT_MS },
        'the stop took too long, what is left runs at the next start',
      );
      process.exit(1);
    }, config.NOVITA_FLEET_STOP_LIMIT_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  if (values['exit-with-stdin'] === true) process.stdin.on('end', () => stop('stdin')).resume();
}

function readCommand([name = '', file, ...rest]: string[]): { command: Command; file: string } {
  const command = COMMANDS.find((each) => each === name);
  if (command === undefined) {
    throw new NovitaError('config_invalid', `There is no command "${name}". Commands: ${COMMANDS.join(', ')}.`);
  }
  if (file === undefined || rest.length > 0) {
    throw new NovitaError('config_invalid', `The command ${command} needs the path of one file.`);
  }
  return { command, file };
}

main().catch((error: unknown) => {
  const text = error instanceof NovitaError ? `${error.code}: ${error.message}` : String(error);
  process.stderr.write(`novita-fleet-server: ${text}\n`);
  process.exit(error instanceof NovitaError ? 2 : 1);
});
