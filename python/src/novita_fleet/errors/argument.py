"""A value that cannot be used."""

from __future__ import annotations

from typing import Any

from .base import NovitaError


class InvalidArgumentError(NovitaError, ValueError):
    """An option or a parameter is missing, unknown or out of range; nothing was sent. `argument` names it."""

    code = "invalid_argument"

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(message)
        self.argument = argument

    def _details(self) -> dict[str, Any]:
        return {"argument": self.argument}
