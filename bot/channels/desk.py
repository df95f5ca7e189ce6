"""What every handler works with."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from telegram import User

from bot.channels.answering import Answered
from bot.channels.memory import Memory
from bot.channels.metrics import Metrics
from bot.channels.outgoing import Setting
from bot.channels.turns import Turns
from bot.dialogue import Dialogue

MESSAGES_PER_MINUTE = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the bot's words come from, what it remembers and counts, and how it takes turns.

    `quiet` waits for more fragments to come, `per_minute` is how much one resident may write.
    """

    dialogue_source: Callable[[], Dialogue]
    today: Callable[[], date]
    metrics: Metrics
    memory: Memory
    quiet: Callable[[float], Awaitable[None]] = asyncio.sleep
    per_minute: int = MESSAGES_PER_MINUTE
    turns: Turns = field(default_factory=Turns)

    def setting(self, me: User, *, in_group: bool = False) -> Setting:
        """What matters beside a message."""
        return Setting(self.today(), me.username or "", in_group)

    def replied(self, answered: Answered, arrived: float) -> None:
        """Count a reply, and how long it took since its message arrived."""
        kind = answered.kind.value if answered.kind else "other"
        self.metrics.reply(kind, self.memory.clock() - arrived)
