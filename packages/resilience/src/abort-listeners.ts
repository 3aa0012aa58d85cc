/** Is told when a signal that it waits on is aborted. */
export interface AbortListener {
  /** Called once, with the signal that was aborted. */
  onAbort(signal: AbortSignal): void;
}

/**
 * Waits of many operations on few signals.
 *
 * `addEventListener` walks all listeners of its signal to find doubles, so ten thousand operations on one signal cost
 * fifty million steps. Here a signal carries one listener, whatever the number of operations, and none once the last
 * of them is over.
 *
 * @example
 * ```ts
 * import { AbortListeners, type AbortListener } from '@novita-fleet/resilience';
 *
 * const listeners = new AbortListeners();
 * const controller = new AbortController();
 * const waiting: AbortListener = { onAbort: () => console.log('told') }; // → told
 * listeners.add(controller.signal, waiting);
 * controller.abort();
 * ```
 */
export class AbortListeners {
  /** A signal is in here only while somebody waits on it. */
  readonly #groups = new Map<AbortSignal, Group>();

  /** Tells `listener` once when `signal` is aborted. The caller has looked at `signal.aborted` before. */
  add(signal: AbortSignal, listener: AbortListener): void {
    const group = this.#groups.get(signal);
    if (group !== undefined) {
      group.add(listener);
      return;
    }
    const first = new Group(listener, this.#groups);
    this.#groups.set(signal, first);
    signal.addEventListener('abort', first);
  }

  /** Takes a listener back; has no effect when it is not there. */
  remove(signal: AbortSignal, listener: AbortListener): void {
    const group = this.#groups.get(signal);
    if (group?.remove(listener) !== true || !group.isEmpty) return;
    signal.removeEventListener('abort', group);
    this.#groups.delete(signal);
  }
}

/** All that wait on one signal, in their order. Mostly that is one, which is spared the cost of a set. */
class Group {
  #first: AbortListener | undefined;
  #others: Set<AbortListener> | undefined = undefined;
  readonly #groups: Map<AbortSignal, Group>;

  constructor(first: AbortListener, groups: Map<AbortSignal, Group>) {
    this.#first = first;
    this.#groups = groups;
  }

  get isEmpty(): boolean {
    return this.#first === undefined && (this.#others?.size ?? 0) === 0;
  }

  add(listener: AbortListener): void {
    if (listener === this.#first) return;
    this.#others ??= new Set();
    this.#others.add(listener);
  }

  /** Whether it was there. */
  remove(listener: AbortListener): boolean {
    if (listener !== this.#first) return this.#others?.delete(listener) === true;
    this.#first = undefined;
    return true;
  }

  /** Called by the signal. */
  handleEvent({ target }: Event): void {
    const signal = target as AbortSignal;
    signal.removeEventListener('abort', this);
    this.#groups.delete(signal);
    this.#first?.onAbort(signal);
    for (const member of this.#others ?? []) member.onAbort(signal);
  }
}
