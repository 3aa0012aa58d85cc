interface QueuedEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** What is to happen later, in the order of its time, then of its scheduling. A binary heap: O(log n) each way. */
export class EventQueue {
  readonly #heap: QueuedEvent[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** @param at - virtual milliseconds since 1970. */
  schedule(at: number, run: () => void): void {
    this.#heap.push({ at, sequence: this.#sequence++, run });
    this.#siftUp(this.#heap.length - 1);
  }

  /** The time of the next event, or `undefined` when there is none. */
  nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Takes the next event out and returns what it runs. */
  take(): (() => void) | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#siftDown();
    }
    return first.run;
  }

  #siftUp(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #siftDown(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#heap.length) return;
      const child = left + 1 < this.#heap.length && this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    if (!this.#isEarlier(lower, upper)) return false;
    const heap = this.#heap;
    [heap[lower], heap[upper]] = [heap[upper], heap[lower]] as [QueuedEvent, QueuedEvent];
    return true;
  }

  #isEarlier(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
  }
}
