"""Ids of calls."""

from __future__ import annotations

import os
from random import Random

# The bits that say that a UUID is random: version 4, variant 1.
_FIXED = 0xF000 << 64 | 0xC000 << 48
_RANDOM = 0x4000 << 64 | 0x8000 << 48


class CallIds:
    """Makes ids that are random UUIDs.

    They have to differ, not to be secret, so the operating system is asked for randomness only once. The generator is
    not that of the module `random`, which may be seeded to repeat an experiment.
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
        digits = f"{self._random.getrandbits(128) & ~_FIXED | _RANDOM:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
