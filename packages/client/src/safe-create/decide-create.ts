/** Limits of a safe create. */
export interface SafeCreateRules {
  /** How long a create call whose answer was lost may still appear in the list of the cloud, in milliseconds. */
  readonly settleMs: number;
  /** How often the create call is sent at most. */
  readonly maxAttempts: number;
  /** How long one search goes on at most, in milliseconds, should the list not be readable. */
  readonly searchLimitMs: number;
}

/** An instance that bears the marker. */
export interface MarkedInstance {
  readonly id: string;
  /** When the cloud made it, in milliseconds since 1970; undefined when it does not tell. */
  readonly createdAt: number | undefined;
}

/** Where a safe create stands. `attempt` counts create calls, from 1. Times are milliseconds of a monotonic clock. */
export type SafeCreateState =
  /** Send the create call. */
  | { readonly kind: 'send'; readonly attempt: number }
  /** Look for the marker at `nextAt`; the unclear answer came at `since`, and `looks` looks were made. */
  | {
      readonly kind: 'search';
      readonly attempt: number;
      readonly since: number;
      readonly looks: number;
      readonly nextAt: number;
    }
  /** It exists. `adopted` when it was found by a search. `duplicates` are to be deleted. */
  | {
      readonly kind: 'created';
      readonly attempt: number;
      readonly id: string;
      readonly adopted: boolean;
      readonly duplicates: readonly string[];
    }
  /** The cloud said no, and nothing exists. */
  | { readonly kind: 'refused'; readonly attempt: number }
  /** Given up without knowing. */
  | { readonly kind: 'unclear'; readonly attempt: number };

/** What was learnt. Times are milliseconds of the same monotonic clock. */
export type SafeCreateEvent =
  | { readonly kind: 'accepted'; readonly id: string }
  /** The call surely had no effect. */
  | { readonly kind: 'refused' }
  /** The call may have had an effect. */
  | { readonly kind: 'unclear'; readonly at: number }
  /** A complete list was read, from `began` to `at`. */
  | {
      readonly kind: 'searched';
      readonly began: number;
      readonly at: number;
      readonly found: readonly MarkedInstance[];
    }
  | { readonly kind: 'search_failed'; readonly at: number };

export const FIRST_STATE: SafeCreateState = { kind: 'send', attempt: 1 };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Decides what follows in a safe create: exactly one instance, or an honest «unclear». It is pure.
 *
 * A create call without a clear answer is never simply sent again. The cloud is searched for the marker, over and over,
 * until it is found or a look that began after the settling time has found nothing; only then is the call sent again. Of
 * two that are found the older one is kept.
 */
export function decideCreate(state: SafeCreateState, event: SafeCreateEvent, rules: SafeCreateRules): SafeCreateState {
  const { attempt } = state;
  switch (event.kind) {
    case 'accepted':
      return { kind: 'created', attempt, id: event.id, adopted: false, duplicates: [] };
    case 'refused':
      return { kind: 'refused', attempt };
    case 'unclear':
      return { kind: 'search', attempt, since: event.at, looks: 0, nextAt: event.at };
    case 'searched': {
      if (state.kind !== 'search') return state;
      const [oldest, ...others] = [...event.found].sort(byAge);
      if (oldest !== undefined) {
        const duplicates = others.map(({ id }) => id);
        return { kind: 'created', attempt, id: oldest.id, adopted: true, duplicates };
      }
      if (event.began - state.since < rules.settleMs) return lookAgain(state, event.at, rules);
      return attempt < rules.maxAttempts ? { kind: 'send', attempt: attempt + 1 } : { kind: 'unclear', attempt };
    }
    case 'search_failed':
      return state.kind === 'search' ? lookAgain(state, event.at, rules) : state;
  }
}

function lookAgain(
  state: SafeCreateState & { kind: 'search' },
  now: number,
  { settleMs, searchLimitMs }: SafeCreateRules,
): SafeCreateState {
  if (now - state.since >= searchLimitMs) return { kind: 'unclear', attempt: state.attempt };
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(state.looks, 10), LONGEST_PAUSE_MS);
  const settledAt = state.since + settleMs;
  // The look that counts begins when the settling time is over, and need not begin later.
  const nextAt = now < settledAt ? Math.min(now + pauseMs, settledAt) : now + pauseMs;
  return { ...state, looks: state.looks + 1, nextAt };
}

function byAge(a: MarkedInstance, b: MarkedInstance): number {
  return (a.createdAt ?? Infinity) - (b.createdAt ?? Infinity) || (a.id < b.id ? -1 : 1);
}
