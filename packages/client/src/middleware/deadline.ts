import type { Layer } from './call.js';

/** Sets the moment at which the call must be over; every layer that waits looks at it. */
export const deadline: Layer = (next) => (call) => {
  call.deadlineAt = call.startedAt + call.deadlineMs;
  return next(call);
};
