import { startSimulator, type Simulator, type SimulatorOptions } from '@novita-fleet/simulator';
import { FakeClock } from '@novita-fleet/testkit';
import { NovitaApiService, NovitaClient, type NovitaClientOptions } from '@novita-fleet/client';

export const V1 = '/gpu-instance/openapi/v1';
export const CREATE = `POST ${V1}/gpu/instance/create`;
export const LIST = `GET ${V1}/gpu/instances`;
export const DETAIL = `GET ${V1}/gpu/instance`;

export const REQUEST = {
  kind: 'gpu',
  name: 'job',
  productId: '4090.16c62g',
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'image',
} as const;

/** States of the cloud of a length that tests can count on, in virtual seconds. */
const DURATIONS = {
  ...{ toCreate: 2, creating: 5, pulling: 60, toStart: 2, starting: 10, toStop: 2, stopping: 5 },
  ...{ toRestart: 2, restarting: 10, toRemove: 2, removing: 5, removedVisible: 60, appStart: 20 },
};

/** The simulator with a stopped clock, and a client before it whose time is moved together with it. */
export class SimulatedCloud {
  readonly simulator: Simulator;
  readonly clock = new FakeClock();
  readonly client: NovitaClient;
  readonly api: NovitaApiService;
  #markers = 0;

  private constructor(simulator: Simulator, options: NovitaClientOptions) {
    this.simulator = simulator;
    const { baseUrl, apiKey } = simulator;
    this.client = new NovitaClient({
      ...{ baseUrl, apiKey, clock: this.clock, random: () => 0, env: {} },
      rateLimit: { requestsPerMinute: Infinity, maxQueue: Infinity },
      circuitBreaker: { failureThreshold: 1_000 },
      ...options,
    });
    const newMarker = (): string => `m${(this.#markers += 1)}`;
    this.api = new NovitaApiService(this.client, { clock: this.clock, newMarker, random: () => 0 });
  }

  static async start(simulator: SimulatorOptions = {}, client: NovitaClientOptions = {}): Promise<SimulatedCloud> {
    const durations = { ...DURATIONS, ...simulator.durations };
    const started = await startSimulator({ clock: 'stepped', stock: 1_000_000, ...simulator, durations });
    return new SimulatedCloud(started, client);
  }

  /** How many requests a route has got. */
  requests(route: string): number {
    return this.simulator.summary().requests[route] ?? 0;
  }

  /** Creates an instance, and answers its id. */
  async create(request: Partial<Parameters<NovitaApiService['instances']['create']>[0]> = {}): Promise<string> {
    const { id } = await this.api.instances.create({ ...REQUEST, ...request });
    return id;
  }

  /** Lets time pass here and in the cloud, in steps of at most half a second, until a promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const done = promise.finally(() => (state.isSettled = true));
    done.catch(() => undefined);
    for (;;) {
      await this.settle();
      if (state.isSettled) return done;
      await this.#step(Math.min(this.clock.nextDelay ?? 500, 500));
    }
  }

  /** How many seconds pass here and in the cloud until a promise settles. */
  async secondsOf(promise: Promise<unknown>): Promise<number> {
    const beganAt = this.clock.now();
    await this.until(promise.catch(() => undefined));
    return (this.clock.now() - beganAt) / 1_000;
  }

  /** Lets so many seconds pass here and in the cloud. */
  async pass(seconds: number): Promise<void> {
    const endAt = this.clock.now() + seconds * 1_000;
    await this.settle();
    while (this.clock.now() < endAt) {
      await this.#step(Math.min(this.clock.nextDelay ?? 500, 500, endAt - this.clock.now()));
      await this.settle();
    }
  }

  /** Lets all that is under way finish without time passing. Both ends are in this process and need only turns. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 15; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.client.getQueueStatus().inFlight > 0) turns = 0;
    }
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.simulator.close();
  }

  async #step(ms: number): Promise<void> {
    this.simulator.advance(ms / 1_000);
    await this.clock.advance(ms);
  }
}
