import type { Layer } from './call.js';

/**
 * Headers of a call to another server than the API: what its caller asks for and nothing else of ours. Neither the API
 * key nor the headers of the client, which may hold secrets too, are any business of that server.
 */
export function addressHeaders(userAgent: string): Layer {
  return (next) => (call) => {
    call.attemptHeaders = ['accept', '*/*', 'user-agent', userAgent, ...call.headers];
    return next(call);
  };
}
