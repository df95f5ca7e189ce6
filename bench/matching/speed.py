"""Latency, build time and memory by size, each matcher in a process of its own on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from bench.matching.data import Data
from bench.matching.synthetic import grow
from bench.matching.task import Timing, written

SIZES: Final = (218, 1_000, 10_000, 100_000)
_ONE_CORE: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
_SECONDS: Final = 20.0

Timings = dict[int, dict[str, Timing]]


def measure(
    data: Data, kinds: Iterable[str], sizes: Sequence[int], say: Callable[[str], None]
) -> Timings:
    """Timings by number of wordings (the FAQ's own and `sizes`) and name of matcher."""
    own = sum(1 + len(entry.variants) for entry in data.faq.entries)
    messages = (*(message.text for message in data.messages), *data.outside)
    timings: Timings = {}
    names = list(kinds)
    for size in sorted({own, *sizes}):
        faq = data.faq if size == own else grow(data.faq, size)
        with tempfile.TemporaryDirectory() as folder:
            task = Path(folder) / "task.json"
            task.write_text(written(faq, messages, _SECONDS), "utf-8")
            timings[size] = {name: _timed(name, task, size, say) for name in names}
    return timings


def _timed(name: str, task: Path, size: int, say: Callable[[str], None]) -> Timing:
    say(f"{size:,} wordings: {name}")
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.matching.stopwatch", str(task), name],
        env=os.environ | _ONE_CORE,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Timing(**json.loads(done.stdout))
