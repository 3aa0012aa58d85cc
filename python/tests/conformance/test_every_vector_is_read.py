"""No vector file may be forgotten by either language."""

from __future__ import annotations

import re

import pytest
from vectors import CONFORMANCE, ROOT

NAMES = sorted(path.name for path in CONFORMANCE.glob("*.json"))
# The schedule of the deliveries of the fleet server, which there is once, in TypeScript.
OF_THE_SERVER = {"webhook-schedule.json"}


def reading(folder: str, pattern: str, call: str) -> set[str]:
    texts = "\n".join(path.read_text("utf-8") for path in ROOT.glob(f"{folder}/{pattern}"))
    return set(re.findall(rf"{call}\(\s*['\"]([\w./-]+\.json)['\"]", texts))


@pytest.mark.parametrize("name", sorted(set(NAMES) - OF_THE_SERVER))
def test_python_reads(name: str) -> None:
    assert name in reading("python/tests", "**/*.py", "load")


@pytest.mark.parametrize("name", NAMES)
def test_typescript_reads(name: str) -> None:
    assert name in reading("packages", "*/test/**/*.ts", "loadVectors")


def test_there_are_vectors() -> None:
    assert len(NAMES) >= 21
