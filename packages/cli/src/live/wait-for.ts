import type { FleetClient, FleetEvent, FleetInstance } from '@novita-fleet/client';
import { systemClock } from '@novita-fleet/resilience';
import { CliError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { formatDuration } from '../durations.js';
import { showMoney } from '../output/instance-shapes.js';
import type { Surroundings } from '../terminal.js';
import { followInstances } from './follow-instances.js';
import { standingOf, type Goal } from './goals.js';
import { LiveRegion } from './live-region.js';
import { progressLine, progressLines } from './progress.js';

/** How often the elapsed time is written again in a terminal, in milliseconds. */
const REDRAW_MS = 500;

interface Wait {
  readonly fleet: FleetClient;
  /** As they were answered when they were asked for. */
  readonly instances: readonly FleetInstance[];
  readonly goal: Goal;
  readonly timeoutMs: number | undefined;
}

/**
 * Waits until instances have reached a goal, and shows on standard error how they get there.
 *
 * @returns the instances as they are then.
 * @throws CliError when one never will, when the time is over, or when it is interrupted; each says how to go on.
 */
export async function waitFor(
  { surroundings, interrupts }: Pick<Context, 'surroundings' | 'interrupts'>,
  { fleet, instances, goal, timeoutMs }: Wait,
): Promise<readonly FleetInstance[]> {
  const since = new Map(instances.map(({ id, sequence }) => [id, sequence]));
  const standing = (instance: FleetInstance) => standingOf(instance, goal, since.get(instance.id));
  let latest = instances;
  const view = new ProgressView(surroundings, instances);
  interrupts.beforeEnd(() => view.end());
  if (surroundings.stderr.isTerminal) await view.readHistory(fleet, interrupts.signal);
  let end;
  try {
    end = await followInstances({
      ...{ fleet, clock: systemClock, signal: interrupts.signal, timeoutMs },
      ids: instances.map(({ id }) => id),
      onLook: (seen, events) => {
        latest = seen;
        view.show(seen, events);
      },
      isDone: (seen) => seen.every((instance) => standing(instance) !== 'on its way'),
    });
  } finally {
    view.end();
  }
  if (end === 'done') {
    const lost = latest.find((instance) => standing(instance) === 'never');
    if (lost !== undefined) throw neverReached(lost, goal);
    return latest;
  }
  const rest = latest.filter((instance) => standing(instance) === 'on its way');
  const advice = whatRuns(rest, goal);
  if (end === 'interrupted') {
    surroundings.stderr.write(`\nInterrupted; nothing was undone.\n${advice}\n`);
    throw new CliError('Interrupted.', interrupts.exitCode ?? EXIT.interrupted);
  }
  throw new CliError(`Not ${goal} after ${formatDuration(timeoutMs ?? 0)}.`, EXIT.timeout, advice);
}

function neverReached({ id, status, cause }: FleetInstance, goal: Goal): CliError {
  const why = cause === null ? '' : `: ${cause.message}`;
  return new CliError(
    `${id} is ${status} and will not be ${goal}${why}.`,
    EXIT.failure,
    `See: novita-fleet events --instance ${id} --no-follow`,
  );
}

/** What still runs and costs, and how to go on or to end it. */
function whatRuns(instances: readonly FleetInstance[], goal: Goal): string {
  const lines = instances.flatMap(({ id, status, cost }) => [
    `${id} goes on: it is ${status}${costs(cost)}.`,
    `  wait again:  novita-fleet get ${id} --wait${goal === 'ready' ? '' : ` --until ${goal}`}`,
    `  look on:     novita-fleet watch ${id}`,
    ...(goal === 'deleted' ? [] : [`  delete it:   novita-fleet rm ${id}`]),
  ]);
  return lines.join('\n');
}

function costs({ perHour, soFar }: FleetInstance['cost']): string {
  if (perHour === null) return '; the cloud has not told its price yet';
  return `, costs ${showMoney(perHour)} an hour and has cost ${showMoney(soFar)}`;
}

/** Progress on standard error: in a terminal written again in place, elsewhere a line for each change. */
class ProgressView {
  readonly #surroundings: Surroundings;
  readonly #region: LiveRegion;
  readonly #events = new Map<string, FleetEvent[]>();
  readonly #told = new Map<string, string>();
  readonly #redraw: NodeJS.Timeout | undefined;
  #instances: readonly FleetInstance[];

  constructor(surroundings: Surroundings, instances: readonly FleetInstance[]) {
    this.#surroundings = surroundings;
    this.#instances = instances;
    this.#region = new LiveRegion(surroundings.stderr);
    if (surroundings.stderr.isTerminal) this.#redraw = setInterval(() => this.#draw(), REDRAW_MS);
  }

  /** What happened before it began to look. */
  async readHistory(fleet: FleetClient, signal: AbortSignal): Promise<void> {
    for (const { id } of this.#instances) this.#add(id, await fleet.instances.events(id, { limit: 500 }, { signal }));
  }

  show(instances: readonly FleetInstance[], events: readonly FleetEvent[]): void {
    this.#instances = instances;
    for (const event of events) this.#add(event.data.instanceId, [event]);
    if (this.#surroundings.stderr.isTerminal) this.#draw();
    else this.#tell();
  }

  end(): void {
    clearInterval(this.#redraw);
    this.#region.end();
  }

  #add(id: string, events: readonly FleetEvent[]): void {
    const known = this.#events.get(id) ?? [];
    const last = known.at(-1)?.sequence ?? 0;
    this.#events.set(id, [...known, ...events.filter(({ sequence }) => sequence > last)]);
  }

  #draw(): void {
    const { stderr, now } = this.#surroundings;
    const lines = this.#instances.flatMap((instance) =>
      progressLines(instance, this.#events.get(instance.id) ?? [], now(), stderr.hasColour),
    );
    this.#region.draw(lines);
  }

  #tell(): void {
    for (const instance of this.#instances) {
      const what = `${instance.status} ${instance.novita.status ?? ''}`;
      if (this.#told.get(instance.id) === what) continue;
      this.#told.set(instance.id, what);
      this.#surroundings.stderr.write(`${progressLine(instance, this.#surroundings.now())}\n`);
    }
  }
}
