/** Which state may follow which, by section 3 of the notes on the API; written down a second time, for tests. */
export const GRAPH: Readonly<Record<string, readonly string[]>> = {
  toCreate: ['creating', 'toRemove', 'exited', 'vanished'],
  creating: ['pulling', 'toRemove', 'exited', 'vanished'],
  pulling: ['running', 'toRemove', 'exited', 'vanished'],
  running: [
    'toStop',
    'toRestart',
    'toReset',
    'migrating',
    'freezing',
    'toRemove',
    // Something broke.
    'exited',
    'vanished',
  ],
  toStart: ['starting', 'toRemove', 'exited', 'vanished'],
  // Pulls the image when it has moved to another node.
  starting: ['running', 'pulling', 'toRemove', 'exited', 'vanished'],
  toStop: ['stopping', 'toRemove', 'exited', 'vanished'],
  stopping: ['exited', 'toRemove', 'vanished'],
  exited: ['toStart', 'toReset', 'migrating', 'freezing', 'toRemove', 'exited', 'vanished'],
  toRestart: ['restarting', 'toRemove', 'exited', 'vanished'],
  restarting: ['running', 'toRemove', 'exited', 'vanished'],
  toReset: ['resetting', 'toRemove', 'exited', 'vanished'],
  resetting: ['running', 'toRemove', 'exited', 'vanished'],
  migrating: ['exited', 'running', 'toRemove', 'vanished'],
  freezing: ['exited', 'toRemove', 'vanished'],
  toRemove: ['removing', 'vanished'],
  removing: ['removed', 'vanished'],
  removed: ['gone', 'vanished'],
  gone: [],
  vanished: [],
};

/** States that can be seen some time after `state` was seen, itself included. */
export function reachableFrom(state: string): ReadonlySet<string> {
  const reached = new Set([state]);
  for (const from of reached) for (const to of GRAPH[from] ?? []) reached.add(to);
  return reached;
}
