"""What a reply to an editor's message is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.dialogue import Dialogue
from bot.editor.evaluation.messages import Message
from bot.models import Entry, Faq, Reply, ReplyKind

# How a FAQ becomes a bot: with the cut-offs and the calibration that are to be measured.
Opened: TypeAlias = Callable[[Faq], Dialogue]


class Verdict(StrEnum):
    """The outcome of one message; the first four where an entry should answer, from best to worst.

    The last three are for messages that nothing should answer, from best to worst.
    """

    RIGHT = "right"
    SUGGESTED = "suggested"
    MISSED = "missed"
    WRONG = "wrong"
    QUIET = "quiet"
    ASKED_BACK = "asked_back"
    FALSE = "false"


INSIDE = (Verdict.RIGHT, Verdict.SUGGESTED, Verdict.MISSED, Verdict.WRONG)
OUTSIDE = (Verdict.QUIET, Verdict.ASKED_BACK, Verdict.FALSE)
LABELS = {
    Verdict.RIGHT: "rätt svar",
    Verdict.SUGGESTED: "bland förslagen",
    Verdict.MISSED: "missat",
    Verdict.WRONG: "fel svar",
    Verdict.QUIET: "inget svar",
    Verdict.ASKED_BACK: "bara förslag",
    Verdict.FALSE: "falskt svar",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A message, the reply to it and what that is worth.

    `right` is the id of the entry that should answer, None where none should; it is not the
    message's own entry where that one was left out. `kind` names the noise, where there was any.
    """

    message: Message
    right: str | None
    reply: Reply
    verdict: Verdict
    kind: str = ""

    @property
    def rival(self) -> Entry | None:
        """The entry that stands first where another should, or none; None if there is none.

        It may only have been considered: what the bot would have said, had it been surer.
        """
        matches = self.reply.suggestions or self.reply.matches
        first = self.reply.entry or (matches[0].entry if matches else None)
        settled = self.verdict in {Verdict.RIGHT, Verdict.QUIET}
        return None if settled or first is None or first.id == self.right else first


def ask(dialogue: Dialogue, messages: Iterable[Message], kind: str = "") -> Iterator[Result]:
    """Each message as a resident would send it; its own entry is the right one."""
    for message in messages:
        yield ask_one(dialogue, message, message.entry, kind)


def ask_one(dialogue: Dialogue, message: Message, right: str | None, kind: str = "") -> Result:
    """One message, with `right` the id of the entry that should answer it (None: none should)."""
    reply = dialogue.reply(message.text)
    return Result(message, right, reply, judge(right, reply, dialogue.faq), kind)


def judge(right: str | None, reply: Reply, faq: Faq) -> Verdict:
    """What `reply` is worth if the entry with the id `right` should answer; None: if none should.

    An entry that is never answered outright (`försiktig`) is right among the suggestions.
    """
    answered = reply.entry if reply.kind is ReplyKind.ANSWER else None
    if right is None:
        if answered:
            return Verdict.FALSE
        return Verdict.ASKED_BACK if reply.suggestions else Verdict.QUIET
    entry = faq.find(right)
    if answered:
        return Verdict.RIGHT if answered == entry else Verdict.WRONG
    if entry not in [match.entry for match in reply.suggestions]:
        return Verdict.MISSED
    return Verdict.RIGHT if entry and entry.cautious else Verdict.SUGGESTED
