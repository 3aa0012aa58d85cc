import { ApiError, errorOf, unreachable } from './api-error.js';

type Scalar = string | number | boolean;

/** What goes behind the path; a list is repeated, `undefined` is left out. */
type Query = Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>;

export interface CallOptions {
  readonly query?: Query;
  readonly signal?: AbortSignal;
  /** Makes the repetition of a create request safe. */
  readonly idempotencyKey?: string;
}

export interface ApiOptions {
  readonly fetch: typeof fetch;
  /** Proof for requests that change something; null while nobody is signed in. */
  readonly csrfToken: () => string | null;
  /** The session has ended. */
  readonly onSignedOut: () => void;
}

/** The server's API. Every method throws an `ApiError`, or a `DOMException` when it is aborted. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.#request<T>('GET', path, undefined, options);
  }

  post<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    return this.#request<T>('POST', path, body, options);
  }

  patch<T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.#request<T>('PATCH', path, body, options);
  }

  delete<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.#request<T>('DELETE', path, undefined, options);
  }

  async #request<T>(method: string, path: string, body: unknown, options: CallOptions): Promise<T> {
    const { query = {}, signal, idempotencyKey } = options;
    const headers: Record<string, string> = { accept: 'application/json' };
    const token = this.#options.csrfToken();
    if (method !== 'GET' && token !== null) headers['x-csrf-token'] = token;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    const response = await this.#send(`${path}${searchOf(query)}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    if (!response.ok) {
      // Signing in answers 401 for a wrong key, and that is for its form to tell.
      if (response.status === 401 && path !== '/session') this.#options.onSignedOut();
      throw await errorOf(response);
    }
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new ApiError(response.status, { title: 'The answer of the server cannot be read' });
    }
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#options.fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw unreachable();
    }
  }
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of typeof value === 'object' ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
