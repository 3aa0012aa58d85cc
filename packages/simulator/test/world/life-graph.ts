/**
 * Which state may follow which when nothing breaks, by section 3 of the notes on the API; written down a second time,
 * for tests. Every state that is not on its way out can also be left for `toRemove`.
 */
export const GRAPH: Readonly<Record<string, readonly string[]>> = {
  toCreate: ['creating', 'toRemove'],
  creating: ['pulling', 'toRemove'],
  pulling: ['running', 'toRemove'],
  running: ['toStop', 'toRestart', 'toReset', 'migrating', 'freezing', 'toRemove'],
  toStart: ['starting', 'toRemove'],
  // Pulls the image when it has moved to another node.
  starting: ['running', 'pulling', 'toRemove'],
  toStop: ['stopping', 'toRemove'],
  stopping: ['exited', 'toRemove'],
  exited: ['toStart', 'toReset', 'migrating', 'freezing', 'toRemove'],
  toRestart: ['restarting', 'toRemove'],
  restarting: ['running', 'toRemove'],
  toReset: ['resetting', 'toRemove'],
  resetting: ['running', 'toRemove'],
  migrating: ['exited', 'running', 'toRemove'],
  freezing: ['exited', 'toRemove'],
  toRemove: ['removing'],
  removing: ['removed'],
  removed: ['gone'],
  gone: [],
  vanished: [],
};

/** States that can be seen some time after `state` was seen, itself included; anything may break in between. */
export function reachableFrom(state: string): ReadonlySet<string> {
  const reached = new Set([state]);
  for (const from of reached) {
    for (const to of GRAPH[from] ?? []) reached.add(to);
    if (GRAPH[from]?.includes('toRemove')) reached.add('exited');
  }
  return reached;
}
