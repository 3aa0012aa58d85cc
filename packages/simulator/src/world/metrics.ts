import { seededRandom } from '../seeded-random.js';
import { unitsOf } from './instance-bill.js';
import type { Instance, Load } from './instance.js';

/** A sample; `value` in percent. */
export interface Sample {
  /** Virtual milliseconds since 1970. */
  readonly time: number;
  readonly value: number;
}

export interface GpuSamples {
  readonly avg: readonly Sample[];
  /** One list for each GPU. */
  readonly gpus: readonly (readonly Sample[])[];
}

/** What an instance was busy with; one sample for each moment at which it ran. */
export interface InstanceSamples {
  readonly cpu: readonly Sample[];
  readonly memory: readonly Sample[];
  readonly rootDisk: readonly Sample[];
  readonly gpu: GpuSamples;
  readonly gpuMemory: GpuSamples;
}

/** Virtual milliseconds. */
export interface MetricsWindow {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Data is about a minute late; page `gpu-instance-get-metrics`. */
const DELAY_MS = 60_000;

type Quantity = 'cpu' | 'memory' | 'gpu' | 'gpuMemory';

/** Ranges that values are drawn from, in percent. */
const RANGES: Readonly<Record<Load, Readonly<Record<Quantity, readonly [number, number]>>>> = {
  busy: { cpu: [40, 80], memory: [50, 70], gpu: [85, 100], gpuMemory: [70, 95] },
  idle: { cpu: [0, 3], memory: [5, 10], gpu: [0, 0], gpuMemory: [0, 2] },
};
/** Percent of the root disk in use. */
const ROOT_DISK_RANGE = [10, 30] as const;

/** Monitoring data. It is drawn from the seed for each moment alone, so that every question gets the same answer. */
export class Metrics {
  readonly #seed: number;
  readonly #now: () => number;

  constructor({ seed, now }: { readonly seed: number; readonly now: () => number }) {
    this.#seed = seed;
    this.#now = now;
  }

  /** Samples from `from` on, one each `step`, as far as the data has come in. */
  read(instance: Instance, { from, to, step }: MetricsWindow): InstanceSamples {
    const times: number[] = [];
    const last = Math.min(to, this.#now() - DELAY_MS);
    for (let time = from; time <= last; time += step) if (wasRunning(instance, time)) times.push(time);

    const series = (name: string, range: (time: number) => readonly [number, number]): Sample[] =>
      times.map((time) => ({ time, value: this.#draw(`${instance.id} ${name} ${time}`, range(time)) }));
    const byLoad = (name: string, quantity: Quantity): Sample[] =>
      series(name, (time) => RANGES[loadAt(instance, time)][quantity]);
    const gpuCount = instance.spec.kind === 'gpu' ? unitsOf(instance.spec) : 0;
    const byGpu = (quantity: Quantity): GpuSamples => {
      const gpus = Array.from({ length: gpuCount }, (_, index) => byLoad(`${quantity} ${index}`, quantity));
      return { avg: gpuCount === 0 ? [] : times.map((time, index) => average(time, index, gpus)), gpus };
    };
    return {
      cpu: byLoad('cpu', 'cpu'),
      memory: byLoad('memory', 'memory'),
      rootDisk: series('rootDisk', () => ROOT_DISK_RANGE),
      gpu: byGpu('gpu'),
      gpuMemory: byGpu('gpuMemory'),
    };
  }

  #draw(name: string, [min, max]: readonly [number, number]): number {
    return round(min + (max - min) * seededRandom(this.#seed, name).fraction());
  }
}

function average(time: number, index: number, gpus: readonly (readonly Sample[])[]): Sample {
  const sum = gpus.reduce((total, samples) => total + (samples[index]?.value ?? 0), 0);
  return { time, value: round(sum / gpus.length) };
}

function wasRunning({ states }: Instance, time: number): boolean {
  return states.findLast((change) => change.time <= time)?.state === 'running';
}

function loadAt({ loads }: Instance, time: number): Load {
  return loads.findLast(({ from }) => from <= time)?.load ?? 'idle';
}

/** To a hundredth of a percent. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
