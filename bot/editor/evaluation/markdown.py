"""Results as Markdown, for the summary of a CI run or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.editor.evaluation.changes import before_and_now, entries_changed, remedy, total
from bot.editor.evaluation.comparison import Change, Comparison, Direction
from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.summary import by_topic, overview
from bot.editor.evaluation.tally import Scale, scales
from bot.editor.evaluation.telling import tell
from bot.editor.evaluation.verdicts import LABELS

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def evaluation_markdown(evaluation: Evaluation, *, strict: bool) -> str:
    """The counts, and what falls short."""
    failures = [tell(one, evaluation.dialogue) for one in evaluation.failures(strict=strict)]
    parts = ["## evaluate"]
    for scale in (*scales(overview(evaluation)), *scales(by_topic(evaluation))):
        parts += ["", *_table(scale)]
    if failures:
        parts += ["", f"### Att rätta ({len(failures)})", ""]
    for told in failures:
        message = told.result.message
        parts.append(f"- {_plain(str(message.place))} ”{_plain(message.text)}” **{told.verdict}**")
        parts += [f"  <br>{_plain(line)}" for line in told.lines]
    return "\n".join(parts) + "\n"


def comparison_markdown(comparison: Comparison, ref: str) -> str:
    """What changed, as one table a direction."""
    parts = [f"## evaluate --against {_plain(ref)}", "", _plain(total(comparison, ref))]
    for heading, ids in entries_changed(comparison):
        parts.append(f"\n{heading}: {', '.join(f'`{one}`' for one in ids)}")
    for direction in Direction:
        changes = comparison.of(direction)
        if changes:
            parts += ["", f"### {direction} ({len(changes)})", ""]
            parts += _rows(["meddelande", "tidigare", "nu", "gör så här"], _cells(changes))
    return "\n".join(parts) + "\n"


def _cells(changes: Iterable[Change]) -> Iterator[list[str]]:
    for change in changes:
        before, now = before_and_now(change)
        message = change.after.message
        yield [f"”{message.text}” ({message.place})", before, now, remedy(change)]


def _table(scale: Scale) -> list[str]:
    heads = [f"meddelanden {scale.about}", "antal", *(LABELS[one] for one in scale.verdicts)]
    cells = [[one.name, str(one.total), *map(one.cell, scale.verdicts)] for one in scale.rows]
    return _rows(heads, cells)


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(heads)} |",
        f"|{' --- |' * len(heads)}",
        *(f"| {' | '.join(map(_plain, cells))} |" for cells in rows),
    ]


def _plain(text: str) -> str:
    """`text` so that nothing in it is markup."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
