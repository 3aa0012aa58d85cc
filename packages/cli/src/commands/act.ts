import type { FleetClient, FleetInstance, NovitaApiService } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { tellFailure } from '../failure.js';
import type { Goal } from '../live/goals.js';
import { waitFor } from '../live/wait-for.js';
import { fleetShape } from '../output/instance-shapes.js';
import type { stop } from '../specs/instances.js';
import { waitInCloud } from './wait-in-cloud.js';

/** A wish for instances, and what it comes to. */
export interface Action {
  readonly name: string;
  readonly goal: Goal;
  inFleet(fleet: FleetClient, id: string, call: { signal: AbortSignal }): Promise<FleetInstance>;
  inCloud(cloud: NovitaApiService, id: string, call: { signal: AbortSignal }): Promise<unknown>;
}

type ActionContext = Context<typeof stop.options>;

/**
 * Does the same to several instances. One that fails does not keep the others from it.
 *
 * @returns the exit code of the first failure.
 */
export async function act(context: ActionContext, action: Action): Promise<ExitCode> {
  const { values, printer, surroundings } = context;
  if (!values.wait && values.timeout !== undefined) throw usageError('--timeout has no meaning without --wait.');
  if (values.cloud) return actInCloud(context, action);
  const fleet = await context.fleet();
  const { done, exitCode } = await each(context, action, (id, call) => action.inFleet(fleet, id, call));
  let instances: readonly FleetInstance[] = done;
  if (values.wait && done.length > 0) {
    instances = await waitFor(context, { fleet, instances: done, goal: action.goal, timeoutMs: values.timeout });
  }
  if (printer.format !== 'table' || values.wait) await printer.list(instances, fleetShape(surroundings.now()));
  else for (const { id, status } of instances) surroundings.stdout.write(`${id} ${status}\n`);
  return exitCode;
}

async function actInCloud(context: ActionContext, action: Action): Promise<ExitCode> {
  const { values, surroundings } = context;
  const cloud = await context.cloud();
  const { done, exitCode } = await each(context, action, async (id, call) => {
    await action.inCloud(cloud, id, call);
    return id;
  });
  for (const id of done) {
    if (values.wait) await waitInCloud(context, cloud, id, { until: action.goal, timeoutMs: values.timeout });
    surroundings.stdout.write(`${id} ${values.wait ? action.goal : action.name}\n`);
  }
  return exitCode;
}

async function each<Result>(
  { operands, surroundings, interrupts }: ActionContext,
  { name }: Action,
  send: (id: string, call: { signal: AbortSignal }) => Promise<Result>,
): Promise<{ done: Result[]; exitCode: ExitCode }> {
  const done: Result[] = [];
  let exitCode: ExitCode = EXIT.ok;
  for (const id of new Set(operands)) {
    try {
      done.push(await send(id, { signal: interrupts.signal }));
    } catch (error) {
      const told = tellFailure(error, { surroundings, interrupted: interrupts.exitCode, command: name });
      if (exitCode === EXIT.ok) exitCode = told;
      if (interrupts.exitCode !== undefined) break;
    }
  }
  return { done, exitCode };
}
