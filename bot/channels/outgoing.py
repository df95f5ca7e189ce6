"""What goes out: messages with their buttons, and the setting in which they are said."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import date

from bot.channels.callback_data import Tap

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Setting:
    """What matters beside the message: the day, the bot's user name (without @) and the chat.

    `minute` is that of Swedish clocks, as `2026-11-21T08:00`; without it no disruption is told.
    """

    today: date
    bot_name: str = ""
    in_group: bool = False
    minute: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One button below a message: its text, and either what a tap means or where it leads."""

    label: str
    tap: Tap | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send; with `as_reply` it refers to the resident's own message."""

    html: str
    rows: Rows = ()
    as_reply: bool = False

    @property
    def plain(self) -> str:
        """The same words without any markup, for when Telegram refuses the markup."""
        return html.unescape(_TAG.sub("", self.html))


def as_reply(messages: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
    """The messages, of which the first refers to the resident's own message."""
    first, *others = messages
    return (replace(first, as_reply=True), *others)
