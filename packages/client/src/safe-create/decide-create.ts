/** Limits of a safe create. */
export interface SafeCreateRules {
  /** How long a create call whose answer was lost may still appear in the list of the cloud, in milliseconds. */
  readonly settleMs: number;
  /** How often the create call is sent at most for one candidate. */
  readonly maxAttempts: number;
  /** How long one search goes on at most, in milliseconds, should the list not be readable. */
  readonly searchLimitMs: number;
  /** How many candidates there are to be tried in turn. Default 1. */
  readonly candidates?: number;
}

/** An instance that bears the marker. */
export interface MarkedInstance {
  readonly id: string;
  /** When the cloud made it, in milliseconds since 1970; undefined when it does not tell. */
  readonly createdAt: number | undefined;
}

/** Which call a safe create is at. */
interface Place {
  /** Counts the create calls of the present candidate, from 1. */
  readonly attempt: number;
  /** Number of the present candidate, from 0; absent for the first. */
  readonly candidate?: number;
}

/** Where a safe create stands. Times are milliseconds of a monotonic clock. */
export type SafeCreateState =
  /** Send the create call. */
  | (Place & { readonly kind: 'send' })
  /** Look for the marker at `nextAt`; the unclear answer came at `since`, and `looks` looks were made. */
  | (Place & { readonly kind: 'search'; readonly since: number; readonly looks: number; readonly nextAt: number })
  /** It exists. `adopted` when it was found by a search. `duplicates` are to be deleted. */
  | (Place & {
      readonly kind: 'created';
      readonly id: string;
      readonly adopted: boolean;
      readonly duplicates: readonly string[];
    })
  /** The cloud said no, and nothing exists. */
  | (Place & { readonly kind: 'refused' })
  /** Given up without knowing. */
  | (Place & { readonly kind: 'unclear' });

/** What was learnt. Times are milliseconds of the same monotonic clock. */
export type SafeCreateEvent =
  | { readonly kind: 'accepted'; readonly id: string }
  /** The call surely had no effect. `elsewhere`: as another candidate it may be accepted. */
  | { readonly kind: 'refused'; readonly elsewhere?: boolean }
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
 * two that are found the older one is kept. Only a clear refusal lets the next candidate be tried.
 */
export function decideCreate(state: SafeCreateState, event: SafeCreateEvent, rules: SafeCreateRules): SafeCreateState {
  const place = placeOf(state);
  switch (event.kind) {
    case 'accepted':
      return { kind: 'created', ...place, id: event.id, adopted: false, duplicates: [] };
    case 'refused': {
      const candidate = (state.candidate ?? 0) + 1;
      const isLast = candidate >= (rules.candidates ?? 1);
      return event.elsewhere === true && !isLast
        ? { kind: 'send', attempt: 1, candidate }
        : { kind: 'refused', ...place };
    }
    case 'unclear':
      return { kind: 'search', ...place, since: event.at, looks: 0, nextAt: event.at };
    case 'searched': {
      if (state.kind !== 'search') return state;
      const [oldest, ...others] = [...event.found].sort(byAge);
      if (oldest !== undefined) {
        const duplicates = others.map(({ id }) => id);
        return { kind: 'created', ...place, id: oldest.id, adopted: true, duplicates };
      }
      if (event.began - state.since < rules.settleMs) return lookAgain(state, event.at, rules);
      if (place.attempt >= rules.maxAttempts) return { kind: 'unclear', ...place };
      return { kind: 'send', ...place, attempt: place.attempt + 1 };
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
  if (now - state.since >= searchLimitMs) return { kind: 'unclear', ...placeOf(state) };
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(state.looks, 10), LONGEST_PAUSE_MS);
  const settledAt = state.since + settleMs;
  // The look that counts begins when the settling time is over, and need not begin later.
  const nextAt = now < settledAt ? Math.min(now + pauseMs, settledAt) : now + pauseMs;
  return { ...state, looks: state.looks + 1, nextAt };
}

function placeOf({ attempt, candidate }: SafeCreateState): Place {
  return candidate === undefined ? { attempt } : { attempt, candidate };
}

function byAge(a: MarkedInstance, b: MarkedInstance): number {
  return (a.createdAt ?? Infinity) - (b.createdAt ?? Infinity) || (a.id < b.id ? -1 : 1);
}
