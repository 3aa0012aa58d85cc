"""Tells where an event stands among those of its instance, so that a receiver sees what is missing or late."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from ..resilience.option_checks import check_number
from .event import WebhookEvent

_MAX_MISSING = 100


@dataclass(frozen=True)
class SequencePosition:
    """`gap`: the numbers in `missing` (the latest 100 of `missing_count`) have not come. `late`: an event that came
    after a later one; `filled` when it was missing. `unnumbered`: about no instance."""

    kind: Literal["first", "next", "gap", "late", "unnumbered"]
    missing: tuple[int, ...] = ()
    missing_count: int = 0
    filled: bool = False


class _Seen:
    def __init__(self, highest: int) -> None:
        self.highest = highest
        # In the order of their becoming known, so that the oldest are forgotten first.
        self.missing: dict[int, None] = {}


class SequenceTracker:
    """Remembers the latest number of each instance, of at most `max_instances` (10000).

    Example:
        tracker = SequenceTracker()
        if tracker.place(event).kind == "late":
            return  # a later state of the instance is known already
    """

    def __init__(self, *, max_instances: int = 10_000) -> None:
        self._max_instances = check_number("max_instances", max_instances, minimum=1, integer=True)
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    def place(self, event: WebhookEvent) -> SequencePosition:
        """Where the event stands, in the order of arrival."""
        instance, number = event["data"].get("instanceId", ""), event["sequence"]
        if number == 0 or instance == "":
            return SequencePosition("unnumbered")
        with self._lock:
            seen = self._seen.get(instance)
            if seen is None:
                self._seen[instance] = _Seen(number)
                while len(self._seen) > self._max_instances:
                    self._seen.popitem(last=False)
                return SequencePosition("first")
            self._seen.move_to_end(instance)
            return _place(seen, number)


def _place(seen: _Seen, number: int) -> SequencePosition:
    if number <= seen.highest:
        filled = number in seen.missing
        seen.missing.pop(number, None)
        return SequencePosition("late", filled=filled)
    count = number - seen.highest - 1
    missing = tuple(range(max(seen.highest + 1, number - _MAX_MISSING), number))
    seen.missing.update(dict.fromkeys(missing))
    while len(seen.missing) > _MAX_MISSING:
        del seen.missing[next(iter(seen.missing))]
    seen.highest = number
    return SequencePosition("next") if count == 0 else SequencePosition("gap", missing, count)
