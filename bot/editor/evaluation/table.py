"""An evaluation in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.editor.evaluation.changes import before_and_now, entries_changed, remedy, total
from bot.editor.evaluation.comparison import Change, Comparison, Direction
from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.summary import (
    HOW_MEASURED,
    by_style,
    by_topic,
    closing,
    overview,
)
from bot.editor.evaluation.tally import Row, confusions, scales
from bot.editor.evaluation.telling import in_words, tell
from bot.editor.evaluation.verdicts import LABELS, Result, Verdict

MOST_CONFUSIONS: Final = 15
_COLOURS: Final = {
    Verdict.RIGHT: "green",
    Verdict.QUIET: "green",
    Verdict.WRONG: "red",
    Verdict.FALSE: "red",
    Verdict.MISSED: "yellow",
}


def show(evaluation: Evaluation, *, strict: bool = False) -> Iterator[RenderableType]:
    """Everything: what to mend first, the counts last, where the eye rests."""
    if not strict:
        asked_back = [one for one in evaluation.tests if one.verdict is Verdict.SUGGESTED]
        yield from _listed("Prov som fick förslag i stället för svar", asked_back)
    failures = evaluation.failures(strict=strict)
    yield from _told("Att rätta", failures, evaluation)
    yield from _tables("Prov per ämne", by_topic(evaluation))
    yield from _tables("Per skrivsätt", by_style(evaluation))
    yield from _confusions(evaluation)
    yield from _tables("Alla delar", overview(evaluation))
    if evaluation.variants or evaluation.noise:
        yield Text(HOW_MEASURED, style="dim")
    yield Text(f"\n{closing(failures)}", style="bold")


def _tables(title: str, counted: Sequence[Row]) -> Iterator[RenderableType]:
    for scale in scales(counted):
        table = _plain_table(f"{title}, meddelanden {scale.about}")
        table.add_column("")
        table.add_column("antal", justify="right", no_wrap=True)
        for one in scale.verdicts:
            colour = _COLOURS.get(one, "")
            table.add_column(LABELS[one], justify="right", no_wrap=True, style=colour)
        for counts in scale.rows:
            table.add_row(counts.name, str(counts.total), *map(counts.cell, scale.verdicts))
        yield table


def _plain_table(title: str) -> Table:
    return Table(
        title=f"\n{title}", title_justify="left", title_style="bold", box=None, pad_edge=False
    )


def _confusions(evaluation: Evaluation) -> Iterator[RenderableType]:
    found = confusions(evaluation.everything)[:MOST_CONFUSIONS]
    if not found:
        return
    table = _plain_table("Förväxlas oftast (alla delar)")
    for heading in ("rätt fråga", "kom först i stället"):
        table.add_column(heading)
    table.add_column("gånger", justify="right")
    table.add_column("fel svar", justify="right", style="red")
    for one in found:
        table.add_row(one.right, one.rival.id, str(len(one.results)), str(one.answered or ""))
    yield table


def _told(
    title: str, results: Sequence[Result], evaluation: Evaluation
) -> Iterator[RenderableType]:
    if results:
        yield Text(f"\n{title} ({len(results)})", style="bold")
    for result in results:
        told = tell(result, evaluation.dialogue)
        lines = "\n".join(told.lines)
        yield Group(_heading(result, told.verdict), Padding(Text(lines), (0, 0, 0, 4)))


def _listed(title: str, results: Sequence[Result]) -> Iterator[RenderableType]:
    if results:
        yield Text(f"\n{title}: {len(results)}", style="bold")
    for result in results:
        yield Group(_heading(result, ""), Padding(Text(in_words(result.reply)), (0, 0, 0, 4)))


def _heading(result: Result, verdict: str) -> Text:
    place = (str(result.message.place), "dim")
    colour = _COLOURS.get(result.verdict, "yellow")
    return Text.assemble(place, (f"  {verdict}", colour), f"  ”{result.message.text}”")


def show_changes(comparison: Comparison, ref: str) -> Iterator[RenderableType]:
    """What changed since `ref`, the worst first."""
    for heading, ids in entries_changed(comparison):
        yield Text(f"{heading}: {', '.join(ids)}")
    for direction in Direction:
        changes = comparison.of(direction)
        if changes:
            yield Text(f"\n{direction} ({len(changes)})", style="bold")
        yield from map(_change, changes)
    yield Text(f"\n{total(comparison, ref)}", style="bold")


def _change(change: Change) -> RenderableType:
    before, now = before_and_now(change)
    note = " (borttaget ur filerna)" if change.withdrawn else ""
    lines = [f"tidigare: {before}", f"nu:       {now}", *filter(None, [remedy(change)])]
    message = change.after.message
    heading = Text.assemble((str(message.place), "dim"), f"  ”{message.text}”{note}")
    return Group(heading, Padding(Text("\n".join(lines)), (0, 0, 0, 4)))
