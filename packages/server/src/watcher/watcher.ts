import { createHash } from 'node:crypto';
import type { Clock } from '@novita-fleet/resilience';
import type { Engine } from '../engine/engine.js';
import type { Cloud } from '../instances/cloud.js';
import type { InstanceService } from '../instances/instance-service.js';
import type { CloudView } from '../lifecycle/observation.js';
import { setLastLook, type WatchedRow } from '../store/instances.js';
import type { Store, Tx } from '../store/store.js';
import { readSweep, writeSweep, type SweepRecord } from '../store/sweeps.js';
import type { Log } from '../telemetry/log.js';
import { WatchedInstances } from './watched-instances.js';

/** How often the cloud is looked at. */
export interface Pace {
  /** Milliseconds from one sweep to the next while an instance is on its way somewhere. */
  fastMs: number;
  /** The same while all is quiet. */
  slowMs: number;
  /** Requests a minute that the client may send; sweeps take half of them at most. */
  requestsPerMinute: number;
}

/** Instances on one page of the cloud's list. */
const PAGE_SIZE = 100;

/** Characters of a look, 6 bits each: enough that no two are taken for equal. */
const LOOK_LENGTH = 16;

/** Compares one paged list of the cloud with all that is watched, whatever the number of instances. */
export class Watcher {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #instances: InstanceService;
  readonly #cloud: Cloud;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pace: Pace;
  readonly #onSweep: (durationMs: number, isComplete: boolean) => void;
  readonly #watched = new WatchedInstances();
  readonly #looks = new WeakMap<CloudView, string>();

  constructor(options: {
    store: Store;
    engine: Engine;
    instances: InstanceService;
    cloud: Cloud;
    clock: Clock;
    log: Log;
    pace: Pace;
    onSweep?: (durationMs: number, isComplete: boolean) => void;
  }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#instances = options.instances;
    this.#cloud = options.cloud;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#pace = options.pace;
    this.#onSweep = options.onSweep ?? (() => undefined);
  }

  /** The handler of the one `sweep` job: looks once and orders the next look. */
  async sweep(): Promise<void> {
    const watched = await this.#watched.read(this.#store.db);
    const before = await readSweep(this.#store.db);
    const began = this.#clock.now();
    const from = this.#clock.monotonic();
    let list: Map<string, CloudView> | undefined;
    if (watched.length > 0) {
      list = await this.#list();
      // Asked for in one turn, the changes of a sweep share their transactions.
      const changes = watched.map((row) => this.#compare(row, list, began));
      await Promise.all(changes.filter((change) => change !== undefined));
      if (list !== undefined) await this.#adoptByName(watched, list, began);
    }
    const isComplete = watched.length === 0 || list !== undefined;
    const durationMs = this.#clock.monotonic() - from;
    this.#onSweep(durationMs, isComplete);
    await this.#orderNext(list?.size ?? 0, {
      startedAt: began,
      durationMs,
      lagMs: Math.max(began - (before?.nextAt ?? began), 0),
      isComplete,
      succeededAt: isComplete ? this.#clock.now() : (before?.succeededAt ?? null),
      watched: watched.length,
      hourlyCost: isComplete ? costOf(watched, list) : (before?.hourlyCost ?? 0),
    });
  }

  /** The whole list, or undefined when it could not be read to its end: then nothing may be called absent. */
  async #list(): Promise<Map<string, CloudView> | undefined> {
    const list = new Map<string, CloudView>();
    try {
      for await (const views of this.#cloud.list()) for (const view of views) list.set(view.id, view);
      return list;
    } catch (error) {
      this.#log.warn({ err: error }, 'the list of the cloud could not be read');
      return undefined;
    }
  }

