"""`python -m novita_fleet doctor`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from .doctor import examine


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every finding; 0 when all is well, 1 when something is not."""
    parser = argparse.ArgumentParser(prog="python -m novita_fleet")
    commands = parser.add_subparsers(dest="command", required=True)
    doctor = commands.add_parser(
        "doctor", help="check this installation: version, key, base URL, TLS, a call, the clock"
    )
    doctor.add_argument("--base-url", help="instead of NOVITA_BASE_URL")
    doctor.add_argument("--ca", help="file with the certificate authority, in PEM form")
    doctor.add_argument("--env-file", help="a file such as .env to read")
    told = parser.parse_args(arguments)
    named = {"base_url": told.base_url, "ca": told.ca, "env_file": told.env_file}
    findings = examine({name: value for name, value in named.items() if value is not None}, lambda: time.time() * 1000)
    for finding in findings:
        print(f"{'ok    ' if finding.ok else 'FAILED'}  {finding.name}: {finding.detail}")
    return 0 if all(finding.ok for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
