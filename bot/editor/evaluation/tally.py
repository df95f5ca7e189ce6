"""Results counted: by part, topic and style, and which entries are taken for each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.editor.evaluation.verdicts import INSIDE, OUTSIDE, Result, Verdict
from bot.models import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """How many results of one kind there are of each verdict."""

    name: str
    counts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    def cell(self, verdict: Verdict) -> str:
        """The number with its share, as it is shown."""
        count = self.counts.get(verdict, 0)
        return f"{count} ({per_cent(count, self.total)})" if count else "0"


@dataclass(frozen=True, slots=True)
class Confusion:
    """An entry that stood first where another was right: all such results, and how many answered.

    `right` is the id of the entry that should have stood there.
    """

    right: str
    rival: Entry
    results: tuple[Result, ...]

    @property
    def answered(self) -> int:
        """In how many of the results the rival was given as the answer."""
        return sum(result.verdict is Verdict.WRONG for result in self.results)


def per_cent(count: int, total: int) -> str:
    """A share for people: whole per cent, but never 0 or 100 for almost none or almost all."""
    if not total or count in {0, total}:
        return "100 %" if total and count else "0 %"
    return f"{min(max(round(100 * count / total), 1), 99)} %"


def row(name: str, results: Iterable[Result]) -> Row:
    """One row of all `results`."""
    return Row(name, Counter(result.verdict for result in results))


def rows(results: Iterable[Result], by: Callable[[Result], str]) -> tuple[Row, ...]:
    """A row for each name that `by` gives, in the order in which they first come."""
    counts: dict[str, Counter[Verdict]] = {}
    for result in results:
        counts.setdefault(by(result), Counter())[result.verdict] += 1
    return tuple(Row(name, counted) for name, counted in counts.items())


@dataclass(frozen=True, slots=True)
class Scale:
    """Rows that can be shown together: all of messages with a right entry, or all without.

    `about` says which; `verdicts` are the columns.
    """

    about: str
    verdicts: tuple[Verdict, ...]
    rows: tuple[Row, ...]


def scales(counted: Sequence[Row]) -> tuple[Scale, ...]:
    """The rows by scale; a scale without any is left out."""
    known = (("med ett rätt svar", INSIDE), ("som inte ska få svar", OUTSIDE))
    found = (
        Scale(about, verdicts, tuple(one for one in counted if one.counts.keys() & set(verdicts)))
        for about, verdicts in known
    )
    return tuple(scale for scale in found if scale.rows)


def confusions(results: Iterable[Result]) -> tuple[Confusion, ...]:
    """Every pair of entries of which one stood first for the other, the worst first."""
    pairs: dict[tuple[str, str], list[Result]] = {}
    rivals: dict[str, Entry] = {}
    for result in results:
        rival = result.rival
        if rival is not None and result.right is not None:
            rivals[rival.id] = rival
            pairs.setdefault((result.right, rival.id), []).append(result)
    found = (Confusion(right, rivals[of], tuple(held)) for (right, of), held in pairs.items())
    return tuple(sorted(found, key=lambda one: (-one.answered, -len(one.results), one.right)))
