/** Is told when a signal that it waits on is aborted. */
export interface AbortListener {
  /** Called once, with the signal that was aborted. */
  onAbort(signal: AbortSignal): void;
}

interface Group {
  readonly members: Set<AbortListener>;
  readonly listener: () => void;
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
  readonly #groups = new WeakMap<AbortSignal, Group>();

  /** Tells `listener` once when `signal` is aborted. The caller has looked at `signal.aborted` before. */
  add(signal: AbortSignal, listener: AbortListener): void {
    let group = this.#groups.get(signal);
    if (group === undefined) {
      group = { members: new Set(), listener: () => this.#abort(signal) };
      this.#groups.set(signal, group);
      signal.addEventListener('abort', group.listener, { once: true });
    }
    group.members.add(listener);
  }

  /** Takes a listener back; has no effect when it is not there. */
  remove(signal: AbortSignal, listener: AbortListener): void {
    const group = this.#groups.get(signal);
    if (group?.members.delete(listener) !== true || group.members.size > 0) return;
    signal.removeEventListener('abort', group.listener);
    this.#groups.delete(signal);
  }

  #abort(signal: AbortSignal): void {
    const group = this.#groups.get(signal);
    if (group === undefined) return;
    this.#groups.delete(signal);
    for (const member of group.members) member.onAbort(signal);
  }
}
