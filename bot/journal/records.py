"""What the journal holds, as it travels between its parts and to the report. Nobody is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that went unanswered, on a day in Sweden; the time of day is not kept.

    `text` is redacted. `kind` is `fallback`, `suggestions` (the bot asked back) or `rejected` (all
    suggestions were turned down); `nearest` is the id of the best entry, `score` its per cent.
    """

    text: str
    kind: str
    nearest: str | None
    score: float | None
    day: date


@dataclass(frozen=True, slots=True)
class ReplyCount:
    """How often a kind of reply was given on a day; `entry` is "" where no entry was the answer.

    Beside the kinds of `ReplyKind` there is `rejected`: the times all suggestions were turned down.
    """

    day: date
    kind: str
    entry: str
    count: int


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How many residents an entry's answer helped on a day, and how many it did not."""

    day: date
    entry: str
    helpful: int
    unhelpful: int
