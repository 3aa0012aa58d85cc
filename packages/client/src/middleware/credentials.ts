import type { ApiKey } from '../api-key.js';
import { checkApiKey } from '../api-key.js';
import { MissingApiKeyError } from '../errors/call-errors.js';
import type { Call, Layer } from './call.js';
import type { Waits } from './waits.js';

export interface CredentialSettings {
  readonly apiKey: ApiKey;
  readonly userAgent: string;
  /** Sent with every call: names in lower case and values by turns. */
  readonly headers: readonly string[];
  readonly waits: Waits;
}

/** Puts the headers of an attempt together; a key from a function is asked for anew for each attempt. */
export function credentials(settings: CredentialSettings): Layer {
  const { apiKey, userAgent, headers, waits } = settings;
  const common = ['user-agent', userAgent, ...headers];
  if (typeof apiKey === 'function') {
    return (next) => async (call) => {
      const key = call.apiKey ?? (await askForKey(apiKey, call, waits));
      prepare(call, [...common, 'authorization', `Bearer ${key}`], key);
      return next(call);
    };
  }
  const complete = [...common, 'authorization', `Bearer ${apiKey}`];
  return (next) => (call) => {
    prepare(call, complete.slice(), apiKey);
    return next(call);
  };
}

/**
 * Asks a function for the present key, at most until the deadline of the call.
 *
 * @throws MissingApiKeyError when the function fails or gives none.
 */
export async function askForKey(ask: Exclude<ApiKey, string>, call: Call, waits: Waits): Promise<string> {
  return checkApiKey(await waits.settle(asked(ask), call));
}

async function asked(ask: Exclude<ApiKey, string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    throw new MissingApiKeyError('The function that gives the API key has failed', { cause: error });
  }
}

function prepare(call: Call, headers: string[], secret: string): void {
  headers.push('accept', call.settings.format === 'stream' ? '*/*' : 'application/json');
  headers.push('x-correlation-id', call.correlationId);
  if (call.body !== undefined) headers.push('content-type', 'application/json');
  if (call.contentEncoding !== undefined) headers.push('content-encoding', call.contentEncoding);
  for (const part of call.headers) headers.push(part);
  call.attemptHeaders = headers;
  call.secret = secret;
}
