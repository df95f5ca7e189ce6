"""`python -m bench.throughput`: what a message costs our bot more than a bare echo bot.

Each bot is a process on one core; the simulator and the residents are on another. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.telegram import rounds
from bench.telegram.contest import PUBLIC_URL, BenchError, Contestant, Place, contestant
from bench.telegram.messages import Messages, collect
from bench.telegram.report import MOST_ADDED_MS, Report, show
from bot.commands.opening import open_strictly
from bot.config import Config, load_config

MODES: Final = ("polling", "webhook")
ALONE: Final = 200
Command = tuple[Sequence[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Course:
    """Where the bots run, and with which FAQ."""

    config: Config
    folder: Path
    core: int

    def echo(self, place: Place) -> Command:
        """How the echo bot is started."""
        line = [sys.executable, "-m", "bench.telegram.echo"]
        line += ["--api-url", place.api_url, "--token", place.token]
        if place.webhook_port:
            line += ["--webhook", PUBLIC_URL, "--port", str(place.webhook_port)]
        return line, {}

    def ours(self, place: Place) -> Command:
        """How our bot is started: as operators start it."""
        config = self.folder / "config.yaml"
        config.write_text(json.dumps(self._settings(place)), "utf-8")
        line = [sys.executable, "-m", "bot", "run", "--telegram", "--config", str(config)]
        return line, {"TELEGRAM_BOT_TOKEN": place.token, "TELEGRAM_API_URL": place.api_url}

    def _settings(self, place: Place) -> dict[str, object]:
        telegram: dict[str, object] = {"health": "off"}
        if place.webhook_port:
            listen = f"127.0.0.1:{place.webhook_port}"
            telegram |= {"mode": "webhook", "webhook": {"public_url": PUBLIC_URL, "listen": listen}}
        matching = self.config.matching.model_dump(exclude={"calibration"})
        return {"faq": str(self.config.faq.resolve()), "telegram": telegram, "matching": matching}

    @asynccontextmanager
    async def bot(self, name: str, mode: str) -> AsyncIterator[Contestant]:
        """One of the two, started."""
        command = self.echo if name == "echo" else self.ours
        by_webhook = mode == "webhook"
        async with contestant(
            name, command, by_webhook=by_webhook, core=self.core, folder=self.folder
        ) as bot:
            yield bot


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
        if options.memory:
            async with course.bot("ours", mode) as bot:
                held = await rounds.hold_memory(bot, messages.all, options.memory, _say)
                report.memory[mode] = held
            continue
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
    add("--memory", type=int, nargs="?", const=100_000, help="memory over so many (100000)")
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
