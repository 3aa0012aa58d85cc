"""What a status of the v1 API means for whoever waits for an instance."""

from __future__ import annotations

_PHASES = {
    "toCreate": "queued",
    "creating": "queued",
    "pulling": "pulling",
    "running": "running",
    "toStart": "starting",
    "starting": "starting",
    "toStop": "stopping",
    "stopping": "stopping",
    "exited": "exited",
    "toRestart": "moving",
    "restarting": "moving",
    "toReset": "moving",
    "resetting": "moving",
    "migrating": "moving",
    "toRemove": "removing",
    "removing": "removing",
    "removed": "removed",
    "freezing": "frozen",
}


def cloud_phase(status: str) -> str:
    """The phase of a status; `unknown` for one that nobody documented."""
    return _PHASES.get(status, "unknown")
