import { AbortedError, CreateUnclearError, type FleetInstance, type FleetInstanceRequest } from '@novita-fleet/client';
import { CliError, usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { waitFor } from '../live/wait-for.js';
import { showMoney } from '../output/instance-shapes.js';
import { requestForCloud } from '../requests/for-cloud.js';
import { requestFromFile } from '../requests/from-file.js';
import { requestFromOptions } from '../requests/from-options.js';
import type { create } from '../specs/instances.js';
import { without } from '../without.js';
import { waitInCloud } from './wait-in-cloud.js';

type CreateContext = Context<typeof create.options>;

export async function run(context: CreateContext): Promise<undefined> {
  const { values, surroundings, printer } = context;
  checkWaitOptions(context);
  const fromFile = values.file === undefined ? {} : await requestFromFile(values.file);
  const given = requestFromOptions(values, surroundings.env);
  const request = { ...withoutGpu(fromFile, given), ...given } as FleetInstanceRequest;
  if (values['dry-run']) {
    await printer.one(
      request,
      (each) => `${JSON.stringify(each, undefined, 2)}\n`,
      ({ name }) => name,
    );
    return;
  }
  await (values.cloud ? createInCloud(context, request) : createInFleet(context, request));
}

/** A product on the command line takes the place of a GPU in the file, and the other way round. */
function withoutGpu(file: Record<string, unknown>, given: Partial<FleetInstanceRequest>): Record<string, unknown> {
  if (given.gpuName === undefined && given.productId === undefined) return file;
  return without(file, 'gpuName', 'productId');
}

function checkWaitOptions({ values }: CreateContext): void {
  if (values.wait) return;
  if (values.timeout !== undefined) throw usageError('--timeout has no meaning without --wait.');
  if (values.until !== undefined) throw usageError('--until has no meaning without --wait.');
}

async function createInFleet(context: CreateContext, request: FleetInstanceRequest): Promise<void> {
  const { values, surroundings, printer, interrupts } = context;
  const { stdout, stderr } = surroundings;
  const fleet = await context.fleet();
  const idempotencyKey = values['idempotency-key'] ?? crypto.randomUUID();
  let note = `It is not known whether the server took the request. The same command with --idempotency-key ${idempotencyKey} asks for the same instance.`;
  interrupts.beforeEnd(() => stderr.write(`${note}\n`));
  const tellWait = (): void => stderr.write('\nWaiting for the answer of the server; Ctrl-C again ends at once.\n');
  interrupts.signal.addEventListener('abort', tellWait, { once: true });
  // An interrupt must not leave open whether there is an instance: the answer is waited for.
  const created = await fleet.instances.create(request, { idempotencyKey, maxRetries: 3 });
  interrupts.signal.removeEventListener('abort', tellWait);
  note = `${created.id} goes on.`;
  const tellsId = printer.format === 'table' || printer.format === 'name';
  if (tellsId) stdout.write(`${created.id}\n`);
  if (interrupts.exitCode !== undefined) {
    stderr.write(
      `\nInterrupted, but ${created.id} had been asked for and goes on.\n  look on:    novita-fleet watch ${created.id}\n  delete it:  novita-fleet rm ${created.id}\n`,
    );
    throw new CliError('Interrupted.', interrupts.exitCode);
  }
  let instance: FleetInstance = created;
  if (values.wait) {
    if (!tellsId) stderr.write(`${created.id} was asked for.\n`);
    const goal = values.until ?? 'ready';
    const seen = await waitFor(context, { fleet, instances: [created], goal, timeoutMs: values.timeout });
    instance = seen[0] ?? created;
    for (const { port, url } of instance.endpoints) stderr.write(`port ${port}: ${url}\n`);
  }
  if (!tellsId)
    await printer.one(
      instance,
      () => '',
      ({ id }) => id,
    );
}

async function createInCloud(context: CreateContext, request: FleetInstanceRequest): Promise<void> {
  const { values, surroundings, printer, interrupts } = context;
  const { stdout, stderr } = surroundings;
  const { base, criteria } = requestForCloud(request);
  const cloud = await context.cloud();
  const { signal } = interrupts;
  const candidates = criteria === undefined ? [{}] : await cloud.planCandidates(criteria, { signal });
  let created;
  try {
    created = await cloud.createInstance(base, { candidates, signal });
  } catch (error) {
    if (signal.aborted && error instanceof AbortedError) stderr.write('\nInterrupted; nothing was created.\n');
    if (!(error instanceof CreateUnclearError)) throw error;
    stderr.write(`\n${error.message}\nIf it exists, its name ends in ${error.marker}: novita-fleet ls --cloud\n`);
    throw new CliError('It is not known whether the instance exists.', interrupts.exitCode ?? EXIT.failure);
  }
  const { id, name } = created;
  stderr.write(`${name} was created${created.adopted ? ' (found again after a lost answer)' : ''}.\n`);
  if (printer.format === 'table' || printer.format === 'name') stdout.write(`${id}\n`);
  const instance = values.wait
    ? await waitInCloud(context, cloud, id, { until: values.until ?? 'ready', timeoutMs: values.timeout })
    : await cloud.instances.get(id, { signal });
  if (values.wait) stderr.write(`${id} is ${instance.status}, ${showMoney(instance.hourlyPrice)} an hour.\n`);
  if (printer.format === 'json' || printer.format === 'yaml')
    await printer.one(
      instance,
      () => '',
      () => id,
    );
}
