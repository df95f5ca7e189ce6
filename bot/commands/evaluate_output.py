"""How the forms of `evaluate` give what they found: as text, as JSON, or to a CI."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.commands.output import say

Form: TypeAlias = Literal["text", "json", "github"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the results are given: `summary` is the file to which a CI adds Markdown, if any."""

    form: Form = "text"
    strict: bool = False
    html: Path | None = None
    summary: Path | None = None


def give_summary(text: str, summary: Path | None) -> None:
    """Adds Markdown to the CI's summary, or prints it where there is none."""
    if summary is None:
        say(text)
        return
    with summary.open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error, where it does not mix with results; none where nobody sees it."""
    errors = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} av {task.total:.0f}"),
        TimeElapsedColumn(),
    )
    seen = errors.is_terminal
    with Progress(*columns, console=errors, transient=True, disable=not seen) as progress:
        yield progress
