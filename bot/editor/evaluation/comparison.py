"""Two versions of a FAQ, asked the same messages: what a resident is told now and was before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.dialogue import Dialogue
from bot.editor.evaluation.messages import Message
from bot.editor.evaluation.verdicts import Result, Verdict, ask_one
from bot.models import Entry, Faq


class Direction(StrEnum):
    """What a change of a reply is; the value is the heading under which editors see it."""

    REGRESSION = "Blev fel"
    WEAKER = "Blev sämre"
    BETTER = "Blev bättre"
    OTHER = "Ändrades"


@dataclass(frozen=True, slots=True)
class Version:
    """A FAQ with its bot and the messages in its files."""

    dialogue: Dialogue
    messages: tuple[Message, ...]

    @property
    def faq(self) -> Faq:
        """The FAQ."""
        return self.dialogue.faq


@dataclass(frozen=True, slots=True)
class Change:
    """A message that is replied to otherwise than before.

    `withdrawn` is set where the message stands in the files no more; it is then judged by what
    was expected before, if that entry is left.
    """

    before: Result
    after: Result
    direction: Direction
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change alters: replies to messages, and the entries themselves, by id.

    `asked` counts the messages; `rewritten` are entries that have another answer or title.
    """

    changes: tuple[Change, ...]
    asked: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rewritten: tuple[str, ...]

    def of(self, direction: Direction) -> tuple[Change, ...]:
        """The changes in one direction."""
        return tuple(change for change in self.changes if change.direction is direction)


@dataclass(frozen=True, slots=True)
class Case:
    """A message of either version, and the ids of the entries that should answer it in each."""

    message: Message
    before: str | None
    after: str | None
    withdrawn: bool = False


# From worst to best; a message that nothing should answer is judged on a scale of its own.
_WORTH: Final = {
    Verdict.WRONG: 0,
    Verdict.FALSE: 0,
    Verdict.MISSED: 1,
    Verdict.SUGGESTED: 2,
    Verdict.ASKED_BACK: 2,
    Verdict.RIGHT: 3,
    Verdict.QUIET: 3,
}
_BAD: Final = frozenset({Verdict.WRONG, Verdict.FALSE})


def cases(before: Version, after: Version) -> tuple[Case, ...]:
    """Every message of both versions once, those of the later first, in the order of its files.

    A message that is new is asked of the earlier version as if it had stood there; one that is
    withdrawn is still expected to lead where it did, if that entry is left.
    """
    old, new = _by_text(before.messages), _by_text(after.messages)
    current = [
        Case(message, _expected(message, old.get(text), before, after), message.entry)
        for text, message in new.items()
    ]
    gone = [
        Case(
            message,
            before=message.entry,
            after=_counterpart(message.entry, before.faq, after.faq),
            withdrawn=True,
        )
        for text, message in old.items()
        if text not in new
    ]
    return (*current, *gone)


def _by_text(messages: Iterable[Message]) -> dict[str, Message]:
    """Each text once: the first message that has it."""
    by_text: dict[str, Message] = {}
    for message in messages:
        by_text.setdefault(message.text, message)
    return by_text


def _expected(message: Message, old: Message | None, before: Version, after: Version) -> str | None:
    """The entry that should have answered a current message in the earlier version.

    An entry that is new there could not: then nothing but it is right.
    """
    if old is not None:
        return old.entry
    return _counterpart(message.entry, after.faq, before.faq) or message.entry


def _counterpart(entry_id: str | None, own: Faq, other: Faq) -> str | None:
    """The id in `other` of the entry that has `entry_id` in `own`, by any id it has had."""
    entry = own.find(entry_id) if entry_id else None
    ids = (entry.id, *entry.former_ids) if entry else ()
    found = filter(None, map(other.find, ids))
    return next((one.id for one in found), None)


def compare(
    before: Version,
    after: Version,
    track: Callable[[Sequence[Case]], Iterable[Case]] = iter,
) -> Comparison:
    """What the later version alters; `track` may show how far it has come."""
    asked = cases(before, after)
    changes = tuple(filter(None, (_change(case, before, after) for case in track(asked))))
    old, new = before.faq, after.faq
    return Comparison(
        changes=changes,
        asked=len(asked),
        added=tuple(one.id for one in new.entries if not _counterpart(one.id, new, old)),
        removed=tuple(one.id for one in old.entries if not _counterpart(one.id, old, new)),
        rewritten=tuple(one.id for one in new.entries if _is_rewritten(one, new, old)),
    )


def _is_rewritten(entry: Entry, own: Faq, other: Faq) -> bool:
    """Whether residents saw something else under this entry before."""
    old = other.find(_counterpart(entry.id, own, other) or "")
    return old is not None and _seen(old) != _seen(entry)


def _seen(entry: Entry) -> tuple[object, ...]:
    return entry.question, entry.answer, entry.citations, entry.valid_until


def _change(case: Case, before: Version, after: Version) -> Change | None:
    """What became of one message; None if the reply is the same."""
    old = ask_one(before.dialogue, case.message, case.before)
    new = ask_one(after.dialogue, case.message, case.after)
    if _is_same(case, old, new, before.faq, after.faq):
        return None
    return Change(old, new, _direction(case, old.verdict, new.verdict), case.withdrawn)


def _is_same(case: Case, old: Result, new: Result, before: Faq, after: Faq) -> bool:
    """Whether a resident is told the same, and it is worth as much.

    Which suggestions there are does not matter by itself.
    """
    was, now = old.reply, new.reply
    return (
        was.kind is now.kind
        and _is_same_entry(was.entry, now.entry, before, after)
        and (was.group.id if was.group else None) == (now.group.id if now.group else None)
        and (case.after is None or old.verdict is new.verdict)
    )


def _is_same_entry(old: Entry | None, new: Entry | None, before: Faq, after: Faq) -> bool:
    """Whether both answers are of one entry, by its ids or by all that residents see of it."""
    if old is None or new is None:
        return old is new
    return _counterpart(old.id, before, after) == new.id or _seen(old) == _seen(new)


def _direction(case: Case, old: Verdict, new: Verdict) -> Direction:
    """Worst is a wrong answer where there was none, or nothing where there was the right one.

    What is withdrawn may go unanswered: nobody claims any more that it has an answer.
    """
    if case.withdrawn and (case.before is None or (case.after is None and new not in _BAD)):
        return Direction.OTHER
    turned = new in _BAD and old not in _BAD
    lost = old is Verdict.RIGHT and new is Verdict.MISSED and not case.withdrawn
    if turned or lost:
        return Direction.REGRESSION
    if _WORTH[old] == _WORTH[new]:
        return Direction.OTHER
    return Direction.WEAKER if _WORTH[old] > _WORTH[new] else Direction.BETTER
