import {
  NotFoundError,
  type GpuMetrics,
  type Instance as CloudInstance,
  type MetricPoint,
  type NovitaApiService,
} from '@novita-fleet/client';
import { endpointsOf } from './cloud.js';

/** What Novita writes, such as `ssh -p 30022 root@host`. No other form is told: an option could name any program. */
const SSH_COMMAND = /^ssh (?:-p (\d{1,5}) )?([a-z_][\w.-]*)@([\w.:[\]-]+?)(?: -p (\d{1,5}))?$/i;

/** Ways into an instance. Holds secrets: it is passed on to who asked, and kept nowhere. */
export interface Connection {
  readonly ssh: {
    readonly command: string;
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string | null;
  } | null;
  readonly endpoints: readonly { readonly port: number; readonly type: string; readonly url: string }[];
  readonly jupyter: { readonly url: string; readonly password: string | null } | null;
  readonly webTerminal: {
    readonly url: string;
    readonly user: string | null;
    readonly password: string | null;
  } | null;
}

/** What was in use at a moment, as the average of the GPUs of an instance. */
export interface GpuSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly utilisationPercent: number;
  /** Null where the cloud has no figure for that moment. */
  readonly memoryPercent: number | null;
}

/** What people want to know of an instance in the cloud that the fleet itself has no need of. Always asks the cloud. */
export class CloudAccess {
  readonly #api: NovitaApiService;

  constructor(api: NovitaApiService) {
    this.#api = api;
  }

  /**
   * The ways into an instance.
   *
   * @throws NotFoundError when the cloud has it no more.
   */
  async connection(cloudId: string): Promise<Connection> {
    const instance = await this.#api.instances.get(cloudId);
    const { jupyter, webTerminal } = instance;
    return {
      ssh: sshOf(instance),
      endpoints: endpointsOf(instance),
      jupyter: jupyter?.address === undefined ? null : { url: jupyter.address, password: tokenIn(jupyter.address) },
      webTerminal:
        webTerminal?.address === undefined
          ? null
          : {
              url: webTerminal.address,
              user: webTerminal.username ?? null,
              password: webTerminal.password ?? null,
            },
    };
  }

  /**
   * How much the GPUs of an instance had to do, the oldest sample first; nothing when the cloud has it no more.
   *
   * @param window.from - milliseconds since 1970, at least a minute before `to`.
   * @param window.intervalSeconds - between two samples, more than 15.
   */
  async gpuUse(
    cloudId: string,
    window: { readonly from: number; readonly to: number; readonly intervalSeconds: number },
  ): Promise<GpuSample[]> {
    const params = {
      startTime: Math.floor(window.from / 1_000),
      endTime: Math.floor(window.to / 1_000),
      interval: window.intervalSeconds,
    };
    try {
      const { gpu, gpuMemory } = await this.#api.metrics.get(cloudId, params);
      const [busy, memory] = [inPercent(averages(gpu)), inPercent(averages(gpuMemory))];
      return [...busy]
        .sort(([a], [b]) => a - b)
        .map(([at, utilisationPercent]) => ({ at, utilisationPercent, memoryPercent: memory.get(at) ?? null }));
    } catch (error) {
      if (error instanceof NotFoundError) return [];
      throw error;
    }
  }
}

function sshOf({ sshCommand, sshPassword }: CloudInstance): Connection['ssh'] {
  const [, before, user, host, behind] = SSH_COMMAND.exec(sshCommand?.trim().replace(/\s+/g, ' ') ?? '') ?? [];
  if (user === undefined || host === undefined) return null;
  const port = Number(before ?? behind ?? 22);
  return { command: `ssh -p ${port} ${user}@${host}`, host, port, user, password: sshPassword ?? null };
}

/** The token of Jupyter stands in its address, for who has to type it. */
function tokenIn(address: string): string | null {
  return URL.canParse(address) ? new URL(address).searchParams.get('token') : null;
}

/** The average of all GPUs by time: that of the cloud, or ours where it tells of each GPU alone. */
function averages({ average, gpus }: GpuMetrics): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  const points: readonly MetricPoint[] = average.length > 0 ? average : gpus.flatMap((each) => each.points);
  for (const { at, value } of points) {
    if (at === undefined || value === undefined) continue;
    const { sum, count } = sums.get(at.getTime()) ?? { sum: 0, count: 0 };
    sums.set(at.getTime(), { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([at, { sum, count }]) => [at, sum / count]));
}

/** Whether the cloud counts to 1 or to 100 is not published; the lifecycle reads it in the same way. */
function inPercent(values: Map<number, number>): Map<number, number> {
  const isShare = Math.max(...values.values(), 0) <= 1;
  return new Map([...values].map(([at, value]) => [at, Math.round(value * (isShare ? 10_000 : 100)) / 100]));
}
