import type { Instance, StateChange } from './instance.js';

/** The two logs of an instance: of the platform, and of the program inside. */
export type LogName = 'system' | 'instance';

/** How often the program inside writes a line, in virtual milliseconds. */
const HEARTBEAT_MS = 30_000;
const PULL_STEP_MS = 5_000;
/** Older lines are dropped. */
const MAX_LINES = 2000;

/**
 * A log as far as it has got. It is worked out of what has happened and of the time alone, so that it only grows,
 * and costs nothing while no one looks.
 */
export function readLog(instance: Instance, log: LogName, now: number): string {
  const stretches = instance.states.map((change, index) => ({
    ...change,
    until: Math.min(instance.states[index + 1]?.time ?? now, now),
  }));
  const lines = log === 'system' ? stretches.flatMap((stretch) => systemLines(instance, stretch)) : [];
  if (log === 'instance') {
    for (const stretch of stretches) if (stretch.state === 'running') lines.push(...programLines(instance, stretch));
  }
  return lines
    .slice(-MAX_LINES)
    .map((line) => `${line}\n`)
    .join('');
}

type Stretch = StateChange & { readonly until: number };

const MESSAGES: Readonly<Partial<Record<StateChange['state'], string>>> = {
  toCreate: 'creation accepted',
  creating: 'creating the container',
  pulling: 'pulling the image',
  running: 'container started',
  toStop: 'stop accepted',
  exited: 'container exited',
  toReset: 'reset accepted',
  migrating: 'moving to another node',
  freezing: 'frozen: not paid for',
  toRemove: 'deletion accepted',
};

function systemLines({ spec }: Instance, { time, state, until }: Stretch): string[] {
  const lines = [at(time, `[${state}] ${MESSAGES[state] ?? state}`)];
  if (state !== 'pulling') return lines;
  for (let step = 1; time + step * PULL_STEP_MS <= until && step <= MAX_LINES; step++) {
    lines.push(at(time + step * PULL_STEP_MS, `[pulling] ${spec.imageUrl}: ${step} layer(s) complete`));
  }
  return lines;
}

function programLines({ spec, loads }: Instance, { time, until }: Stretch): string[] {
  const lines = [at(time, `starting ${spec.entrypoint} ${spec.command}`.trim())];
  const steps = Math.floor((until - time) / HEARTBEAT_MS);
  for (let step = Math.max(steps - MAX_LINES, 0) + 1; step <= steps; step++) {
    const when = time + step * HEARTBEAT_MS;
    const load = loads.findLast(({ from }) => from <= when)?.load ?? 'idle';
    lines.push(at(when, load === 'busy' ? `step ${step} done` : 'waiting for work'));
  }
  return lines;
}

function at(ms: number, text: string): string {
  return `${new Date(ms).toISOString()} ${text}`;
}
