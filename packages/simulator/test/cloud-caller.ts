import { onTestFinished } from 'vitest';
import { startSimulator, type DurationOptions, type Simulator, type SimulatorOptions } from '../src/index.js';

export const V1 = '/gpu-instance/openapi/v1';

/** Every state lasts a fixed number of virtual seconds, all different, so that a test can name the moment. */
export const FIXED_DURATIONS = {
  toCreate: 2,
  creating: 5,
  pulling: 50,
  toStart: 1,
  starting: 9,
  toStop: 3,
  stopping: 7,
  toRestart: 4,
  restarting: 11,
  toRemove: 6,
  removing: 8,
  removedVisible: 60,
  toReset: 5,
  resetting: 12,
  migrating: 40,
  editing: 13,
  jobPulling: 2,
  saveImage: 30,
  appStart: 10,
} as const satisfies DurationOptions;

/** Seconds from create to running. */
export const UNTIL_RUNNING = 57;

export const CREATE_BODY = {
  name: 'trainer',
  productId: '4090.16c62g',
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'pytorch/pytorch:2.4.0',
  kind: 'gpu',
};

/** The fields that tests read from JSON bodies, whichever route sent them. */
export interface JsonBody {
  id: string;
  code: number;
  reason: string;
  message: string;
  total: number;
  status: string;
  clusterId: string;
  statusError: { state: string; message: string };
  portMappings: { port: number; type: string; endpoint: string }[];
  connectComponentSSH: { sshCommand: string; isRunning: boolean };
  instances: { name: string; portMappings: unknown }[];
  data: unknown[];
  template: unknown;
}

export interface Reply {
  status: number;
  text: string;
  headers: Headers;
  /** Empty for what is not JSON. */
  json: JsonBody;
}

/** A simulator in stepped mode with fixed durations, closed when the test ends. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const isRealClock = options.clock === 'real';
  const simulator = await startSimulator({
    durations: FIXED_DURATIONS,
    ...(isRealClock ? {} : { clock: 'stepped' }),
    ...options,
  });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** Sends a request with a valid key; `path` is below the root. */
export async function call(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: 'Bearer sk_test' },
): Promise<Reply> {
  const response = await fetch(simulator.baseUrl + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    text,
    headers: response.headers,
    json: (isJson ? JSON.parse(text) : {}) as JsonBody,
  };
}

/** Creates an instance and returns its id. */
export async function create(simulator: Simulator, fields: Record<string, unknown> = {}): Promise<string> {
  const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, { ...CREATE_BODY, ...fields });
  if (reply.status !== 200) throw new Error(`create answered ${reply.status}: ${reply.text}`);
  return reply.json.id;
}

export function detail(simulator: Simulator, id: string): Promise<Reply> {
  return call(simulator, 'GET', `${V1}/gpu/instance?instanceId=${id}`);
}

export function act(simulator: Simulator, action: string, id: string): Promise<Reply> {
  return call(simulator, 'POST', `${V1}/gpu/instance/${action}`, { instanceId: id });
}

export async function statusOf(simulator: Simulator, id: string): Promise<string> {
  const reply = await detail(simulator, id);
  return reply.status === 200 ? reply.json.status : `HTTP ${reply.status}`;
}

/** The states that the API shows, looked at once a virtual second, with the seconds that each was seen. */
export async function watch(simulator: Simulator, id: string, seconds: number): Promise<[string, number][]> {
  const seen: [string, number][] = [];
  for (let second = 0; second < seconds; second++) {
    const status = await statusOf(simulator, id);
    const last = seen.at(-1);
    if (last?.[0] === status) last[1] += 1;
    else seen.push([status, 1]);
    simulator.advance(1);
  }
  return seen;
}
