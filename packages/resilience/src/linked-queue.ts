/** What can stand in a `LinkedQueue`; the queue alone sets these fields. */
export interface LinkedNode<Node> {
  previous: Node | undefined;
  next: Node | undefined;
  queued: boolean;
}

/** First in, first out, and any element can leave from the middle: each in a fixed number of steps. */
export class LinkedQueue<Node extends LinkedNode<Node>> {
  #first: Node | undefined;
  #last: Node | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(node: Node): void {
    node.queued = true;
    node.previous = this.#last;
    if (this.#last === undefined) this.#first = node;
    else this.#last.next = node;
    this.#last = node;
    this.#length++;
  }

  shift(): Node | undefined {
    const node = this.#first;
    if (node !== undefined) this.remove(node);
    return node;
  }

  /** Has no effect when the element is not in the queue. */
  remove(node: Node): void {
    if (!node.queued) return;
    const { previous, next } = node;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    node.queued = false;
    node.previous = undefined;
    node.next = undefined;
    this.#length--;
  }
}
