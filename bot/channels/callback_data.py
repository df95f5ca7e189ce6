"""What a button carries: everything that a tap needs, in at most 64 bytes.

It is stateless: any replica can serve it, also after a restart or a reload. Entries are named by
their id and topics by a digest of their title, so that moving them about does not mislead a tap.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

MAX_BYTES = 64  # core.telegram.org/bots/api#inlinekeyboardbutton
_PATTERN = re.compile(
    r"e:(?P<entry>[a-z0-9-]{1,62})"
    r"|m:(?P<menu>\d{1,4})"
    r"|(?P<new_menu>M)"
    r"|t:(?P<topic>[0-9a-f]{8}):(?P<page>\d{1,4})"
    r"|n:(?P<round>\d)"
    r"|(?P<verdict>[yx]):(?P<judged>[a-z0-9-]{1,62})"
)


@dataclass(frozen=True, slots=True)
class EntryTap:
    """Show an entry's answer."""

    entry_id: str

    def __str__(self) -> str:
        return f"e:{self.entry_id}"


@dataclass(frozen=True, slots=True)
class MenuTap:
    """Show a page of the topics; `as_new` in a message of its own, else in place."""

    page: int = 0
    as_new: bool = False

    def __str__(self) -> str:
        return "M" if self.as_new else f"m:{self.page}"


@dataclass(frozen=True, slots=True)
class TopicTap:
    """Show a page of one topic's questions, in place."""

    topic: str
    page: int = 0

    def __str__(self) -> str:
        return f"t:{self.topic}:{self.page}"


@dataclass(frozen=True, slots=True)
class NoneTap:
    """None of the suggestions was right; `round` counts how often they were turned down before."""

    round: int = 0

    def __str__(self) -> str:
        return f"n:{self.round}"


@dataclass(frozen=True, slots=True)
class FeedbackTap:
    """An entry's answer helped, or it did not."""

    entry_id: str
    helpful: bool

    def __str__(self) -> str:
        return f"{'y' if self.helpful else 'x'}:{self.entry_id}"


Tap = EntryTap | MenuTap | TopicTap | NoneTap | FeedbackTap


def parse(data: str) -> Tap | None:
    """What a button means; None for data that no version of the bot has sent."""
    match = _PATTERN.fullmatch(data)
    if not match:
        return None
    found = match.groupdict()
    if found["entry"]:
        return EntryTap(found["entry"])
    if found["topic"]:
        return TopicTap(found["topic"], int(found["page"]))
    if found["verdict"]:
        return FeedbackTap(found["judged"], helpful=found["verdict"] == "y")
    if found["round"]:
        return NoneTap(int(found["round"]))
    return MenuTap(as_new=True) if found["new_menu"] else MenuTap(int(found["menu"]))


def topic_key(title: str) -> str:
    """A short name of a topic that stays the same when topics are added, removed or moved."""
    return hashlib.blake2s(title.encode(), digest_size=4).hexdigest()
