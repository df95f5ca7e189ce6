"""Replies by kind and week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.journal.records import REJECTED, ReplyCount
from bot.models import ReplyKind

# In the order in which they are shown. Turned down suggestions are no reply of their own.
KINDS: Final[Mapping[str, str]] = {
    ReplyKind.ANSWER.value: "svar",
    ReplyKind.SUGGESTIONS.value: "förslag",
    ReplyKind.FALLBACK.value: "inget svar",
    ReplyKind.SMALLTALK.value: "småprat",
    ReplyKind.EMERGENCY.value: "akut",
}
_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Week:
    """The replies of a week that begins on `monday`; `days` of it are in the report.

    `rejected` is how often all suggestions were turned down.
    """

    monday: date
    days: int
    counts: Mapping[str, int]
    rejected: int

    @property
    def name(self) -> str:
        """The week as Swedes name it (ISO 8601)."""
        return f"v. {self.monday.isocalendar().week}"

    @property
    def total(self) -> int:
        """All replies."""
        return sum(self.counts.values())


def by_week(replies: Iterable[ReplyCount], since: date, until: date) -> tuple[Week, ...]:
    """Every week from that of the first reply to that of `until`; both days are included."""
    counts: Counter[tuple[date, str]] = Counter()
    for one in replies:
        counts[_monday(one.day), one.kind] += one.count
    if not counts:
        return ()
    monday, weeks = min(day for day, _ in counts), []
    while monday <= until:
        sunday = monday + timedelta(days=_DAYS - 1)
        days = (min(sunday, until) - max(monday, since)).days + 1
        found = {kind: counts[monday, kind] for kind in KINDS}
        weeks.append(Week(monday, days, found, counts[monday, REJECTED]))
        monday += timedelta(days=_DAYS)
    return tuple(weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
