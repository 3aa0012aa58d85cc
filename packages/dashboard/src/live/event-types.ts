/**
 * Events that the server tells of instances. An `EventSource` passes on only those that are asked for by name, so a new
 * type has to be added here.
 */
export const EVENT_TYPES = [
  ...['pending', 'creating', 'starting', 'running', 'ready', 'stopping', 'stopped', 'deleting', 'deleted'],
  ...['failed', 'timeout', 'reclaimed', 'lost', 'moved_on', 'spot_notice', 'replaced', 'changed'],
  ...['budget_warning', 'stop_failing', 'duplicate_found'],
].map((name) => `instance.${name}`);
