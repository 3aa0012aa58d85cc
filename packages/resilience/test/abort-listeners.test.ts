import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AbortListeners } from '@novita-fleet/resilience';

function setUp(count: number) {
  const aborts = new AbortListeners();
  const controller = new AbortController();
  const { signal } = controller;
  const told: number[] = [];
  const members = Array.from({ length: count }, (_, index) => ({ onAbort: () => void told.push(index) }));
  const listening = () => getEventListeners(signal, 'abort').length;
  return { aborts, controller, signal, told, members, listening };
}

describe('AbortListeners', () => {
  it('puts one listener on a signal, and none once all are gone, in whatever order they go', () => {
    for (const order of [(index: number) => index, (index: number) => 99 - index]) {
      const { aborts, signal, members, listening } = setUp(100);
      for (const member of members) aborts.add(signal, member);
      members.forEach((_, index) => {
        expect(listening()).toBe(1);
        aborts.remove(signal, members[order(index)]!);
      });
      expect(listening()).toBe(0);
    }
  });

  it('tells each member once and in the order of their coming, however often it was added', () => {
    const { aborts, controller, signal, told, members, listening } = setUp(3);
    for (const member of [...members, ...members]) aborts.add(signal, member);
    controller.abort();
    expect(told).toEqual([0, 1, 2]);
    expect(listening()).toBe(0);
  });

  it('tells all, also when members leave while they are told', () => {
    const { aborts, controller, signal, listening } = setUp(0);
    const told: number[] = [];
    const members = [0, 1, 2].map((index) => ({
      onAbort: (from: AbortSignal) => {
        expect(from).toBe(signal);
        told.push(index);
        for (const member of members) aborts.remove(signal, member);
      },
    }));
    for (const member of members) aborts.add(signal, member);
    controller.abort();
    expect(told).toEqual([0, 1, 2]);
    expect(listening()).toBe(0);
  });

  it('tells nobody who has left, and goes on with those who came after the first had left', () => {
    const { aborts, controller, signal, told, members } = setUp(4);
    aborts.add(signal, members[0]!);
    aborts.add(signal, members[1]!);
    aborts.remove(signal, members[0]!);
    aborts.add(signal, members[2]!);
    aborts.add(signal, members[3]!);
    aborts.remove(signal, members[2]!);
    controller.abort();
    expect(told).toEqual([1, 3]);
  });

  it('begins anew on a signal that everybody had left', () => {
    const { aborts, controller, signal, told, members, listening } = setUp(2);
    aborts.add(signal, members[0]!);
    aborts.remove(signal, members[0]!);
    aborts.add(signal, members[1]!);
    expect(listening()).toBe(1);
    controller.abort();
    expect(told).toEqual([1]);
  });

  it('is not disturbed by one who was never there', () => {
    const { aborts, controller, signal, told, members, listening } = setUp(3);
    aborts.remove(signal, members[0]!);
    aborts.add(signal, members[0]!);
    aborts.remove(signal, members[1]!);
    aborts.add(signal, members[2]!);
    aborts.remove(signal, members[1]!);
    expect(listening()).toBe(1);
    controller.abort();
    expect(told).toEqual([0, 2]);
  });

  it('keeps signals apart', () => {
    const first = setUp(1);
    const second = setUp(1);
    first.aborts.add(first.signal, first.members[0]!);
    first.aborts.add(second.signal, second.members[0]!);
    second.controller.abort();
    expect(first.told).toEqual([]);
    expect(second.told).toEqual([0]);
    expect(first.listening()).toBe(1);
  });
});
