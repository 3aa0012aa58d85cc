import { expect, it } from 'vitest';
import { SequenceTracker, type SequencePosition } from '../src/index.js';

function place(tracker: SequenceTracker, sequence: number, instanceId = 'inst_1'): SequencePosition {
  return tracker.place({ sequence, data: { instanceId } });
}

it('finds nothing in events that come one after the other', () => {
  const tracker = new SequenceTracker();
  expect([1, 2, 3].map((sequence) => place(tracker, sequence).kind)).toEqual(['first', 'next', 'next']);
});

it('tells each gap, what fills it, and what came before', () => {
  const tracker = new SequenceTracker();
  place(tracker, 1);
  expect(place(tracker, 4)).toEqual({ kind: 'gap', missing: [2, 3], missingCount: 2 });
  expect(place(tracker, 5)).toEqual({ kind: 'next' });
  expect(place(tracker, 3)).toEqual({ kind: 'late', filled: true });
  expect(place(tracker, 3)).toEqual({ kind: 'late', filled: false });
  expect(place(tracker, 1)).toEqual({ kind: 'late', filled: false });
  expect(place(tracker, 2)).toEqual({ kind: 'late', filled: true });
  expect(place(tracker, 6)).toEqual({ kind: 'next' });
});

it('keeps instances apart and passes over events of none', () => {
  const tracker = new SequenceTracker();
  expect(place(tracker, 7, 'inst_1')).toEqual({ kind: 'first' });
  expect(place(tracker, 1, 'inst_2')).toEqual({ kind: 'first' });
  expect(place(tracker, 0, '')).toEqual({ kind: 'unnumbered' });
  expect(place(tracker, 8, 'inst_1')).toEqual({ kind: 'next' });
});

it('remembers a bounded number of instances and of missing numbers', () => {
  const tracker = new SequenceTracker({ maxInstances: 2 });
  place(tracker, 1, 'a');
  place(tracker, 1, 'b');
  place(tracker, 2, 'a');
  place(tracker, 1, 'c');
  expect(place(tracker, 3, 'a')).toEqual({ kind: 'next' });
  expect(place(tracker, 2, 'b')).toEqual({ kind: 'first' });
  const gap = place(tracker, 1_000_000_000, 'a');
  expect(gap).toMatchObject({ kind: 'gap', missingCount: 999_999_996 });
  expect(gap.kind === 'gap' && [gap.missing.length, gap.missing.at(-1)]).toEqual([100, 999_999_999]);
  expect(place(tracker, 999_999_900, 'a')).toEqual({ kind: 'late', filled: true });
  expect(place(tracker, 999_999_899, 'a')).toEqual({ kind: 'late', filled: false });
});
