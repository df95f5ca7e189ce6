"""The report in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.editor.report import telling
from bot.editor.report.groups import Group, effect, todo
from bot.editor.report.report import Report
from bot.editor.report.weeks import KINDS

_MOST_EXAMPLES: Final = 3


def show(report: Report) -> Iterator[RenderableType]:
    """Everything; what to do first, at the end, where the eye rests, the counts."""
    yield from _groups(report)
    yield from _poor(report)
    yield from _never(report)
    yield from _weeks(report)
    period = telling.period(report.since, report.until)
    yield Text(f"\n{period}. {telling.summary(report)} {telling.answered(report)}", style="bold")


def _groups(report: Report) -> Iterator[RenderableType]:
    if report.groups:
        yield _heading(f"{telling.IN_VAIN} ({len(report.groups)})")
    for group in report.groups:
        colour = "dim" if group.is_done else "yellow"
        lines = [(f"{telling.became(group)}", "dim"), *_examples(group)]
        if near := telling.nearest(group):
            lines.append((f"närmast: {near}", "dim"))
        lines += [(f"tveksamt: {doubt}", "dim") for doubt in group.advice.doubts]
        lines.append((" ".join(filter(None, (f"→ {todo(group)}.", effect(group)))), colour))
        head = Text.assemble((f"{group.times} gånger  ", "bold"), group.name)
        text = Text("\n").join(Text(words, style=style) for words, style in lines)
        yield Lines(head, Padding(text, (0, 0, 0, 4)))
    if words := telling.scattered(report):
        yield Text(f"\n{words}", style="dim")


def _examples(group: Group) -> list[tuple[str, str]]:
    return [
        (f"också: ”{one.text}” ({one.times})", "") for one in group.examples[1 : 1 + _MOST_EXAMPLES]
    ]


def _poor(report: Report) -> Iterator[RenderableType]:
    if not report.poor:
        return
    table = _table(telling.POOR, ("fråga", "ja", "nej", "hjälpte inte", "plats"))
    for one in report.poor:
        place = f"{one.entry.place.file}:{one.entry.place.line}"
        counts = (str(one.helpful), str(one.unhelpful), telling.surely(one))
        table.add_row(one.entry.question, *counts, place)
    yield table
    yield Text(telling.HOW_POOR, style="dim")


def _never(report: Report) -> Iterator[RenderableType]:
    if not report.never:
        return
    table = _table(f"{telling.NEVER}: {len(report.never)} av {report.entries}", ("fråga", "plats"))
    for entry in report.never:
        table.add_row(entry.question, f"{entry.place.file}:{entry.place.line}")
    yield table


def _weeks(report: Report) -> Iterator[RenderableType]:
    if not report.weeks:
        return
    names = ("vecka", "alla", *KINDS.values(), "Inget av dessa")
    table = _table(telling.WEEKS, names)
    for column in table.columns[1:]:
        column.justify = "right"
    for week in report.weeks:
        counts = (week.total, *week.counts.values(), week.rejected)
        table.add_row(telling.week_name(week), *map(telling.number, counts))
    yield table


def _table(title: str, heads: tuple[str, ...]) -> Table:
    table = Table(*heads, title=f"\n{title}", title_justify="left", title_style="bold", box=None)
    table.pad_edge = False
    return table


def _heading(words: str) -> Text:
    return Text(f"\n{words}", style="bold")
