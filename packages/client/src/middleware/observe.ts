import { NovitaError, type Clock } from '@novita-fleet/resilience';
import { channels } from '../events.js';
import type { Logger } from '../logger.js';
import type { Call, CallHandler, Layer } from './call.js';

/** Tells diagnostics channels and the logger of the begin and end of calls. Costs nothing while nobody listens. */
export function observe(logger: Logger | undefined, clock: Clock): Layer {
  return (next) => (call) => {
    const quiet =
      logger === undefined &&
      !channels.request.hasSubscribers &&
      !channels.response.hasSubscribers &&
      !channels.error.hasSubscribers;
    return quiet ? next(call) : observed(call, next, logger, clock);
  };
}

async function observed(call: Call, next: CallHandler, logger: Logger | undefined, clock: Clock): Promise<unknown> {
  const { method, path, correlationId } = call;
  const startedAt = clock.monotonic();
  const about = { method, path, correlationId };
  channels.request.publish(about);
  logger?.debug('request', about);
  try {
    const result = await next(call);
    const done = { ...about, attempts: call.attempts, durationMs: clock.monotonic() - startedAt };
    channels.response.publish(done);
    logger?.debug('response', done);
    return result;
  } catch (error) {
    const done = { ...about, attempts: call.attempts, durationMs: clock.monotonic() - startedAt };
    channels.error.publish({ ...done, error });
    logger?.error('request failed', {
      ...done,
      error: error instanceof NovitaError ? error.toJSON() : 'unknown error',
    });
    throw error;
  }
}
