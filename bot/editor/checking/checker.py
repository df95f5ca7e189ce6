"""Everything that is to be said of a folder: the loader's faults and every rule's warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bot.content.loader import Loaded, load
from bot.dialogue import CutOffs
from bot.editor.checking import (
    abbreviations,
    answers,
    confusables,
    disruption,
    figures,
    idle_variants,
    plain_language,
    published,
    related,
    sources,
    wordings,
)
from bot.editor.checking.content import Content
from bot.models import Problem

Check: TypeAlias = Callable[[], Iterable[Problem]]
# Hands on the checks one by one: a place to show how far it has come.
Track: TypeAlias = Callable[[Sequence[Check]], Iterable[Check]]


def check_folder(
    folder: Path, cut_offs: CutOffs, today: date, track: Track = iter
) -> tuple[Problem, ...]:
    """Every fault and warning in the FAQ in `folder`, in the order of files and lines.

    A fault in one part hides no warning about another. `cut_offs` are those that the bot uses.
    """
    return check_loaded(load(folder), folder, cut_offs, today, track)


def check_loaded(
    loaded: Loaded, folder: Path, cut_offs: CutOffs, today: date, track: Track = iter
) -> tuple[Problem, ...]:
    """The same of a folder that is already read."""
    content = Content(loaded)
    checks: list[Check] = [
        partial(confusables.check, content, cut_offs.answer),
        partial(idle_variants.check, content, cut_offs.answer),
        partial(wordings.check, content),
        partial(related.check, content),
        partial(answers.check, content, today),
        partial(disruption.check, content, today),
        partial(figures.check, content),
        partial(abbreviations.check, content),
        partial(plain_language.check, content),
        partial(sources.check, content),
        partial(published.check, content, folder),
    ]
    return tuple(sorted({*loaded.problems, *_all(track(checks))}))


def _all(checks: Iterable[Check]) -> Iterator[Problem]:
    for check in checks:
        yield from check()
