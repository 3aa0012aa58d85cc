import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideCreate,
  FIRST_STATE,
  type MarkedInstance,
  type SafeCreateEvent,
  type SafeCreateState,
} from '../../src/safe-create/decide-create.js';

const RULES = { settleMs: 10_000, maxAttempts: 3, searchLimitMs: 60_000 };

function after(...events: SafeCreateEvent[]): SafeCreateState {
  return events.reduce((state, event) => decideCreate(state, event, RULES), FIRST_STATE);
}

const searched = (began: number, ...found: MarkedInstance[]): SafeCreateEvent => ({
  kind: 'searched',
  began,
  at: began + 10,
  found,
});

describe('a safe create', () => {
  it('ends with a clear answer', () => {
    expect(after({ kind: 'accepted', id: 'a' })).toEqual({
      kind: 'created',
      attempt: 1,
      id: 'a',
      adopted: false,
      duplicates: [],
    });
    expect(after({ kind: 'refused' })).toEqual({ kind: 'refused', attempt: 1 });
  });

  it('looks at once after an unclear answer, then less and less often, and exactly when the time is over', () => {
    let state = after({ kind: 'unclear', at: 1_000 });
    const looks: number[] = [];
    while (state.kind === 'search') {
      looks.push(state.nextAt - 1_000);
      state = decideCreate(state, { kind: 'searched', began: state.nextAt, at: state.nextAt, found: [] }, RULES);
    }
    expect(looks).toEqual([0, 500, 1_500, 3_500, 7_500, 10_000]);
    expect(state).toEqual({ kind: 'send', attempt: 2 });
  });

  it('does not take a look for the last one that began too early, however late it ends', () => {
    const state = after({ kind: 'unclear', at: 0 }, { kind: 'searched', began: 9_999, at: 30_000, found: [] });
    expect(state).toMatchObject({ kind: 'search' });
  });

  it('adopts what is found, keeps the oldest of several and names the others', () => {
    const found = [
      { id: 'c', createdAt: undefined },
      { id: 'b', createdAt: 2 },
      { id: 'a', createdAt: 1 },
    ];
    expect(after({ kind: 'unclear', at: 0 }, searched(0, ...found))).toEqual({
      kind: 'created',
      attempt: 1,
      id: 'a',
      adopted: true,
      duplicates: ['b', 'c'],
    });
  });

  it('gives up after the last attempt, and when the list cannot be read for too long', () => {
    const lost: SafeCreateEvent[] = [{ kind: 'unclear', at: 0 }, searched(RULES.settleMs)];
    expect(after(...lost, ...lost, ...lost)).toEqual({ kind: 'unclear', attempt: 3 });
    expect(after({ kind: 'unclear', at: 0 }, { kind: 'search_failed', at: 59_999 })).toMatchObject({ kind: 'search' });
    expect(after({ kind: 'unclear', at: 0 }, { kind: 'search_failed', at: 60_000 })).toMatchObject({ kind: 'unclear' });
  });

  it('never sends again what may exist, whatever it is told', () => {
    const time = fc.nat(100_000);
    const anyEvent: fc.Arbitrary<SafeCreateEvent> = fc.oneof(
      fc.boolean().map((elsewhere): SafeCreateEvent => ({ kind: 'refused', elsewhere })),
      time.map((at): SafeCreateEvent => ({ kind: 'unclear', at })),
      time.map((at): SafeCreateEvent => ({ kind: 'search_failed', at })),
      fc
        .record({ began: time, took: fc.nat(5_000), count: fc.nat(2) })
        .map(({ began, took, count }): SafeCreateEvent => {
          const found = Array.from({ length: count }, (_, index) => ({ id: `i${index}`, createdAt: index }));
          return { kind: 'searched', began, at: began + took, found };
        }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let state = FIRST_STATE;
        for (const event of events) {
          if (state.kind !== 'send' && state.kind !== 'search') break;
          if ((state.kind === 'send') !== (event.kind === 'unclear' || event.kind === 'refused')) continue;
          const before = state;
          state = decideCreate(state, event, { ...RULES, candidates: 3 });
          if (state.kind !== 'send') continue;
          expect(state.candidate ?? 0).toBeLessThan(3);
          if (state.candidate !== before.candidate) {
            // Only a clear refusal lets the next candidate be tried.
            expect(event).toEqual({ kind: 'refused', elsewhere: true });
            expect(state).toEqual({ kind: 'send', attempt: 1, candidate: (before.candidate ?? 0) + 1 });
            continue;
          }
          const isProof = event.kind === 'searched' && event.found.length === 0 && before.kind === 'search';
          expect(isProof && event.began - before.since >= RULES.settleMs).toBe(true);
          expect(state.attempt).toBe(before.attempt + 1);
          expect(state.attempt).toBeLessThanOrEqual(RULES.maxAttempts);
        }
      }),
    );
  });
});
