import type { Clock } from '@novita-fleet/resilience';
import type { Layer } from './call.js';

/** Sets the moment at which the call must be over; every layer that waits looks at it. */
export function deadline(clock: Clock): Layer {
  return (next) => (call) => {
    call.deadlineAt = clock.monotonic() + call.deadlineMs;
    return next(call);
  };
}
