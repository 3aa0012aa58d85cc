import type { FleetInstance } from '@novita-fleet/client';
import { systemClock } from '@novita-fleet/resilience';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { followInstances } from '../live/follow-instances.js';
import { hasEnded } from '../live/goals.js';
import { LiveRegion } from '../live/live-region.js';
import { progressLine } from '../live/progress.js';
import { fleetShape } from '../output/instance-shapes.js';
import { tableLines } from '../output/table.js';
import type { watch } from '../specs/instances.js';

const REDRAW_MS = 1_000;

export async function run(context: Context<typeof watch.options>): Promise<ExitCode | undefined> {
  const { values, operands: ids, surroundings, interrupts } = context;
  const { stdout, now } = surroundings;
  const fleet = await context.fleet();
  const region = new LiveRegion(stdout);
  const told = new Map<string, string>();
  let shown: readonly FleetInstance[] = [];
  const draw = (): void => {
    const alive = ids.length > 0 ? shown : shown.filter(({ status }) => status !== 'deleted');
    const shape = fleetShape(now());
    region.draw(alive.length === 0 ? [shape.whenEmpty] : tableLines(alive, shape.columns, stdout));
  };
  const tell = (): void => {
    for (const instance of shown) {
      const what = `${instance.status} ${instance.novita.status ?? ''}`;
      if (told.get(instance.id) === what) continue;
      told.set(instance.id, what);
      stdout.write(`${progressLine(instance, now())}\n`);
    }
  };
  const redraw = stdout.isTerminal ? setInterval(draw, REDRAW_MS) : undefined;
  interrupts.beforeEnd(() => region.end());
  try {
    const end = await followInstances({
      ...{ fleet, clock: systemClock, ids, signal: interrupts.signal, timeoutMs: undefined },
      onLook: (instances) => {
        shown = instances;
        if (stdout.isTerminal) draw();
        else tell();
      },
      isDone: (instances) => {
        if (ids.length === 0 && values.until === undefined) return false;
        return instances.every((instance) => instance.status === values.until || hasEnded(instance));
      },
    });
    if (end === 'interrupted') return interrupts.exitCode ?? EXIT.interrupted;
    const missed = values.until !== undefined && shown.some(({ status }) => status !== values.until);
    return missed ? EXIT.failure : EXIT.ok;
  } finally {
    clearInterval(redraw);
    region.end();
  }
}
