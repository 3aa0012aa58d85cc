"""Logging through the standard `logging`, without secrets."""

from __future__ import annotations

import logging

from .redaction import redact_text

LOGGER = logging.getLogger("novita_fleet")
LOGGER.addHandler(logging.NullHandler())


class RedactingFilter(logging.Filter):
    """Masks credentials in whatever a handler writes. This package logs none; code beside it may.

    Example:
        handler.addFilter(RedactingFilter(secrets=[my_key]))
    """

    def __init__(self, secrets: list[str] | None = None) -> None:
        super().__init__()
        self._secrets = secrets or []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps the record, with its text masked."""
        record.msg = redact_text(record.getMessage(), self._secrets)
        record.args = None
        return True
