import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { failureOf } from '../failure.js';
import type { Style } from '../output/styles.js';
import type { doctor } from '../specs/administration.js';
import { readVersion } from '../version.js';

type DoctorContext = Context<typeof doctor.options>;

/** What was looked at, and what was seen. */
interface Finding {
  readonly check: string;
  readonly result: 'ok' | 'wrong' | 'skipped';
  readonly detail: string;
  /** What to do. */
  readonly hint?: string | undefined;
}

const STYLES: Readonly<Record<Finding['result'], Style>> = { ok: 'green', wrong: 'red', skipped: 'dim' };

/** How far the clocks may be apart before signatures of webhooks would be refused, in milliseconds. */
const CLOCK_LIMIT_MS = 60_000;

export async function run(context: DoctorContext): Promise<ExitCode> {
  const { printer } = context;
  const findings: Finding[] = [];
  for (const check of [command, configFile, server, cloud]) findings.push(...(await check(context)));
  await printer.list(findings, {
    columns: [
      { title: 'CHECK', text: ({ check }) => check },
      { title: 'RESULT', text: ({ result }) => result, style: ({ result }) => STYLES[result] },
      { title: 'DETAIL', text: ({ detail, hint }) => (hint === undefined ? detail : `${detail} ${hint}`) },
    ],
    name: ({ check }) => check,
    whenEmpty: '',
  });
  return findings.some(({ result }) => result === 'wrong') ? EXIT.failure : EXIT.ok;
}

function command(): Promise<Finding[]> {
  const detail = `novita-fleet ${readVersion()} on Node ${process.versions.node}, ${process.platform}`;
  return Promise.resolve([{ check: 'command', result: 'ok', detail }]);
}

function configFile({ connections }: DoctorContext): Promise<Finding[]> {
  return found('config file', () => {
    const { profiles } = connections.file.read();
    const chosen = connections.profile();
    const names = Object.keys(profiles);
    const which = chosen === undefined ? 'none is current' : `${chosen.name} is used`;
    return Promise.resolve(
      names.length === 0
        ? `no profiles in ${connections.file.path}`
        : `${names.length} in ${connections.file.path}, ${which}`,
    );
  });
}

async function server(context: DoctorContext): Promise<Finding[]> {
  const { values, connections, interrupts, surroundings } = context;
  if (values.cloud) return [{ check: 'server', result: 'skipped', detail: 'not asked for' }];
  const call = { signal: interrupts.signal, maxRetries: 0 };
  const key = await found('key of the server', () => Promise.resolve(`from ${connections.fleet().source}`));
  if (key[0]?.result === 'wrong') return key;
  const { baseUrl } = connections.fleet();
  const fleet = await context.fleet();
  const reach = await found('server', async () => {
    const { error, latencyMs } = await fleet.healthCheck(call);
    if (error !== undefined) throw error;
    return `${baseUrl} is ready, answered in ${Math.round(latencyMs)} ms`;
  });
  if (reach[0]?.result === 'wrong') return [...key, ...reach];
  const clock = await found('clock', async () => {
    const { headers } = await fleet.requestRaw({ method: 'GET', path: '/healthz', ...call });
    const apart = surroundings.now() - Date.parse(String(headers.date));
    if (Number.isNaN(apart)) return 'the server tells no time';
    if (Math.abs(apart) > CLOCK_LIMIT_MS)
      throw new Error(`it is ${Math.round(apart / 1_000)} s apart from the one of the server`);
    return 'in step with the server';
  });
  const rights = await found('rights', async () => {
    await fleet.instances.list({ limit: 1 }, call);
    const isAdmin = await fleet.apiKeys.list(call).then(
      () => true,
      () => false,
    );
    return isAdmin ? 'the key may do everything' : 'the key sees its own instances';
  });
  return [...key, ...reach, ...clock, ...rights];
}

async function cloud(context: DoctorContext): Promise<Finding[]> {
  const { values, connections, interrupts } = context;
  const key = await found('key of Novita', () => Promise.resolve(`from ${connections.cloud().source}`));
  if (key[0]?.result === 'wrong') {
    // The server has one of its own; without one here only a few commands are missing.
    return values.cloud
      ? key
      : [{ check: 'key of Novita', result: 'skipped', detail: 'none: logs, ssh and --cloud need one' }];
  }
  const reach = await found('Novita', async () => {
    const { baseUrl } = connections.cloud();
    const service = await context.cloud();
    const clusters = await service.clusters.list({ signal: interrupts.signal, maxRetries: 0 });
    return `${baseUrl} answers and takes the key; ${clusters.length} regions`;
  });
  return [...key, ...reach];
}

async function found(check: string, look: () => Promise<string>): Promise<Finding[]> {
  try {
    return [{ check, result: 'ok', detail: await look() }];
  } catch (error) {
    const { message, hint } = failureOf(error);
    // It would send the reader here.
    return [{ check, result: 'wrong', detail: message, hint: hint?.includes('doctor') === true ? undefined : hint }];
  }
}
