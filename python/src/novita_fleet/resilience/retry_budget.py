"""A bound on how much of the traffic may be repetitions."""

from __future__ import annotations

import math
import threading

from .option_checks import check_known_options, check_number


class RetryBudget:
    """Tokens that repetitions take and successes give back, shared by all calls of a client.

    Example:
        budget = RetryBudget(capacity=10)
        assert budget.try_take()
    """

    def __init__(self, **options: float) -> None:
        """Options: capacity (500), retry_cost (5) and success_gain (1), all in tokens."""
        check_known_options("RetryBudget", options, ("capacity", "retry_cost", "success_gain"))
        self._capacity = check_number("capacity", options.get("capacity", 500), maximum=math.inf)
        self._retry_cost = check_number("retry_cost", options.get("retry_cost", 5))
        self._success_gain = check_number("success_gain", options.get("success_gain", 1))
        self._tokens = self._capacity
        self._lock = threading.Lock()

    @property
    def tokens(self) -> float:
        """How many tokens are left."""
        return self._tokens

    def try_take(self) -> bool:
        """Takes the price of one repetition, or nothing when too little is left."""
        with self._lock:
            if self._tokens < self._retry_cost:
                return False
            self._tokens -= self._retry_cost
            return True

    def succeed(self) -> None:
        """Gives back what a success earns."""
        # Nearly always; a lock would be for nothing.
        if self._tokens >= self._capacity:
            return
        with self._lock:
            self._tokens = min(self._capacity, self._tokens + self._success_gain)
