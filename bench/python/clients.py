"""What a call of the Python clients costs beside urllib3, aiohttp, requests, requests + tenacity and httpx.

Usage: python bench/python/clients.py [--seconds n] [--only sync|async]
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

try:
    import contenders
except ImportError as problem:
    print(f"{problem}; install bench/python/requirements.txt, as bench/README.md says", file=sys.stderr)
    sys.exit(2)

LEVELS = (1, 16, 64)
JUDGED_AT = 16
SLICE_SECONDS = 0.1
LEAST_ROUNDS = 3
# The sink of bench/client.mjs, in a process of its own, so that it takes no time of this one.
SINK = """
import { startSink } from './client/processes.mjs';
const { origin } = await startSink();
console.log(origin);
process.stdin.on('end', () => process.exit()).resume();
"""


class Figures(NamedTuple):
    """Of one slice."""

    rate: float
    cpu_us: float


Found = dict[str, dict[int, list[Figures]]]


def rounds(names: list[str], seconds: float) -> Iterator[tuple[str, int]]:
    """Who is measured next, with how many in flight. Whoever begins a round ends the next one."""
    until, done = time.perf_counter() + seconds, 0
    while done < LEAST_ROUNDS or time.perf_counter() < until:
        for level in LEVELS:
            for name in names:
                gc.collect()
                yield name, level
        names = [*names[1:], names[0]]
        done += 1


def figures(count: int, wall: float, cpu: float) -> Figures:
    return Figures(count / wall, cpu / count * 1e6)


def measure_blocking(origin: str, seconds: float) -> Found:
    with ExitStack() as stack:
        threads = {level: stack.enter_context(ThreadPoolExecutor(level)) for level in LEVELS}
        calls = {level: contenders.blocking(origin, stack, level) for level in LEVELS}

        def measured(call: Callable[[], Any], level: int) -> Figures:
            def work(_: int) -> int:
                count = 0
                # At least one, however busy the machine is.
                while count == 0 or time.perf_counter() < until:
                    call()
                    count += 1
                return count

            begun, cpu = time.perf_counter(), time.process_time()
            until = begun + SLICE_SECONDS
            count = sum(threads[level].map(work, range(level)))
            return figures(count, time.perf_counter() - begun, time.process_time() - cpu)

        for level in LEVELS:
            together = threading.Barrier(level)
            for call in calls[level].values():

                def warm_up(_: int, call: Callable[[], Any] = call, together: threading.Barrier = together) -> None:
                    # Every thread takes part, so that none has to connect later.
                    together.wait()
                    call()
                    together.wait()
                    call()

                list(threads[level].map(warm_up, range(level)))
        names = list(calls[JUDGED_AT])
        found: Found = {name: {level: [] for level in LEVELS} for name in names}
        for name, level in rounds(names, seconds):
            found[name][level].append(measured(calls[level][name], level))
        return found


async def measure_awaiting(origin: str, seconds: float) -> Found:
    async with AsyncExitStack() as stack:
        calls = {level: await contenders.awaiting(origin, stack, level) for level in LEVELS}

        async def measured(call: Callable[[], Awaitable[Any]], level: int) -> Figures:
            async def work() -> int:
                count = 0
                # At least one, however busy the machine is.
                while count == 0 or time.perf_counter() < until:
                    await call()
                    count += 1
                return count

            begun, cpu = time.perf_counter(), time.process_time()
            until = begun + SLICE_SECONDS
            count = sum(await asyncio.gather(*(work() for _ in range(level))))
            return figures(count, time.perf_counter() - begun, time.process_time() - cpu)

        for level in LEVELS:
            for call in calls[level].values():
                await measured(call, level)
        names = list(calls[JUDGED_AT])
        found: Found = {name: {level: [] for level in LEVELS} for name in names}
        for name, level in rounds(names, seconds):
            found[name][level].append(await measured(calls[level][name], level))
        return found


def ratio(found: Found, ours: str, other: str, level: int) -> float:
    """Our CPU as a multiple of theirs: the median of the rounds."""
    pairs = zip(found[ours][level], found[other][level], strict=True)
    return statistics.median(own.cpu_us / their.cpu_us for own, their in pairs)


def report(title: str, found: Found, ours: str) -> None:
    count = len(found[ours][JUDGED_AT])
    print(f"\n{title} ({count} rounds): CPU µs of a call, calls a second, our CPU as a multiple")
    print(f"{'':22}" + "   ".join(f"{level:>5} in flight {'':9}" for level in LEVELS))
    for name, levels in found.items():
        cells = []
        for level in LEVELS:
            cpu = statistics.median(each.cpu_us for each in levels[level])
            rate = statistics.median(each.rate for each in levels[level])
            cells.append(f"{cpu:5.0f} {rate:7.0f}/s  ×{ratio(found, ours, name, level):5.2f}  ")
        print(f"{name:22}" + "   ".join(cells).rstrip())


def judge(target: str, reached: float, most: float) -> bool:
    print(f"{'met   ' if reached <= most else 'MISSED'}   {target}: {reached:.2f}")
    return reached <= most


@contextmanager
def sink() -> Iterator[str]:
    folder = Path(__file__).resolve().parent.parent
    command = ["node", "--input-type=module", "--eval", SINK]
    with subprocess.Popen(command, cwd=folder, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", choices=("sync", "async"))
    settings = parser.parse_args()
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    print(f"Python {platform.python_version()}, {processors} processors, load {load:.1f}")
    if load > processors / 2:
        print("The machine is busy: expect noise, and misses that are none.")
    met = []
    with sink() as origin:
        if settings.only != "async":
            found = measure_blocking(origin, settings.seconds * (2 / 3 if settings.only is None else 1))
            report("Blocking, in threads", found, contenders.OURS)
            for other, most in (("urllib3", 1.3), ("requests.Session", 1.0)):
                reached = ratio(found, contenders.OURS, other, JUDGED_AT)
                met.append(judge(f"CPU at {JUDGED_AT} in flight at most {most} × {other}", reached, most))
        if settings.only != "sync":
            found = asyncio.run(measure_awaiting(origin, settings.seconds * (1 / 3 if settings.only is None else 1)))
            report("Awaiting, in tasks", found, contenders.OURS_ASYNC)
            reached = ratio(found, contenders.OURS_ASYNC, "aiohttp", JUDGED_AT)
            met.append(judge(f"CPU at {JUDGED_AT} in flight at most 1.3 × aiohttp", reached, 1.3))
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
