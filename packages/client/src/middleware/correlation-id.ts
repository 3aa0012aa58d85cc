import type { Layer } from './call.js';

/** Gives each call an id, sent as `x-correlation-id` with all its attempts and told in its errors and events. */
export function correlationId(newId: () => string): Layer {
  return (next) => (call) => {
    if (call.correlationId === '') call.correlationId = newId();
    return next(call);
  };
}
