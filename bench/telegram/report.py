"""What the load bench found, as tables in the terminal and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.telegram.rounds import Comparison, Latency, Spread

MOST_ADDED_MS: Final = 1.5
AIM_MS: Final = 0.7


@dataclass
class Report:
    """All figures, by how updates came in (polling, webhook)."""

    messages: int
    at_once: int
    comparisons: dict[str, Sequence[Comparison]] = field(default_factory=dict)
    latencies: dict[str, Latency] = field(default_factory=dict)
    load: float = 0.0

    @property
    def added(self) -> float:
        """The most milliseconds that our bot adds to a message, in any way of measuring it."""
        figures = [one.added.median for rows in self.comparisons.values() for one in rows]
        return max(figures, default=0.0)

    def as_json(self) -> str:
        """Everything, and on what it was measured."""
        return json.dumps(asdict(self) | {"machine": machine()}, indent=1)


def show(report: Report, console: Console) -> None:
    """Print every part."""
    console.print(f"\n{report.messages:,} messages, {report.at_once:,} of them answered at once")
    for mode, comparisons in report.comparisons.items():
        console.print(_compared(mode, comparisons))
    if report.latencies:
        console.print(_alone(report))
    if report.load > 1:
        console.print(f"[yellow]The machine was busy (load {report.load:.1f}).[/]")


def machine() -> dict[str, object]:
    """On what a bench ran."""
    libraries = ("python-telegram-bot", "httpx", "httpcore")
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "versions": {library: version(library) for library in libraries},
    }


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _compared(mode: str, comparisons: Sequence[Comparison]) -> Table:
    title = f"\nBy {mode}: ms a message, median of the rounds (least–most)"
    table = _table(
        title, ["echo bot", "Nära svar", f"added (aim {AIM_MS}, at most {MOST_ADDED_MS})"]
    )
    for one in comparisons:
        table.add_row(one.what, _ms(one.echo), _ms(one.ours), _ms(one.added))
    return table


def _alone(report: Report) -> Table:
    title = "\nOne message after another: ms from message to reply, median (95 %)"
    table = _table(title, ["echo bot", "Nära svar"])
    for mode, one in report.latencies.items():
        table.add_row(
            f"by {mode}",
            f"{one.echo.median:.1f} ({one.echo_p95:.1f})",
            f"{one.ours.median:.1f} ({one.ours_p95:.1f})",
        )
    return table


def _ms(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f}–{spread.most:.2f})"
