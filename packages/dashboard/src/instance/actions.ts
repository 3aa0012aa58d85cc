import type { Instance } from '../api/schemas.js';
import { formatMoney } from '../money/money.js';
import { isEnd } from './phases.js';

type ActionName = 'start' | 'stop' | 'restart' | 'recreate' | 'delete';

export interface Action {
  readonly name: ActionName;
  /** On its button. */
  readonly title: string;
  /** What it means, also for the cost: said before it is done. */
  readonly meaning: string;
  /** Said once the server has taken it. */
  readonly asked: string;
  readonly isDangerous: boolean;
}

/** What can be done with an instance in its status; the first is the most likely wish. */
export function actionsOf(instance: Instance): Action[] {
  return [start(instance), restart(instance), stop(instance), recreate(instance), remove(instance)].filter(
    (action) => action !== null,
  );
}

function priceOf({ cost }: Instance): string {
  return cost.perHour === null ? 'its price' : `${formatMoney(cost.perHour)} an hour`;
}

function start(instance: Instance): Action | null {
  const { status, novita, replacedBy } = instance;
  if ((status !== 'stopped' && status !== 'reclaimed') || novita.instanceId === null || replacedBy !== null)
    return null;
  return {
    name: 'start',
    title: 'Start',
    meaning: `It will cost ${priceOf(instance)} again, from the moment at which the cloud begins to start it. When its node has no room, it stays stopped and says so.`,
    asked: 'The start was asked for',
    isDangerous: false,
  };
}

function restart(instance: Instance): Action | null {
  if (instance.status !== 'running' && instance.status !== 'ready') return null;
  return {
    name: 'restart',
    title: 'Restart',
    meaning: `What runs in it is interrupted; its disk stays. It goes on costing ${priceOf(instance)} meanwhile.`,
    asked: 'The restart was asked for',
    isDangerous: false,
  };
}

function stop(instance: Instance): Action | null {
  const { status, novita } = instance;
  const isUp = status === 'creating' || status === 'starting' || status === 'running' || status === 'ready';
  if (!isUp || novita.instanceId === null) return null;
  return {
    name: 'stop',
    title: 'Stop',
    meaning: `The GPU is given back, and ${priceOf(instance)} is no longer charged once the cloud has stopped it. Its disk stays, and the cloud may charge a little for that. A later start needs room on the same node.`,
    asked: 'The stop was asked for',
    isDangerous: false,
  };
}

function recreate({ status, replacedBy }: Instance): Action | null {
  if (replacedBy !== null || status === 'deleting' || status === 'deleted') return null;
  return {
    name: 'recreate',
    title: 'Recreate',
    meaning:
      'A new instance is created by the same request, elsewhere if need be, at the price of where it finds room. This one is deleted once the new one is stored, with all data on its local disk.',
    asked: 'A new instance was asked for',
    isDangerous: true,
  };
}

function remove(instance: Instance): Action | null {
  const { status } = instance;
  if (status === 'deleting' || isEnd(status)) return null;
  return {
    name: 'delete',
    title: 'Delete',
    meaning:
      'It is removed from the cloud with all data on its local disk, and costs nothing from then on. This cannot be undone.',
    asked: 'The removal was asked for',
    isDangerous: true,
  };
}
