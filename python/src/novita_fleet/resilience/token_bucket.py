"""Tokens that come at a rate, up to a burst; the rate falls after refusals and rises in quiet times."""

from __future__ import annotations

import math

_ROUNDING = 1e-6
_MAX_SLOWDOWNS = 4
_VOLLEY_MS = 1_000


class TokenBucket:
    """All times are milliseconds of one monotonic clock, given by the caller."""

    def __init__(self, *, rate_per_ms: float, burst: float, quiet_ms: float, now: float) -> None:
        self._full_rate = rate_per_ms
        self._burst = burst
        self._quiet_ms = quiet_ms
        self._tokens = burst
        self._rate = rate_per_ms
        self._filled_at = now
        self.paused_until = -math.inf
        self._slowdowns = 0
        self._quiet_since = -math.inf
        self._volley_until = -math.inf

    def take(self, now: float) -> bool:
        """Takes a token if there is one."""
        if now < self.paused_until:
            return False
        self._fill(now)
        if self._tokens < 1 - _ROUNDING:
            return False
        self._tokens -= 1
        return True

    def put_back(self) -> None:
        """Gives a token back that was not used."""
        self._tokens = min(self._burst, self._tokens + 1)

    def pause(self, until: float, now: float) -> None:
        """Gives nothing until then, and then begins with one token at most."""
        if until <= max(now, self.paused_until):
            return
        self._fill(now)
        self._tokens = min(1, self._tokens)
        self.paused_until = until

    def slow_down(self, now: float) -> None:
        """Halves the rate; refusals of one volley count once."""
        self._fill(now)
        if now >= self._volley_until:
            self._set_slowdowns(min(_MAX_SLOWDOWNS, self._slowdowns + 1))
            self._volley_until = now + _VOLLEY_MS
        self._quiet_since = now

    def rate(self, now: float) -> float:
        """Tokens per millisecond at present."""
        self._fill(now)
        return self._rate

    def free(self, now: float) -> int | float:
        """How many tokens can be taken at once."""
        if now < self.paused_until:
            return 0
        self._fill(now)
        return self._tokens if math.isinf(self._tokens) else max(0, math.floor(self._tokens + _ROUNDING))

    def available_at(self, count: int, now: float) -> float:
        """When so many tokens will be there, at the present rate."""
        self._fill(now)
        paused = now < self.paused_until
        start = self.paused_until if paused else now
        tokens = min(1, self._tokens + (start - now) * self._rate) if paused else self._tokens
        return start + max(0, count - tokens) / self._rate

    @property
    def rate_rises_at(self) -> float:
        """When the rate rises next; never while it is whole."""
        return math.inf if self._slowdowns == 0 else self._quiet_since + self._quiet_ms

    def _fill(self, now: float) -> None:
        if now <= self._filled_at:
            return
        if self._slowdowns == 0 and self._filled_at >= self.paused_until:
            self._pour(now, self._burst)
            return
        while now >= self.rate_rises_at:
            at = self.rate_rises_at
            self._fill_to(at)
            self._set_slowdowns(self._slowdowns - 1)
            self._quiet_since = at
        self._fill_to(now)

    def _fill_to(self, now: float) -> None:
        if self._filled_at < self.paused_until:
            self._pour(min(now, self.paused_until), 1)
        self._pour(now, self._burst)

    def _pour(self, now: float, most: float) -> None:
        if now <= self._filled_at:
            return
        self._tokens = min(most, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now

    def _set_slowdowns(self, count: int) -> None:
        self._slowdowns = count
        self._rate = self._full_rate / 2**count
