import type { Instance, StateChange } from './instance.js';
import type { World } from './world.js';

/**
 * What a list of instances shows: those of now, or with `staleMs` those of so long ago, each in the state that it
 * had then.
 */
export function listedInstances({ instances, now }: World, staleMs: number | undefined): Iterable<Instance> {
  return staleMs === undefined ? instances.visible() : pastInstances(instances.everCreated(), now - staleMs);
}

function* pastInstances(instances: Iterable<Instance>, atMs: number): Iterable<Instance> {
  for (const instance of instances) {
    const states = instance.states.filter(({ time }) => time <= atMs);
    const last = states.at(-1)?.state;
    if (last === undefined || last === 'gone' || last === 'vanished') continue;
    yield {
      ...instance,
      status: last,
      statusError: last === instance.status ? instance.statusError : undefined,
      lastStartedAt: lastTime(states, 'running'),
      lastStoppedAt: lastTime(states, 'exited'),
    };
  }
}

function lastTime(states: readonly StateChange[], state: StateChange['state']): number | undefined {
  return states.findLast((change) => change.state === state)?.time;
}
