import { describe, expect, it } from 'vitest';
import { LinkedQueue, type LinkedNode } from '../src/linked-queue.js';

class Node implements LinkedNode<Node> {
  previous: Node | undefined = undefined;
  next: Node | undefined = undefined;
  queued = false;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function queueOf(names: string) {
  const queue = new LinkedQueue<Node>();
  const nodes = Object.fromEntries(Array.from(names, (name) => [name, new Node(name)]));
  for (const name of names) queue.push(nodes[name]!);
  return { queue, nodes };
}

function drain(queue: LinkedQueue<Node>): string {
  let names = '';
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) names += node.name;
  return names;
}

describe('LinkedQueue', () => {
  it('gives back in order, and counts', () => {
    const { queue } = queueOf('abc');
    expect(queue.length).toBe(3);
    expect(queue.shift()?.name).toBe('a');
    expect(queue.length).toBe(2);
    expect(drain(queue)).toBe('bc');
    expect(queue.length).toBe(0);
    expect(queue.shift()).toBeUndefined();
    expect(queue.length).toBe(0);
  });

  it.each([
    ['a', 'bcd'],
    ['b', 'acd'],
    ['d', 'abc'],
    ['bc', 'ad'],
    ['cb', 'ad'],
    ['adbc', ''],
  ])('lets %s leave', (leaving, rest) => {
    const { queue, nodes } = queueOf('abcd');
    for (const name of leaving) queue.remove(nodes[name]!);
    expect(queue.length).toBe(rest.length);
    queue.push(new Node('e'));
    expect(drain(queue)).toBe(`${rest}e`);
  });

  it('lets nobody leave twice', () => {
    const { queue, nodes } = queueOf('ab');
    queue.remove(nodes.a!);
    queue.remove(nodes.a!);
    expect(queue.length).toBe(1);
    expect(drain(queue)).toBe('b');
  });

  it('lets go of who has left: neither holds the other in memory', () => {
    const { queue, nodes } = queueOf('abc');
    queue.remove(nodes.b!);
    expect(nodes.b).toMatchObject({ previous: undefined, next: undefined, queued: false });
    expect(nodes.a).toMatchObject({ previous: undefined, next: nodes.c, queued: true });
    expect(nodes.c).toMatchObject({ previous: nodes.a, next: undefined, queued: true });
  });

  it('takes again who has left', () => {
    const { queue, nodes } = queueOf('abc');
    queue.remove(nodes.a!);
    queue.push(nodes.a!);
    expect(drain(queue)).toBe('bca');
  });
});
