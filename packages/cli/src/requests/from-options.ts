import { readFileSync } from 'node:fs';
import type { FleetInstanceRequest } from '@novita-fleet/client';
import type { ValuesOf } from '../command-spec.js';
import { usageError } from '../cli-error.js';
import type { create } from '../specs/instances.js';
import { readPort, readProbe } from './ports.js';

type Values = ValuesOf<typeof create.options>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The fields that the options of `create` set; the others are not there. */
export function requestFromOptions(values: Values, env: Environment): Partial<FleetInstanceRequest> {
  const fields = {
    name: values.name,
    imageUrl: values.image,
    templateId: values.template,
    imageAuthId: values['image-auth'],
    gpuName: values.gpu,
    productId: values.product,
    gpuNum: values.gpus,
    regions: listOf(values.region),
    billingMode: values.spot ? ('spot' as const) : undefined,
    maxHourlyPrice: values['max-price'],
    rootfsSize: values.disk,
    minCudaVersion: values.cuda,
    command: values.command,
    entrypoint: values.entrypoint,
    envs: listOf([...fileVariables(values['env-file']), ...values.env.map((text) => readVariable(text, env))]),
    ports: listOf(values.port.map(readPort)),
    probes: listOf(values.probe.map(readProbe)),
    metadata: labelsOf(values.label),
    stopAfterMs: values['stop-after'],
    deleteAfterMs: values['delete-after'],
    idleStopAfterMs: values['idle-stop-after'],
    maxCost: values['max-cost'],
    onReclaim: values['on-reclaim'],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function listOf<Item>(items: readonly Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : [...items];
}

/** Names of variables whose values others must not read in the process list. */
const SECRET_NAME = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:_|$)/i;

function readVariable(text: string, env: Environment): { key: string; value: string } {
  const { key, value } = split('--env', text);
  if (value === undefined) {
    const own = env[key];
    if (own === undefined) throw usageError(`--env ${key} has no value, and the variable is not set here.`);
    return { key, value: own };
  }
  if (SECRET_NAME.test(key)) {
    throw usageError(
      `The value of ${key} looks like a secret, and others can read a command line.`,
      `Set the variable here and write --env ${key}, or put it into a file for --env-file.`,
    );
  }
  return { key, value };
}

function fileVariables(file: string | undefined): { key: string; value: string }[] {
  if (file === undefined) return [];
  const lines = readText(file, '--env-file').split(/\r?\n/);
  return lines
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => {
      const { key, value } = split('--env-file', line);
      if (value === undefined) throw usageError(`A line of ${file} is not NAME=VALUE.`);
      return { key, value };
    });
}

function labelsOf(labels: readonly string[]): Record<string, string> | undefined {
  if (labels.length === 0) return undefined;
  const pairs = labels.map((text) => {
    const { key, value } = split('--label', text);
    if (value === undefined) throw usageError(`--label ${JSON.stringify(text)} is not NAME=VALUE.`);
    return [key, value] as const;
  });
  return Object.fromEntries(pairs);
}

function split(option: string, text: string): { key: string; value: string | undefined } {
  const at = text.indexOf('=');
  const key = at === -1 ? text : text.slice(0, at);
  if (key.trim() === '') throw usageError(`${option} has a value without a name.`);
  return { key: key.trim(), value: at === -1 ? undefined : text.slice(at + 1) };
}

/** @throws CliError that names the option and the file. */
export function readText(file: string, option: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw usageError(`The file of ${option} cannot be read: ${(error as Error).message}`);
  }
}
