import { Refusal } from '../world/refusal.js';
import type { Answer } from './answer.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as the routes see it. */
export interface CloudRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Values of the path's parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** Values as they came; a repeated key has a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly authorization: string | undefined;
  /** The body as it came. */
  readonly bodyText: string;
  /** Set by a fault: a list of instances is to be that of so many virtual milliseconds ago. */
  readonly staleMs?: number;
}

/**
 * One operation of the cloud. `handle` has its effect before its first `await`, so that whoever asks next sees it
 * even when the answer takes its time.
 */
export interface CloudRoute {
  readonly method: Method;
  /** The path, with parameters as `:name`. */
  readonly path: string;
  readonly handle: (request: CloudRequest) => Answer | Promise<Answer>;
}

/** Name of a route in faults and ledger, such as `GET /gpu-instance/openapi/v1/clusters`. */
export function routeName(route: { readonly method: string; readonly path: string }): string {
  return `${route.method} ${route.path}`;
}

/** @throws Refusal when the body is not JSON. An empty body counts as an empty object. */
export function parseBody(request: Pick<CloudRequest, 'bodyText'>): unknown {
  if (request.bodyText.trim() === '') return {};
  try {
    return JSON.parse(request.bodyText) as unknown;
  } catch {
    throw new Refusal('rejected', 'REQUEST', 'the body is not valid JSON');
  }
}
