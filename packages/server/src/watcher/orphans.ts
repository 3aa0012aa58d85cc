import type { Clock } from '@novita-fleet/resilience';
import type { Cloud } from '../instances/cloud.js';
import { idOfMarker } from '../lifecycle/new-instance.js';
import type { CloudView } from '../lifecycle/observation.js';
import { findInstance, listWatched } from '../store/instances.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';

/** An instance in the cloud, as far as a comparison needs it. */
interface CloudItem {
  novitaInstanceId: string;
  name: string;
  status: string;
}

/** What the cloud and the store do not agree about. */
export interface OrphanReport {
  /** In the cloud with the marker of an instance of ours that does not know of it: left behind, and perhaps billed. */
  strays: (CloudItem & { instanceId: string })[];
  /** In the cloud, and not made by this server. They are never touched. */
  foreign: CloudItem[];
  /** Ours, and not in the list of the cloud. The watcher looks at each again before it calls it lost. */
  missing: { instanceId: string; novitaInstanceId: string }[];
}

/** What a clean-up did, or would do. */
export interface OrphanCleanUp {
  dryRun: boolean;
  strays: (OrphanReport['strays'][number] & { deleted: boolean })[];
}

/**
 * Compares the list of the cloud with the store. Another fleet server may use the same account, so a marker alone proves
 * nothing: only what bears the marker of an instance in this store is ours.
 */
export class Orphans {
  readonly #store: Store;
  readonly #cloud: Cloud;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: { store: Store; cloud: Cloud; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#cloud = options.cloud;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Looks and changes nothing. Throws when the list of the cloud cannot be read to its end. */
  async report(): Promise<OrphanReport> {
    const report: OrphanReport = { strays: [], foreign: [], missing: [] };
    const listed = new Set<string>();
    for await (const views of this.#cloud.list()) {
      for (const view of views) {
        listed.add(view.id);
        if (view.phase === 'removing' || view.phase === 'removed') continue;
        const owner = await this.#ownerOf(view);
        if (owner === 'none') report.foreign.push(item(view));
        else if (owner !== 'known') report.strays.push({ ...item(view), instanceId: owner.straysFrom });
      }
    }
    for (const row of await listWatched(this.#store.db)) {
      if (row.cloud_id === null || listed.has(row.cloud_id)) continue;
      report.missing.push({ instanceId: row.id, novitaInstanceId: row.cloud_id });
    }
    return report;
  }

  /** Deletes the strays, each looked at once more before; with `dryRun` it only tells which. */
  async cleanUp({ dryRun }: { dryRun: boolean }): Promise<OrphanCleanUp> {
    const { strays } = await this.report();
    const done: OrphanCleanUp = { dryRun, strays: [] };
    for (const stray of strays) {
      const deleted = !dryRun && (await this.deleteStray(stray));
      done.strays.push({ ...stray, deleted });
    }
    return done;
  }

  /** Deletes a stray of a report, unless a further look shows that it is none any more. Answers whether it did. */
  async deleteStray(stray: OrphanReport['strays'][number]): Promise<boolean> {
    const look = await this.#cloud.look(stray.novitaInstanceId, this.#clock.now());
    // Meanwhile the server may have found it by its name and adopted it.
    if (look.kind !== 'seen' || typeof (await this.#ownerOf(look.cloud)) === 'string') return false;
    this.#log.warn(stray, 'deleting a stray instance');
    return (await this.#cloud.delete(stray.novitaInstanceId)).kind === 'accepted';
  }

  async #ownerOf({ id, name }: CloudView): Promise<'none' | 'known' | { straysFrom: string }> {
    const instanceId = idOfMarker(name);
    const stored = instanceId === undefined ? undefined : await findInstance(this.#store.db, instanceId);
    if (stored === undefined) return 'none';
    const { cloudId, create, duplicates, marker } = stored.instance;
    if (cloudId === id || duplicates.includes(id)) return 'known';
    // A create call is out, or its result is searched for: what it made is not ours to judge yet.
    const isAwaited = marker === name && (create.stage === 'sending' || create.stage === 'unclear');
    return isAwaited ? 'known' : { straysFrom: stored.instance.id };
  }
}

function item({ id, name, status }: CloudView): CloudItem {
  return { novitaInstanceId: id, name, status };
}
