"""`python -m bench.soak`: one bot, its journal on SQLite, over 200,000 messages.

Its memory may grow by 5 % after the warm-up, in which as many residents write as it remembers, and
the slowest replies must stay as they are. Linux only, two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.telegram.contest import BenchError
from bench.telegram.course import Course
from bench.telegram.endurance import PARTS, RESIDENTS, Endurance, endure
from bench.telegram.messages import Messages, collect
from bench.telegram.report import machine
from bot.commands.opening import open_strictly
from bot.config import load_config
from bot.journal.reading import open_reader

MOST_GROWTH: Final = 5.0  # per cent of memory
# Per cent of p99: what else the machine does in those minutes shows in it, too.
MOST_SLOWING: Final = 25.0
NOTED_SECONDS: Final = 30.0


def main() -> int:
    """Measures; 0 if nothing grows, 1 if something does or was not noted, 2 for wrong use."""
    options = _parser().parse_args()
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2 or options.messages < 4 * PARTS:
        print("Two cores are needed, and some more messages.", file=sys.stderr)
        return 2
    os.sched_setaffinity(0, {cores[1]})
    config = load_config(options.config, {})
    messages = collect(open_strictly(config))
    with tempfile.TemporaryDirectory() as folder:
        course = Course(config, Path(folder), cores[0])
        try:
            found, noted = asyncio.run(_soak(course, messages, options.messages, options.mode))
        except BenchError as error:
            print(error, file=sys.stderr)
            return 2
    _show(found, noted)
    if options.json:
        figures = asdict(found) | {"noted": noted, "machine": machine(), "mode": options.mode}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    is_flat = found.growth <= MOST_GROWTH and found.slowing <= MOST_SLOWING
    return 0 if is_flat and noted == found.fifths[-1].messages else 1


async def _soak(course: Course, messages: Messages, count: int, mode: str) -> tuple[Endurance, int]:
    async with course.bot("ours", mode) as bot:
        found = await endure(bot, messages, count, _say)
        return found, await _noted(course, found.fifths[-1].messages)


async def _noted(course: Course, expected: int) -> int:
    """How many replies the journal counts, once it has been written or should have been."""
    noted = 0
    try:
        async with asyncio.timeout(NOTED_SECONDS):
            while noted < expected:
                await asyncio.sleep(0.5)
                async with open_reader(course.journal, course.folder) as reader:
                    noted = sum(one.count for one in await reader.reply_counts(date.min))
    except TimeoutError:
        pass
    return noted


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    add = parser.add_argument
    add("--messages", type=int, default=200_000, help="so many (200000); a fifth warms up")
    add("--mode", choices=("polling", "webhook"), default="polling", help="how they come in")
    add("--config", type=Path, help="config.yaml, for the FAQ and the cut-offs")
    add("--json", type=Path, metavar="FILE", help="write all figures")
    return parser


def _show(found: Endurance, noted: int) -> None:
    title = f"By fifths; the first warms up ({RESIDENTS:,} residents)"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    names = ("messages", "MB", "processor ms a message", "ms to the reply, p50", "p99")
    for name in names:
        table.add_column(name, justify="right")
    for one in found.fifths:
        figures = (one.megabytes, one.cpu_ms, one.p50, one.p99)
        table.add_row(f"{one.messages:,}", *(f"{figure:.1f}" for figure in figures))
    console = Console(width=max(110, Console().width))
    console.print(table)
    console.print(
        f"Memory {found.growth:+.1f} % after the warm-up (at most {MOST_GROWTH:g} %), "
        f"most {found.most:.1f} MB; p99 {found.slowing:+.1f} % (at most {MOST_SLOWING:g} %); "
        f"{noted:,} of {found.fifths[-1].messages:,} replies in the journal."
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
