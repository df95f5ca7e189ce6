"""The whole report, made of what the journal holds and of the FAQ as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import Dialogue
from bot.editor.report.advice import Opened, advise
from bot.editor.report.feedback import Poor, poor
from bot.editor.report.grouping import cluster, rare_texts
from bot.editor.report.groups import Group
from bot.editor.report.weeks import Week, by_week
from bot.editor.report.wordings import FEWEST, count
from bot.journal.records import Asked, FeedbackCount, ReplyCount
from bot.matching.index import build
from bot.models import Entry, Faq


@dataclass(frozen=True, slots=True)
class Noted:
    """What the journal holds of the days from `since` to `until`, both included."""

    since: date
    until: date
    asked: tuple[Asked, ...] = ()
    replies: tuple[ReplyCount, ...] = ()
    feedback: tuple[FeedbackCount, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        return not (self.asked or self.replies or self.feedback)


@dataclass(frozen=True, slots=True)
class Report:
    """What residents asked in vain and how the answers did. No text in it needs to be hidden.

    `groups` are those asked often enough, the biggest first; `scattered` counts the messages that
    are in none of them. `never` are the entries that nobody was answered with; empty where no
    answer was noted at all.
    """

    since: date
    until: date
    groups: tuple[Group, ...]
    scattered: int
    poor: tuple[Poor, ...]
    never: tuple[Entry, ...]
    weeks: tuple[Week, ...]
    entries: int

    @property
    def unanswered(self) -> int:
        """How many messages were asked in vain and are still kept."""
        return self.scattered + sum(one.times for one in self.groups)

    @property
    def counts(self) -> Counter[str]:
        """All replies by kind."""
        counts: Counter[str] = Counter()
        for week in self.weeks:
            counts.update(week.counts)
        return counts


def make_report(noted: Noted, dialogue: Dialogue, opened: Opened) -> Report:
    """The report on `noted` beside the FAQ of `dialogue`; `opened` makes dialogues like that one.

    Takes some three seconds for each thousand different messages.
    """
    index = build(dialogue.faq)
    wordings = count(noted.asked)
    clusters = cluster(wordings, index)
    big = [one for one in clusters if one.times >= FEWEST]
    return Report(
        since=noted.since,
        until=noted.until,
        groups=advise(big, rare_texts(wordings), dialogue, index, opened),
        scattered=sum(one.times for one in clusters if one.times < FEWEST),
        poor=poor(noted.feedback, dialogue.faq),
        never=_never(noted.replies, dialogue.faq),
        weeks=by_week(noted.replies, noted.since, noted.until),
        entries=len(dialogue.faq.entries),
    )


def _never(replies: Sequence[ReplyCount], faq: Faq) -> tuple[Entry, ...]:
    asked = frozenset(_found(replies, faq))
    return tuple(one for one in faq.entries if one.id not in asked) if asked else ()


def _found(replies: Iterable[ReplyCount], faq: Faq) -> Iterable[str]:
    for one in replies:
        entry = faq.find(one.entry)
        if entry and one.count:
            yield entry.id
