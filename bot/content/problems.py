"""How a problem is told to an editor or operator: one line that says where, then what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.models import Level, Problem

# Below this share of common letters (rapidfuzz ratio, per cent) a guess confuses more than it
# helps: "fraga" against "fråga" is 100 once folded, "datm" against "datum" 89, "text" 44.
_NEAR_ENOUGH = 65.0

# Of a line of a file, in characters: what fits in a terminal beside the indentation.
_WIDEST = 92
_BEFORE = 46

_LEVELS = {Level.FAULT: "fel", Level.WARNING: "varning"}
# Problems with these rules concern something that has no lines.
RULES_WITHOUT_LINE = frozenset({"missing-file", "missing-folder", "unreadable-file", "environment"})


def describe(problem: Problem, source_line: str | None = None) -> str:
    """`problem` for the terminal: place, level, message, then the remedy indented.

    With `source_line` (the line of the file, without its line break) it is shown with a caret
    under the column.
    """
    where = problem.place.file if problem.rule in RULES_WITHOUT_LINE else str(problem.place)
    lines = [f"{where}: {_LEVELS[problem.level]}: {problem.message}"]
    if source_line is not None:
        shown, before = _excerpt(source_line, problem.place.column - 1)
        lines += [f"    {shown}", "    " + " " * before + "^"]
    lines += ["  " + line if line else "" for line in problem.remedy.splitlines()]
    return "\n".join(lines)


def _excerpt(line: str, at: int) -> tuple[str, int]:
    """The part of a long line around a place in it, counted from 0, and the place in that part.

    A line that the terminal breaks would leave the marker under the wrong word.
    """
    start = max(at - _BEFORE, 0) if len(line) > _WIDEST else 0
    shown = line[start : start + _WIDEST]
    if start + _WIDEST < len(line):
        shown = shown[:-1] + "…"
    if start:
        shown = "…" + shown[1:]
    return shown, at - start


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, in spite of case and diacritics; None if none is near."""
    choices = sorted(set(known))
    found = process.extractOne(
        word, choices, scorer=fuzz.ratio, processor=_plain, score_cutoff=_NEAR_ENOUGH
    )
    return None if found is None else found[0]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))
