import type { Change } from '../instances/instance-service.js';
import type { Log } from './log.js';

/** Writes one line for each new state of an instance. */
export function logChange(log: Log, { before, after, correlationId }: Change): void {
  if (before.state === after.state) return;
  const fields = {
    ...(correlationId === undefined ? {} : { correlationId }),
    instanceId: after.id,
    novitaInstanceId: after.cloudId,
    from: before.state,
    to: after.state,
    ...(after.cause === null ? {} : { cause: after.cause.code }),
  };
  log.info(fields, 'instance changed');
}
