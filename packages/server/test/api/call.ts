import type { Fleet } from '../fleet.js';

/** An answer of the server, as it came over HTTP. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body, if it is JSON. */
  body: Record<string, unknown>;
}

export interface Call {
  body?: unknown;
  /** The API key; the first one, which may do everything, when left out; null sends none. */
  key?: string | null;
  headers?: Record<string, string>;
}

/** Sends one request, without any of the cleverness of a client. */
export async function call(fleet: Fleet, method: string, path: string, options: Call = {}): Promise<Answer> {
  const { body, key = fleet.apiKey, headers = {} } = options;
  const response = await fetch(fleet.server.url + path, {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const isJson = type.includes('json');
  // A stream has no end to wait for.
  if (type.includes('event-stream')) await response.body?.cancel();
  const text = isJson ? await response.text() : '';
  const parsed = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, headers: response.headers, body: parsed };
}

/** Makes an API key. */
export async function newKey(
  fleet: Fleet,
  parts: { scope: string; name?: string; maxCost?: string },
): Promise<{ id: string; key: string }> {
  const { status, body } = await call(fleet, 'POST', '/v1/api-keys', { body: { name: 'test', ...parts } });
  if (status !== 201) throw new Error(`no API key was made: ${JSON.stringify(body)}`);
  return body as { id: string; key: string };
}
