import type { FleetEvent, Instance } from '../api/schemas.js';
import { isNewer, isUnsettled, patched, rowOf, type Row } from './row.js';

/** How far the list has been read. `complete` also while it is being read again. */
export type Loading =
  | { readonly kind: 'first_page' }
  | { readonly kind: 'more' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface FleetSnapshot {
  /** In no order; a new array whenever one of them has changed, while the rows that have not stay the same objects. */
  readonly rows: readonly Row[];
  readonly loading: Loading;
}

/** All instances that the key may see, by id. Its listeners are told at most once for each turn of `defer`. */
export class FleetStore {
  readonly #rows = new Map<string, Row>();
  readonly #listeners = new Set<() => void>();
  readonly #defer: (tell: () => void) => void;
  #snapshot: FleetSnapshot = { rows: [], loading: { kind: 'first_page' } };
  #loading: Loading = this.#snapshot.loading;
  #isTelling = false;
  /** Ids that were seen since the present reading of the list began; null while none is under way. */
  #seen: Set<string> | null = null;

  /** @param defer - calls back soon, so that many changes are told as one. */
  constructor(defer: (tell: () => void) => void) {
    this.#defer = defer;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): FleetSnapshot => this.#snapshot;

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** The list is about to be read from its begin. What it does not name in the end is gone. */
  beginList(): void {
    this.#seen = new Set();
    if (this.#loading.kind === 'failed') this.#setLoading({ kind: this.#rows.size === 0 ? 'first_page' : 'more' });
  }

  endList(): void {
    for (const id of this.#rows.keys()) if (this.#seen?.has(id) === false) this.#rows.delete(id);
    this.#seen = null;
    this.#setLoading({ kind: 'complete' });
  }

  failList(error: Error): void {
    this.#seen = null;
    this.#setLoading({ kind: 'failed', error });
  }

  /** Takes what was read. @param readAt - milliseconds since 1970. */
  put(instances: readonly Instance[], readAt: number): void {
    for (const instance of instances) {
      this.#seen?.add(instance.id);
      const present = this.#rows.get(instance.id);
      if (present !== undefined && !isNewer(instance, present.instance)) continue;
      this.#rows.set(instance.id, rowOf(instance, readAt));
    }
    if (this.#loading.kind === 'first_page') this.#loading = { kind: 'more' };
    this.#changed();
  }

  /** Takes what an event says. */
  patch(event: FleetEvent): void {
    const { instanceId } = event.data;
    this.#seen?.add(instanceId);
    const row = this.#rows.get(instanceId);
    if (row === undefined) return;
    const next = patched(row, event);
    if (next === row) return;
    this.#rows.set(instanceId, next);
    this.#changed();
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) this.#rows.delete(id);
    this.#changed();
  }

  /** Those that change without events, the longest unread first. @param count - how many at most. */
  unsettled(count: number): string[] {
    const rows = [...this.#rows.values()].filter(({ instance }) => isUnsettled(instance));
    rows.sort((a, b) => a.readAt - b.readAt);
    return rows.slice(0, count).map(({ instance }) => instance.id);
  }

  #setLoading(loading: Loading): void {
    this.#loading = loading;
    this.#changed();
  }

  #changed(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#defer(() => {
      this.#isTelling = false;
      this.#snapshot = { rows: [...this.#rows.values()], loading: this.#loading };
      for (const listener of this.#listeners) listener();
    });
  }
}
