import type { FleetClient, FleetInstance, Money } from '@novita-fleet/client';
import type { Processes } from './processes.js';
import { until } from './wait.js';

const COLUMNS = [9, 10, 13, 12];

/** Prints a line for each phase of one instance, as it happens. */
export class Timeline {
  readonly #fleet: FleetClient;
  readonly #processes: Processes;
  readonly #start = performance.now();
  #last = '';

  constructor(fleet: FleetClient, processes: Processes) {
    this.#fleet = fleet;
    this.#processes = processes;
    console.log(row(['time', 'phase', 'cloud status', 'cost so far', 'note']));
  }

  /** Follows the instance until it is in the state `wanted`. */
  async follow(id: string, wanted: string): Promise<FleetInstance> {
    return until(`the instance to be ${wanted}`, this.#processes, async () => {
      const instance = await this.#fleet.instances.get(id);
      this.#print(instance);
      if (instance.status === wanted) return instance;
      if (['failed', 'timed_out', 'lost', 'deleted'].includes(instance.status)) {
        throw new Error(`The instance is ${instance.status}: ${instance.cause?.message ?? 'no cause is known'}`);
      }
      return undefined;
    });
  }

  #print({ status, novita, cost, probe }: FleetInstance): void {
    const note = status === 'running' || status === 'ready' ? probe : null;
    const key = [status, novita.status, note].join(' ');
    if (key === this.#last) return;
    this.#last = key;
    const time = `${((performance.now() - this.#start) / 1_000).toFixed(2)} s`;
    const money = cost.soFar === null ? '-' : columnOf(cost.soFar);
    console.log(row([time, status, novita.status ?? '-', money, note === null ? '' : `probe: ${note}`]));
  }
}

/** With all its decimal places, so that amounts stand below each other. */
function columnOf({ amount, scale, currency }: Money): string {
  const digits = String(amount).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)} ${currency}`;
}

function row(cells: string[]): string {
  return `   ${cells.map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0)).join('  ')}`.trimEnd();
}
