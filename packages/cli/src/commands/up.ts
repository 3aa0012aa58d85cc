import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FleetInstance } from '@novita-fleet/client';
import { CliError } from '../cli-error.js';
import { fleetClient } from '../clients.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { startServer, startSimulatedCloud, type CloudAddress } from '../local/fleet-on-this-machine.js';
import type { Program } from '../local/program.js';
import { linesOf } from '../output/instance-details.js';
import { showMoney } from '../output/instance-shapes.js';
import { styled } from '../output/styles.js';
import type { Config } from '../profile/config-file.js';
import { withoutProfile } from '../profile/profile-named.js';
import type { up } from '../specs/administration.js';

type UpContext = Context<typeof up.options>;

export async function run(context: UpContext): Promise<ExitCode> {
  const programs: Program[] = [];
  const cleanUps: (() => void)[] = [];
  const cleanUp = (): void => {
    for (const each of cleanUps.splice(0).reverse()) each();
  };
  context.interrupts.beforeEnd(cleanUp);
  try {
    return await runUntilInterrupted(context, programs, cleanUps);
  } finally {
    for (const program of programs.reverse()) await program.stop();
    cleanUp();
  }
}

async function runUntilInterrupted(
  context: UpContext,
  programs: Program[],
  cleanUps: (() => void)[],
): Promise<ExitCode> {
  const { values, surroundings, interrupts, connections } = context;
  const { stderr, env } = surroundings;
  let cloud: CloudAddress;
  if (values.simulate) {
    const started = await startSimulatedCloud(env);
    programs.push(started.program);
    ({ cloud } = started);
  } else {
    cloud = connections.cloud();
  }
  const isTemporary = values.simulate && values.data === undefined;
  const folder = isTemporary
    ? mkdtempSync(join(tmpdir(), 'novita-fleet-'))
    : resolve(values.data ?? env.NOVITA_FLEET_DATA_DIR ?? 'novita-fleet-data');
  if (isTemporary) cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const server = await startServer({
    ...{ env, cloud, folder, port: values.port, isSimulated: values.simulate },
    onLog: (line) => {
      if (values.verbose) stderr.write(`${line}\n`);
    },
  });
  programs.push(server.program);
  const saved = save(context, server, cloud, cleanUps, isTemporary);
  tell(context, { ...server, cloud, folder, isTemporary, saved });
  const failures = programs.map(({ failure }) => failure);
  await Promise.race([interrupted(interrupts.signal), ...failures]).catch((error: unknown) => {
    throw new CliError((error as Error).message, EXIT.failure);
  });
  stderr.write('\nStopping …\n');
  if (!values.simulate && saved.apiKey !== undefined) stderr.write(await whatRuns(server.url, saved.apiKey));
  return interrupts.exitCode ?? EXIT.interrupted;
}

interface Saved {
  /** Name of the profile; undefined when none was saved. */
  readonly name: string | undefined;
  readonly isCurrent: boolean;
  /** The key of the server, when it is known. */
  readonly apiKey: string | undefined;
}

/** Saves address and keys as a profile. What belongs to a temporary server is forgotten with it. */
function save(
  { values, connections: { file } }: UpContext,
  { url, apiKey }: { url: string; apiKey: string | undefined },
  cloud: CloudAddress,
  cleanUps: (() => void)[],
  isTemporary: boolean,
): Saved {
  const name = values['save-as'] ?? (values.simulate ? 'simulator' : 'local');
  const before: Config = file.read();
  const known = before.profiles[name];
  const key = apiKey ?? (known?.url === url ? known.apiKey : undefined);
  if (values['no-save'] || key === undefined) return { name: undefined, isCurrent: false, apiKey: key };
  const isCurrent = before.current === undefined || before.current === name;
  const keys = values.simulate ? { cloudUrl: cloud.baseUrl, cloudApiKey: cloud.apiKey } : {};
  const profile = { ...(values.simulate ? {} : known), url, apiKey: key, ...keys };
  file.write({ ...before, ...(isCurrent && { current: name }), profiles: { ...before.profiles, [name]: profile } });
  if (isTemporary) {
    cleanUps.push(() => {
      const now = file.read();
      if (now.profiles[name]?.apiKey === key) file.write(withoutProfile(now, name));
    });
  }
  return { name, isCurrent, apiKey: key };
}

interface Started {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly cloud: CloudAddress;
  readonly folder: string;
  readonly isTemporary: boolean;
  readonly saved: Saved;
}

/** Where everything is, and what to do next. */
function tell({ values, surroundings: { stdout, stderr }, connections }: UpContext, started: Started): void {
  const { url, apiKey, cloud, folder, isTemporary, saved } = started;
  const option = saved.name === undefined || saved.isCurrent ? '' : ` --profile ${saved.name}`;
  // For programs: the address alone.
  if (!stdout.isTerminal) stdout.write(`${url}\n`);
  const facts = linesOf([
    ['server', url],
    ['dashboard', `${url}  (open it in a browser, and sign in with the API key)`],
    ['API key', keyFact(apiKey, saved, option)],
    ['cloud', `${cloud.baseUrl}${values.simulate ? '  (simulated: costs nothing)' : ''}`],
    ['data', `${folder}${isTemporary ? '  (gone at the end)' : ''}`],
    ['profile', saved.name === undefined ? undefined : `${saved.name}, in ${connections.file.path}`],
  ]);
  const next = [
    `novita-fleet create${option} --name trial --gpu 4090 --image nginx --port 80 --wait`,
    `novita-fleet watch${option}`,
  ];
  const how =
    saved.name === undefined
      ? '\nSet NOVITA_FLEET_URL and NOVITA_FLEET_API_KEY, then in another terminal:\n'
      : '\nIn another terminal:\n';
  stderr.write(
    `${styled('Novita Fleet is up.', 'bold', stderr.hasColour)}\n\n${facts}${how}${next.map((line) => `  ${line}\n`).join('')}\nCtrl-C stops it.\n`,
  );
}

/** How to get at the key. One that was saved is not written where others may read along. */
function keyFact(apiKey: string | undefined, saved: Saved, option: string): string {
  if (saved.name !== undefined) return `saved; shown by: novita-fleet dashboard${option} --show-key`;
  return apiKey === undefined ? 'as shown at its first start' : `${apiKey}  (shown only now)`;
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}

/** What goes on in the cloud when the server no longer watches it. */
async function whatRuns(baseUrl: string, apiKey: string): Promise<string> {
  const client = fleetClient({ baseUrl, apiKey, source: '' });
  try {
    const running: FleetInstance[] = [];
    for await (const instance of client.instances.listAll({ limit: 200 })) {
      if (!instance.novita.released && instance.novita.instanceId !== null) running.push(instance);
    }
    if (running.length === 0) return 'Nothing runs in the cloud.\n';
    const lines = running.map(
      ({ id, name, status, cost }) => `  ${id}  ${name}  ${status}  ${showMoney(cost.perHour)} an hour\n`,
    );
    return `These go on in the cloud, and nobody watches their deadlines and budgets until the server runs again:\n${lines.join('')}`;
  } catch {
    return 'What runs in the cloud could not be found out.\n';
  } finally {
    await client.close();
  }
}
