"""Creating exactly one instance, as a pure decision: a state and what was learnt give the next state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

_FIRST_PAUSE_MS = 500
_LONGEST_PAUSE_MS = 5_000


@dataclass(frozen=True)
class SafeCreateRules:
    """`settle_ms`: how long a call whose answer was lost may still appear; `max_attempts` per candidate;
    `search_limit_ms`: how long a search goes on while the list cannot be read."""

    settle_ms: float
    max_attempts: float
    search_limit_ms: float
    candidates: int = 1


@dataclass(frozen=True)
class Sending:
    """The create call number `attempt` of the candidate is to be sent."""

    attempt: int = 1
    candidate: int = 0


@dataclass(frozen=True)
class Searching:
    """The list is to be searched; times are milliseconds of the monotonic clock."""

    attempt: int
    candidate: int
    since: float
    looks: int
    next_at: float


@dataclass(frozen=True)
class Created:
    """It exists, `adopted` when a search found it; the duplicates are to be deleted."""

    attempt: int
    candidate: int
    id: str
    adopted: bool
    duplicates: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """Nothing exists."""

    attempt: int
    candidate: int


@dataclass(frozen=True)
class Unclear:
    """Given up without knowing."""

    attempt: int
    candidate: int


SafeCreateState = Sending | Searching | Created | Refused | Unclear


@dataclass(frozen=True)
class MarkedInstance:
    """An instance that bears the marker. `created_at`: milliseconds since 1970."""

    id: str
    created_at: float | None


@dataclass(frozen=True)
class Accepted:
    """The call made this instance."""

    id: str


@dataclass(frozen=True)
class Rejected:
    """The call surely had no effect; `elsewhere`: another candidate may be accepted."""

    elsewhere: bool = False


@dataclass(frozen=True)
class NoClearAnswer:
    """The call may have had an effect."""

    at: float


@dataclass(frozen=True)
class Searched:
    """A complete list was read from `began` to `at`."""

    began: float
    at: float
    found: Sequence[MarkedInstance]


@dataclass(frozen=True)
class SearchFailed:
    """No complete list could be read."""

    at: float


SafeCreateEvent = Accepted | Rejected | NoClearAnswer | Searched | SearchFailed
FIRST_STATE = Sending()


def decide_create(state: SafeCreateState, event: SafeCreateEvent, rules: SafeCreateRules) -> SafeCreateState:
    """The next state. An unclear answer is never followed by a blind second call."""
    attempt, candidate = state.attempt, state.candidate
    if isinstance(event, Accepted):
        return Created(attempt, candidate, event.id, False, ())
    if isinstance(event, Rejected):
        has_next = candidate + 1 < rules.candidates
        return Sending(1, candidate + 1) if event.elsewhere and has_next else Refused(attempt, candidate)
    if isinstance(event, NoClearAnswer):
        return Searching(attempt, candidate, event.at, 0, event.at)
    if not isinstance(state, Searching):
        return state
    if isinstance(event, SearchFailed):
        return _look_again(state, event.at, rules)
    if event.found:
        oldest, *others = sorted(event.found, key=_age)
        return Created(attempt, candidate, oldest.id, True, tuple(each.id for each in others))
    if event.began - state.since < rules.settle_ms:
        return _look_again(state, event.at, rules)
    return Unclear(attempt, candidate) if attempt >= rules.max_attempts else Sending(attempt + 1, candidate)


def _look_again(state: Searching, now: float, rules: SafeCreateRules) -> SafeCreateState:
    if now - state.since >= rules.search_limit_ms:
        return Unclear(state.attempt, state.candidate)
    pause_ms = min(_FIRST_PAUSE_MS * 2 ** min(state.looks, 10), _LONGEST_PAUSE_MS)
    settled_at = state.since + rules.settle_ms
    # The look that counts begins when the settling time is over, and need not begin later.
    next_at = min(now + pause_ms, settled_at) if now < settled_at else now + pause_ms
    return replace(state, looks=state.looks + 1, next_at=next_at)


def _age(instance: MarkedInstance) -> tuple[float, str]:
    return (math.inf if instance.created_at is None else instance.created_at, instance.id)
