import { FieldError, Fields } from '../fields.js';
import type { SeededRandom } from '../seeded-random.js';

/** A duration in virtual seconds: fixed, or drawn anew each time from `[min, max]`. */
export type Duration = number | readonly [min: number, max: number];

/** Default durations in virtual seconds. */
const DEFAULT_DURATIONS = {
  /** Creation is queued. */
  toCreate: [1, 3],
  /** The container is made. */
  creating: [3, 8],
  /** The image is pulled; billing runs from its beginning. */
  pulling: [40, 90],
  /** A start is queued. */
  toStart: [1, 3],
  starting: [5, 15],
  /** A stop is queued. */
  toStop: [1, 2],
  stopping: [3, 10],
  /** A restart is queued. */
  toRestart: [1, 2],
  restarting: [5, 15],
  /** A deletion is queued. */
  toRemove: [1, 2],
  removing: [2, 6],
  /** An upgrade is queued. */
  toReset: [1, 2],
  /** The container is made anew from another image. */
  resetting: [20, 60],
  /** The instance moves to another node. */
  migrating: [30, 120],
  /** From an accepted edit until its ports and its larger disk are there. */
  editing: [5, 40],
  /** A job is being prepared. */
  jobPulling: [2, 5],
  /** The container is written to an image. */
  saveImage: [30, 120],
  /** A network becomes ready. */
  networkCreating: [2, 5],
  /** A prewarm task waits. */
  prewarmPending: [2, 5],
  /** An image is pulled ahead of its use. */
  prewarmRunning: [60, 180],
  /** A serverless endpoint becomes ready. */
  endpointCreating: [3, 8],
  /** A serverless worker comes up. */
  workerStarting: [20, 60],
  /** How long a removed instance is still listed. */
  removedVisible: [60, 60],
  /** How long after `running` the program behind the ports begins to answer. */
  appStart: [5, 15],
} as const satisfies Record<string, Duration>;

export type DurationName = keyof typeof DEFAULT_DURATIONS;

/** What a caller may set; the rest keeps its default. */
export type DurationOptions = Readonly<Partial<Record<DurationName, Duration>>>;

/** Milliseconds of every duration. */
export type DurationRanges = Readonly<Record<DurationName, readonly [minMs: number, maxMs: number]>>;

const DURATION_NAMES = Object.keys(DEFAULT_DURATIONS) as readonly DurationName[];

/** @throws FieldError naming an unknown duration, or one that is not a number or a `[min, max]`. */
export function readDurations(options: unknown): DurationRanges {
  const fields = new Fields(options, 'durations', 'durations.');
  const ranges = DURATION_NAMES.map((name) => [name, readRange(name, fields.raw(name) ?? DEFAULT_DURATIONS[name])]);
  fields.refuseUnknown();
  return Object.fromEntries(ranges) as DurationRanges;
}

/** @returns whole milliseconds. */
export function drawDuration(random: SeededRandom, [min, max]: readonly [number, number]): number {
  return random.integer(min, max);
}

function readRange(name: DurationName, value: unknown): [number, number] {
  const range: unknown[] = typeof value === 'number' ? [value, value] : Array.isArray(value) ? value : [];
  const [min, max] = range;
  const isRange =
    range.length === 2 && typeof min === 'number' && typeof max === 'number' && min >= 0 && min <= max && max < 1e9;
  if (!isRange) {
    throw new FieldError(`durations.${name}`, 'must be seconds, or [min, max] in seconds with 0 <= min <= max < 1e9');
  }
  return [Math.round(min * 1000), Math.round(max * 1000)];
}
