#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { HELP, describeRefusal, parseCommandLine, type CommandLine } from './command-line.js';
import { startSimulator, type Simulator } from './simulator.js';

/** Exit status for a command line that was not understood, by custom. */
const USAGE_ERROR = 2;

const commandLine = parseCommandLine(process.argv.slice(2));
switch (commandLine.action) {
  case 'help':
    process.stdout.write(HELP);
    break;
  case 'version':
    console.log(readVersion());
    break;
  case 'refuse':
    refuse(commandLine.message);
    break;
  case 'run':
    await run(commandLine);
}

async function run({ options, json, exitWithStdin }: Extract<CommandLine, { action: 'run' }>): Promise<void> {
  let simulator: Simulator;
  try {
    simulator = await startSimulator(options);
  } catch (error) {
    refuse(describeRefusal(error, options));
    return;
  }
  closeOnRequest(simulator, exitWithStdin);
  const { baseUrl, apiKey } = simulator;
  console.log(json ? JSON.stringify({ baseUrl, apiKey, pid: process.pid }) : greeting(simulator));
}

function closeOnRequest(simulator: Simulator, exitWithStdin: boolean): void {
  const close = (): void => {
    if (exitWithStdin) process.stdin.destroy();
    void simulator.close();
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  if (exitWithStdin) process.stdin.once('end', close).once('error', close).resume();
}

function greeting({ baseUrl, apiKey }: Simulator): string {
  return [
    `The Novita GPU cloud, simulated: ${baseUrl}`,
    '',
    `  export NOVITA_BASE_URL=${baseUrl}`,
    `  export NOVITA_API_KEY=${apiKey}`,
    '',
    `Faults:  ${baseUrl}/_simulator/faults`,
    `Ledger:  ${baseUrl}/_simulator/ledger`,
    'Stop with Ctrl-C.',
  ].join('\n');
}

function refuse(message: string): void {
  console.error(`novita-simulator: ${message}\nTry novita-simulator --help.`);
  process.exitCode = USAGE_ERROR;
}

function readVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
