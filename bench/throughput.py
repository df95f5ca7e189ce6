"""`python -m bench.throughput`: what a message costs our bot more than a bare echo bot.

Each bot is a process on one core; the simulator and the residents are on another. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.telegram import rounds
from bench.telegram.contest import BenchError
from bench.telegram.course import Course
from bench.telegram.messages import Messages, collect
from bench.telegram.report import MOST_ADDED_MS, Report, show
from bot.commands.opening import open_strictly
from bot.config import load_config

MODES: Final = ("polling", "webhook")
ALONE: Final = 200


def main() -> int:
    """Measures; 0 if our bot adds no more than it may, 1 if it does, 2 for wrong use."""
    options = _parser().parse_args()
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return _wrong_use("Two cores are needed.")
    os.sched_setaffinity(0, {cores[1]})
    config = load_config(options.config, {})
    messages = collect(open_strictly(config), options.messages)
    report = Report(len(messages.all), len(messages.at_once), load=os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as folder:
        course = Course(config, Path(folder), cores[0])
        try:
            asyncio.run(_measure(course, messages, options, report))
        except BenchError as error:
            return _wrong_use(str(error))
    show(report, Console(width=max(110, Console().width)))
    if options.json:
        options.json.write_text(report.as_json() + "\n", "utf-8")
    return 1 if report.added > MOST_ADDED_MS else 0


async def _measure(
    course: Course, messages: Messages, options: argparse.Namespace, report: Report
) -> None:
    for mode in options.mode or MODES:
        async with course.bot("echo", mode) as echo, course.bot("ours", mode) as ours:
            _say(f"by {mode}")
            turns = await rounds.compare(echo, ours, messages, options.rounds, _say)
            report.comparisons[mode] = turns
            texts = messages.at_once[:ALONE]
            report.latencies[mode] = await rounds.latency(echo, ours, texts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description=__doc__)
    add = parser.add_argument
    add("--mode", action="append", choices=MODES, help="only this way (may be repeated)")
    add("--rounds", type=int, default=8, help="rounds that count, after one that warms up (8)")
    add("--messages", type=int, default=1200, help="distinct messages (1200)")
    add("--config", type=Path, help="config.yaml, for the FAQ and the cut-offs")
    add("--json", type=Path, metavar="FILE", help="write all figures")
    return parser


def _wrong_use(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
