import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AbortListeners } from '@novita-fleet/resilience';

describe('AbortListeners', () => {
  it('puts one listener on a signal, and none once all are gone', () => {
    const aborts = new AbortListeners();
    const { signal } = new AbortController();
    const members = Array.from({ length: 100 }, () => ({ onAbort: () => undefined }));
    for (const member of members) aborts.add(signal, member);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    for (const member of members) aborts.remove(signal, member);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('tells each member once, also when members leave while they are told', () => {
    const aborts = new AbortListeners();
    const controller = new AbortController();
    const told: number[] = [];
    const members = [0, 1, 2].map((index) => ({
      onAbort: (signal: AbortSignal) => {
        told.push(index);
        for (const member of members) aborts.remove(signal, member);
      },
    }));
    for (const member of members) aborts.add(controller.signal, member);
    controller.abort();
    expect(told).toEqual([0, 1, 2]);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });
});
