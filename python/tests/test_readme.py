"""The programs of the README can be run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from simulated_cloud import Simulator

README = Path(__file__).parents[1] / "README.md"
PROGRAMS = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_programs(program: str) -> None:
    simulator = Simulator(speed=200)
    try:
        env = {
            **os.environ,
            "PYTHONPATH": str(README.parent / "src"),
            "NOVITA_API_KEY": simulator.api_key,
            "NOVITA_BASE_URL": simulator.base_url,
        }
        text = program.replace("sk_…", "sk_x")
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, env=env, check=False)
        assert done.returncode == 0, done.stderr
    finally:
        simulator.close()


def test_there_are_programs() -> None:
    assert len(PROGRAMS) == 4
