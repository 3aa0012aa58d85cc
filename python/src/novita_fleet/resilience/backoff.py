"""How long to wait before a call is sent again."""

from __future__ import annotations

import random as system_random
from collections.abc import Callable

from ..errors.argument import InvalidArgumentError
from .clock import Random
from .option_checks import check_number

Backoff = Callable[[int], float]


def exponential_backoff(*, base_ms: float, max_ms: float, jitter: str, random: Random | None = None) -> Backoff:
    """Delays of `min(max_ms, base_ms * 2**attempt)` milliseconds, with jitter `full` times a random number.

    Example:
        delay = exponential_backoff(base_ms=1_000, max_ms=30_000, jitter="none")
        assert [delay(0), delay(1)] == [1_000, 2_000]
    """
    base = check_number("base_ms", base_ms)
    most = check_number("max_ms", max_ms)
    if jitter not in ("full", "none"):
        raise InvalidArgumentError("jitter", '"jitter" must be one of full, none')
    chance = random or system_random.random

    def ceiling(attempt: int) -> float:
        # From 2**1024 on a float has no room; the cap holds all the same.
        return 0 if base == 0 else min(most, base * 2.0 ** min(attempt, 1_000))

    if jitter == "none":
        return ceiling
    return lambda attempt: chance() * ceiling(attempt)