  #compare(row: WatchedRow, list: Map<string, CloudView> | undefined, at: number): Promise<unknown> | undefined {
    const cloud = row.cloud_id === null ? undefined : list?.get(row.cloud_id);
    if (cloud !== undefined) {
      const look = this.#lookOf(cloud);
      if (look !== row.last_look) {
        return this.#store.write(async (tx) => {
          const stored = await this.#instances.observeIn(tx, row.id, { kind: 'seen', cloud, at });
          // A look that was too old to count must not hide the next, equal one.
          if (stored !== undefined && stored.instance.touchedAt <= at) await rememberLook(tx, row, look);
        });
      }
    } else if (row.cloud_id !== null && list !== undefined) {
      return this.#store.write(async (tx) => {
        await this.#instances.observeIn(tx, row.id, { kind: 'absent', at });
        await rememberLook(tx, row, null);
      });
    }
    if (row.deadline_at !== null && row.deadline_at <= this.#clock.now()) {
      return this.#instances.observe(row.id, { kind: 'tick' });
    }
    return undefined;
  }

  /** What of a view can change a decision, in short. Views that have not changed are the same objects as before. */
  #lookOf(cloud: CloudView): string {
    const known = this.#looks.get(cloud);
    if (known !== undefined) return known;
    const { id, status, reclaimed, reclaimAt, hourlyPrice, endpoints, shape, error } = cloud;
    const parts = [id, status, reclaimed, reclaimAt, hourlyPrice, endpoints.length, Object.values(shape), error];
    const look = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, LOOK_LENGTH);
    this.#looks.set(cloud, look);
    return look;
  }

  /** Finds instances with one of our markers under an id that we do not know: a create call made them unheard. */
  async #adoptByName(watched: readonly WatchedRow[], list: Map<string, CloudView>, at: number): Promise<void> {
    const known = new Set(watched.map((row) => row.cloud_id));
    const unknown = [...list.values()].filter(({ id }) => !known.has(id));
    if (unknown.length === 0) return;
    const byMarker = new Map(watched.map((row) => [row.marker, row]));
    for (const cloud of unknown) {
      const row = byMarker.get(cloud.name);
      if (row !== undefined) await this.#instances.observe(row.id, { kind: 'seen', cloud, at });
    }
  }

  async #orderNext(listed: number, record: Omit<SweepRecord, 'nextAt'>): Promise<void> {
    const watched = await this.#watched.read(this.#store.db);
    const nextAt = watched.length === 0 ? null : this.#clock.now() + this.#pauseAfter(listed, watched.some(isOnItsWay));
    await this.#store.write(async (tx) => {
      await writeSweep(tx.db, { ...record, nextAt });
      // With nothing to watch there is no next sweep. A request for an instance orders one, also while this one ends.
      if (nextAt !== null) await this.#engine.enqueue(tx, { kind: 'sweep', key: 'all', runAt: nextAt });
    });
  }

  /** Milliseconds from a sweep of so many instances to the next. */
  #pauseAfter(listed: number, isMoving: boolean): number {
    const pages = Math.ceil(listed / PAGE_SIZE) + 1;
    const budgetMs = (pages * 60_000 * 2) / this.#pace.requestsPerMinute;
    return Math.max(isMoving ? this.#pace.fastMs : this.#pace.slowMs, budgetMs);
  }
}

/** Remembers what was seen, in the store and in the row that may be used again. */
async function rememberLook(tx: Tx, row: WatchedRow, look: string | null): Promise<void> {
  await setLastLook(tx.db, row.id, look);
  tx.afterCommit(() => {
    row.last_look = look;
  });
}

function isOnItsWay({ state, work_at }: WatchedRow): boolean {
  return work_at !== null || !AT_REST.has(state);
}

const AT_REST: ReadonlySet<string> = new Set(['ready', 'stopped', 'reclaimed']);

/** What the watched instances cost an hour, in 1/100000 USD; see `meter` for when the cloud bills. */
function costOf(watched: readonly WatchedRow[], list: Map<string, CloudView> | undefined): number {
  let cost = 0;
  for (const { cloud_id } of watched) {
    const view = cloud_id === null ? undefined : list?.get(cloud_id);
    if (view !== undefined && !FREE_PHASES.has(view.phase)) cost += view.hourlyPrice ?? 0;
  }
  return cost;
}

const FREE_PHASES: ReadonlySet<CloudView['phase']> = new Set(['queued', 'exited', 'removed', 'frozen', 'unknown']);
