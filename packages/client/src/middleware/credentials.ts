import type { ApiKey } from '../api-key.js';
import { checkApiKey } from '../api-key.js';
import type { Call, Layer } from './call.js';
import type { Waits } from './waits.js';

export interface CredentialSettings {
  readonly apiKey: ApiKey | undefined;
  readonly userAgent: string;
  /** Sent with every call: names in lower case and values by turns. */
  readonly headers: readonly string[];
  readonly waits: Waits;
}

/** Puts the headers of an attempt together; a key from a function is asked for anew for each attempt. */
export function credentials(settings: CredentialSettings): Layer {
  const { apiKey, userAgent, headers, waits } = settings;
  const common = ['accept', 'application/json', 'user-agent', userAgent, ...headers];
  if (typeof apiKey === 'function') {
    return (next) => async (call) => {
      const answer = apiKey();
      const key = checkApiKey(typeof answer === 'string' ? answer : await waits.settle(answer, call));
      prepare(call, [...common, 'authorization', `Bearer ${key}`], key);
      return next(call);
    };
  }
  const complete = apiKey === undefined ? common : [...common, 'authorization', `Bearer ${apiKey}`];
  return (next) => (call) => {
    prepare(call, complete.slice(), apiKey ?? '');
    return next(call);
  };
}

function prepare(call: Call, headers: string[], secret: string): void {
  headers.push('x-correlation-id', call.correlationId);
  if (call.body !== undefined) headers.push('content-type', 'application/json');
  for (const part of call.headers) headers.push(part);
  call.attemptHeaders = headers;
  call.secret = secret;
}
