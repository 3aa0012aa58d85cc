"""Both ways of installing work in empty environments, and what is built is whole. Needs PyPI; run by `npm test`."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]


def environment(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return str(folder / "bin/python")


def run(*command: str, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NOVITA", "PYTHON"))}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_pip_install_here(tmp_path: Path) -> None:
    python = environment(tmp_path / "venv")
    run(python, *PIP, "install", ".", cwd=ROOT / "python")
    told = run(
        python, "-c", "import novita_fleet; print(novita_fleet.__version__, novita_fleet.__file__)", cwd=tmp_path
    )
    assert told.startswith("0.1.0 ") and "site-packages" in told
    # No framework comes along, and none is needed to import the package.
    listed = run(python, *PIP, "list", "--format=freeze", cwd=tmp_path).lower()
    assert not any(name in listed for name in ("fastapi", "flask", "django", "requests"))
    run(python, "-c", "import novita_fleet.webhooks.fastapi, novita_fleet.webhooks.flask", cwd=tmp_path)


def test_pip_install_requirements(tmp_path: Path) -> None:
    python = environment(tmp_path / "venv")
    run(python, *PIP, "install", "-r", "requirements.txt", cwd=ROOT / "examples/python")
    run(python, "-c", "import novita_fleet, fastapi, flask, django, requests, dotenv", cwd=tmp_path)
    done = subprocess.run(
        [python, "-m", "novita_fleet", "doctor"], cwd=tmp_path, capture_output=True, text=True, check=False, env={}
    )
    assert done.returncode == 1
    assert "FAILED  key: No API key" in done.stdout


def test_the_wheel_is_whole(tmp_path: Path) -> None:
    run(sys.executable, *PIP, "wheel", "--no-deps", "-w", str(tmp_path), ".", cwd=ROOT / "python")
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"novita_fleet/py.typed", "novita_fleet/generated/novita_operations.json"} <= names
    sources = (ROOT / "python/src").glob("novita_fleet/**/*.py")
    assert {str(path.relative_to(ROOT / "python/src")) for path in sources} <= names
    assert not any(name.startswith("tests") for name in names)


if sys.platform == "win32":
    pytest.skip("the paths of environments are those of POSIX", allow_module_level=True)
