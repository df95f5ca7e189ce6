"""One matcher, one FAQ, one process: how long it takes to build and to ask, and what it holds.

Reads a task from the file named on the command line, writes `Timing` as JSON. It runs by itself so
that no other matcher's memory or caches are counted. Time is the processor's, of all threads: on an
idle machine the same as the clock's, since nothing here waits, and less disturbed on a busy one.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from bench.matching.matcher import Matcher
from bench.matching.matchers import KINDS
from bench.matching.task import Timing, read_faq

_STATUS: Final = Path("/proc/self/statm")
_LEAST: Final = 30  # messages, however slow a matcher is
_ROUNDS: Final = 3


def main() -> None:
    """Runs the task and prints the timing."""
    task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    faq = read_faq(task["faq"])
    kind = KINDS[sys.argv[2]]
    gc.collect()
    before = held()
    start = time.process_time()
    matcher = kind.make(faq)
    build = time.process_time() - start
    first = _ask(matcher, task["messages"], task["seconds"])
    messages = task["messages"][: len(first)]
    again = [t for _ in range(_ROUNDS) for t in _ask(matcher, messages, task["seconds"] / _ROUNDS)]
    gc.collect()
    after = held()
    timing = Timing(
        build=build,
        first_median=float(np.median(first)),
        first_p99=float(np.percentile(first, 99)),
        median=float(np.median(again)),
        p99=float(np.percentile(again, 99)),
        memory=(after - before) / 1e6,
        peak=(max(most_held(), after) - before) / 1e6,
        asked=len(first),
    )
    print(json.dumps(asdict(timing)))


def held() -> int:
    """The bytes of memory that this process holds (the most it held, where that is not told)."""
    if not _STATUS.exists():
        return most_held()
    return int(_STATUS.read_text().split()[1]) * resource.getpagesize()


def most_held() -> int:
    """The most bytes that this process ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _ask(matcher: Matcher, messages: list[str], seconds: float) -> list[float]:
    """Milliseconds for each message, for as many as fit into `seconds` (but at least _LEAST)."""
    end = time.perf_counter() + seconds
    times: list[float] = []
    for message in messages:
        if time.perf_counter() > end and len(times) >= _LEAST:
            break
        start = time.process_time()
        matcher.best(message)
        times.append((time.process_time() - start) * 1e3)
    return times


if __name__ == "__main__":
    main()
