import type { Simulator } from '../src/index.js';
import { call, FIXED_DURATIONS, start } from './cloud-caller.js';
import type { SimulatorOptions } from '../src/index.js';

export const V2 = '/gpus/v2';

/** Virtual seconds of what account objects go through, all different. */
export const ACCOUNT_DURATIONS = {
  networkCreating: 3,
  prewarmPending: 4,
  prewarmRunning: 90,
  endpointCreating: 6,
  workerStarting: 30,
} as const;

export function startAccount(options: SimulatorOptions = {}): Promise<Simulator> {
  return start({ durations: { ...FIXED_DURATIONS, ...ACCOUNT_DURATIONS }, ...options });
}

/** @returns the JSON of a success, whichever route sent it. @throws Error with the answer otherwise. */
export async function send<Body = unknown>(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const reply = await call(simulator, method, path, body);
  if (reply.status !== 200) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
  return JSON.parse(reply.text) as Body;
}

/** @returns status and reason of a refusal, such as `400 VALIDATOR_PARAM`. */
export async function refusal(simulator: Simulator, method: string, path: string, body?: unknown): Promise<string> {
  const { status, json } = await call(simulator, method, path, body);
  return `${status} ${json.reason}`;
}

/** @returns the message of a refusal for a field that is missing or wrong. */
export async function fieldProblem(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<string> {
  const { status, json } = await call(simulator, method, path, body);
  return `${status} ${json.reason}` === '400 VALIDATOR_PARAM' ? json.message : `${status} ${json.reason}`;
}

/** Follows the cursors of a v2 list. @returns all pages. */
export async function allPages<Item>(simulator: Simulator, path: string, limit: number): Promise<Item[][]> {
  const pages: Item[][] = [];
  let cursor = '';
  do {
    const answer = await send<{ data: Item[]; next_cursor: string; has_more: boolean }>(
      simulator,
      'GET',
      `${path}?limit=${limit}&cursor=${cursor}`,
    );
    pages.push(answer.data);
    if (answer.has_more !== (answer.next_cursor !== '')) throw new Error('has_more and next_cursor disagree');
    cursor = answer.next_cursor;
  } while (cursor !== '');
  return pages;
}
