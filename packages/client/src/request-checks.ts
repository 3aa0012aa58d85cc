import { InvalidArgumentError } from '@novita-fleet/resilience';
import type { HttpMethod } from './transport/transport.js';

/*
 * Each check takes what a caller gave, and throws an InvalidArgumentError that names it when it cannot be sent. None
 * shows a value that may be a secret.
 */

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

export function checkMethod(method: HttpMethod): void {
  if (METHODS.includes(method)) return;
  throw new InvalidArgumentError('method', `"method" must be one of ${METHODS.join(', ')}`);
}

export function checkPath(path: string): string {
  const text: unknown = path;
  if (typeof text === 'string' && /^\/[\x21-\x22\x24-\x7e]*$/.test(text)) return text;
  const message = '"path" must begin with a slash and be percent-encoded, without a fragment';
  throw new InvalidArgumentError('path', message);
}

export function withoutQuery(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

export function checkRoute(route: string | undefined): string | undefined {
  const text: unknown = route;
  if (text === undefined || (typeof text === 'string' && /^\/[\x21-\x22\x24-\x3e\x40-\x7e]{0,199}$/.test(text))) {
    return route;
  }
  const message = '"route" must begin with a slash and have at most 200 visible ASCII characters, without "?" and "#"';
  throw new InvalidArgumentError('route', message);
}

export function checkCorrelationId(id: string | undefined): string | undefined {
  const text: unknown = id;
  if (text === undefined || (typeof text === 'string' && /^[\x21-\x7e]{1,200}$/.test(text))) return id;
  throw new InvalidArgumentError('correlationId', '"correlationId" must be 1 to 200 visible ASCII characters');
}

/** Takes a signal of another realm or a polyfill too. */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  const value = signal as { aborted?: unknown; addEventListener?: unknown } | null | undefined;
  if (value === undefined) return undefined;
  if (typeof value?.aborted === 'boolean' && typeof value.addEventListener === 'function') return signal;
  throw new InvalidArgumentError('signal', '"signal" must be an AbortSignal, such as the `signal` of a controller');
}

export function checkCatalogue(method: HttpMethod): true {
  if (method === 'GET') return true;
  throw new InvalidArgumentError('catalogue', `"catalogue" is for GET only, not for ${method}`);
}

export function encodeBody(body: unknown): string {
  try {
    const json = JSON.stringify(body) as string | undefined;
    if (json !== undefined) return json;
  } catch (error) {
    throw new InvalidArgumentError('body', '"body" cannot be written as JSON', { cause: error });
  }
  throw new InvalidArgumentError('body', '"body" cannot be written as JSON');
}
