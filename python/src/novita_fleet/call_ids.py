"""Ids of calls."""

from __future__ import annotations

import os
from random import Random


class CallIds:
    """Makes random ids in the form of a UUID of version 4.

    They need to be told apart, not to be secret, so that the operating system is asked for randomness only once. The
    generator is not the one of the module `random`: that may be seeded to repeat an experiment.
    """

    def __init__(self) -> None:
        self._process = os.getpid()
        self._random = Random()

    def new(self) -> str:
        """An id of 36 characters."""
        if os.getpid() != self._process:
            # After a fork both processes would go on with the same ids.
            self._process = os.getpid()
            self._random = Random()
        digits = f"{self._random.getrandbits(128):032x}"
        variant = "89ab"[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
