"""One matcher, one FAQ, one process: how long it takes to build and to ask, and what it holds.

Reads a task from the file named on the command line, writes `Timing` as JSON. It runs by itself so
that no other matcher's memory or caches are counted.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bench.matching.data import make_entry, make_faq
from bench.matching.matchers import KINDS, Matcher
from bot.models import Faq

_STATUS: Final = Path("/proc/self/statm")
_LEAST: Final = 30  # messages, however slow a matcher is
_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds a message, seconds and megabytes (10^6 bytes).

    `first_…`: each message asked once, after the start; `median`, `p99`: asked again, when words
    may be remembered. `memory` is what the process holds more than before the build, `peak` the
    most it held more; the FAQ's own texts are not counted, caches filled by asking are.
    """

    build: float
    first_median: float
    first_p99: float
    median: float
    p99: float
    memory: float
    peak: float
    asked: int


def main() -> None:
    """Runs the task and prints the timing."""
    task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    faq = _faq(task["faq"])
    kind = KINDS[sys.argv[2]]
    gc.collect()
    before = held()
    start = time.perf_counter()
    matcher = kind.make(faq)
    build = time.perf_counter() - start
    first = _ask(matcher, task["messages"], task["seconds"])
    messages = task["messages"][: len(first)]
    again = [t for _ in range(_ROUNDS) for t in _ask(matcher, messages, task["seconds"] / _ROUNDS)]
    gc.collect()
    timing = Timing(
        build=build,
        first_median=float(np.median(first)),
        first_p99=float(np.percentile(first, 99)),
        median=float(np.median(again)),
        p99=float(np.percentile(again, 99)),
        memory=(held() - before) / 1e6,
        peak=(most_held() - before) / 1e6,
        asked=len(first),
    )
    print(json.dumps(asdict(timing)))


def written(faq: Faq, messages: tuple[str, ...], seconds: float) -> str:
    """A task: `seconds` is how long asking all messages may take before the rest is left out."""
    entries = [
        {"name": e.id, "question": e.question, "answer": e.answer, "topic": e.topic}
        | {"variants": e.variants}
        for e in faq.entries
    ]
    given = {"entries": entries, "synonyms": faq.synonyms}
    return json.dumps({"faq": given, "messages": messages, "seconds": seconds})


def held() -> int:
    """The bytes of memory that this process holds (the most it held, where that is not told)."""
    if not _STATUS.exists():
        return most_held()
    return int(_STATUS.read_text().split()[1]) * resource.getpagesize()


def most_held() -> int:
    """The most bytes that this process ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _faq(given: dict[str, list[dict[str, str]]]) -> Faq:
    return make_faq(
        [
            make_entry(**(entry | {"variants": tuple(entry["variants"])}))  # type: ignore[arg-type]
            for entry in given["entries"]
        ],
        tuple(tuple(group) for group in given["synonyms"]),
    )


def _ask(matcher: Matcher, messages: list[str], seconds: float) -> list[float]:
    """Milliseconds for each message, for as many as fit into `seconds` (but at least _LEAST)."""
    end = time.perf_counter() + seconds
    times: list[float] = []
    for message in messages:
        start = time.perf_counter()
        if start > end and len(times) >= _LEAST:
            break
        matcher.best(message)
        times.append((time.perf_counter() - start) * 1e3)
    return times


if __name__ == "__main__":
    main()
