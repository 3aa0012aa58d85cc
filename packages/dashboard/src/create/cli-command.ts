import type { CreateRequest, Env, Probe } from './create-request.js';
import type { ProgramContext } from './equivalent-programs.js';
import { durationText } from '../time/duration-text.js';
import { jsonText, shellWord } from './quoting.js';
import { looksSecret } from './secret-variables.js';

/** What no option says. */
const UNSAYABLE = [
  'networkId',
  'networkStorages',
  'fallback',
  'idleGraceMs',
  'idleGpuBusyPercent',
  'deadlines',
] as const;

/** Longer commands are broken, an option a line. */
const LINE_LENGTH = 76;

/**
 * The command line that sends the same request. What has no option, such as a fallback plan, goes as a file on standard
 * input, and options before it. Secret values come from variables of the shell: they are neither shown nor arguments.
 */
export function cliCommand(request: CreateRequest, { baseUrl, secrets }: ProgramContext): string {
  const { options, rest } = split(request, secrets);
  const fromHere = (request.envs ?? []).filter((env) => secrets.has(env.key) && isOption(env, secrets));
  const inFile = (rest.envs ?? []).some(({ key }) => secrets.has(key));
  const file = masked(rest, secrets);
  const hasFile = Object.keys(file).length > 0;
  const words = [
    ...(hasFile ? ['-f -'] : []),
    ...options.map(([name, value]) => (value === undefined ? `--${name}` : optionWord(name, value))),
    optionWord('url', baseUrl),
  ];
  const line = `novita-fleet create ${words.join(' ')}`;
  const command = line.length <= LINE_LENGTH ? line : `novita-fleet create ${words.join(' \\\n  ')}`;
  return [
    '# The API key is in NOVITA_FLEET_API_KEY.',
    ...(fromHere.length > 0 ? [`# Set these first: ${fromHere.map(({ key }) => key).join(', ')}.`] : []),
    ...(inFile ? ['# Put the secret values where it says <value of …>.'] : []),
    ...(hasFile ? [`${command} <<'EOF'`, jsonText(file), 'EOF'] : [command]),
    '',
  ].join('\n');
}

/** `--name value`; where the value looks like an option, `--name=value`. */
function optionWord(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

type Option = readonly [name: string, value?: string];

/** What can be said by options, and what cannot. */
function split(
  request: CreateRequest,
  secrets: ReadonlySet<string>,
): { options: Option[]; rest: Partial<CreateRequest> } {
  const rest: Partial<CreateRequest> = {};
  const options: Option[] = [['name', request.name]];
  const add = (name: string, value: string | number | null | undefined): void => {
    // What could not be read is told beside its field; here it is left out.
    if (value !== undefined && value !== null && !Number.isNaN(value)) options.push([name, String(value)]);
  };
  add('gpu', request.gpuName);
  add('product', request.productId);
  for (const region of request.regions ?? []) add('region', region);
  if (request.billingMode === 'spot') options.push(['spot']);
  add('max-price', request.maxHourlyPrice);
  add('gpus', request.gpuNum);
  add('image', request.imageUrl);
  add('image-auth', request.imageAuthId);
  add('template', request.templateId);
  add('disk', request.rootfsSize);
  add('cuda', request.minCudaVersion);
  add('command', request.command);
  add('entrypoint', request.entrypoint);
  // An option takes the place of the whole field in the file, so that variables go the one way or the other.
  if ((request.envs ?? []).every((env) => isOption(env, secrets))) {
    for (const { key, value } of request.envs ?? []) add('env', secrets.has(key) ? key : `${key}=${value}`);
  } else if (request.envs !== undefined) rest.envs = request.envs;
  for (const { port, type } of request.ports ?? []) add('port', type === 'http' ? port : `${port}/tcp`);
  if ((request.probes ?? []).every(isPlainProbe)) {
    for (const probe of request.probes ?? []) {
      add('probe', `${probe.type}:${probe.port}${probe.type === 'http' ? (probe.path ?? '') : ''}`);
    }
  } else if (request.probes !== undefined) rest.probes = request.probes;
  for (const [name, value] of Object.entries(request.metadata ?? {})) add('label', `${name}=${value}`);
  add('stop-after', duration(request.stopAfterMs));
  add('delete-after', duration(request.deleteAfterMs));
  add('idle-stop-after', duration(request.idleStopAfterMs));
  add('max-cost', request.maxCost);
  add('on-reclaim', request.onReclaim);
  for (const field of UNSAYABLE) {
    if (request[field] !== undefined) Object.assign(rest, { [field]: request[field] });
  }
  return { options, rest };
}

/** Whether `--env` can say it: a secret must have a name that a shell can set, and no name can hold a `=`. */
function isOption({ key }: Env, secrets: ReadonlySet<string>): boolean {
  if (secrets.has(key)) return /^[A-Za-z_]\w*$/.test(key);
  return !looksSecret(key) && key !== '' && key === key.trim() && !key.includes('=');
}

function isPlainProbe(probe: Probe): boolean {
  return Object.keys(probe).every((field) => ['type', 'port', 'path'].includes(field));
}

function duration(ms: number | null | undefined): string | undefined {
  return typeof ms === 'number' && !Number.isNaN(ms) ? durationText(ms) : undefined;
}

function masked(rest: Partial<CreateRequest>, secrets: ReadonlySet<string>): Partial<CreateRequest> {
  if (rest.envs === undefined) return rest;
  const envs = rest.envs.map(({ key, value }) => ({ key, value: secrets.has(key) ? `<value of ${key}>` : value }));
  return { ...rest, envs };
}
