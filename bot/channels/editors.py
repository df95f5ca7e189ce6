"""The editors' own group: there, and nowhere else, the bot tells what it has learnt and runs on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import Message, User

from bot.channels.commands import MenuItem, parse_command
from bot.channels.outgoing import Outgoing, as_reply
from bot.channels.rendering import render_text

REPORT = "rapport"
VERSION = "version"
# Words for editors, who are no residents, may stand in the program.
MENU = (
    MenuItem(REPORT, "Vad invånare frågade förgäves i veckan"),
    MenuItem(VERSION, "Vilken version av boten och svaren som är i bruk"),
)


@dataclass(frozen=True, slots=True)
class EditorsGroup:
    """The group with this number; `report` makes messages (HTML, each short enough to send)."""

    chat_id: int
    report: Callable[[], Awaitable[Sequence[str]]]
    version: Callable[[], str]

    def asked(self, message: Message, me: User) -> str | None:
        """The editors' command in a message; None if it is none, or stands in another chat."""
        if message.chat.id != self.chat_id or message.via_bot:
            return None
        command = parse_command(message.text or "", me.username or "")
        return command.name if command and command.name in {REPORT, VERSION} else None

    async def answer(self, command: str) -> tuple[Outgoing, ...]:
        """What to say to one of their commands; it may take seconds."""
        if command == VERSION:
            return as_reply(render_text(self.version()))
        return as_reply(tuple(Outgoing(one) for one in await self.report()))
