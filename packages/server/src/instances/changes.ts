/** Tells who waits for it, in this process, that an instance was stored anew. */
export class Changes {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Tells of a change that is durable. */
  tell(id: string): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    for (const resolve of waiting ?? []) resolve();
  }

  /**
   * Resolves at the next change. Ask before reading the instance, so that no change falls between the two.
   *
   * @param signal - ends the wait; the promise resolves then, too.
   */
  next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const end = (): void => {
        signal.removeEventListener('abort', end);
        waiting.delete(end);
        if (waiting.size === 0 && this.#waiting.get(id) === waiting) this.#waiting.delete(id);
        resolve();
      };
      waiting.add(end);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }
}
