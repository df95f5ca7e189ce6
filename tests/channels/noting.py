"""A journal that a test can read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.models import Reply


@dataclass
class NotedJournal:
    """Keeps what was noted: `replies` as kind, entry and message."""

    replies: list[tuple[str, str, str | None]] = field(default_factory=list)
    turned_down: list[str] = field(default_factory=list)
    verdicts: list[tuple[str, bool]] = field(default_factory=list)
    is_up: bool = True
    dropped: int = 0
    states: list[str] = field(default_factory=list)

    @property
    def pending(self) -> int:
        """All that was noted."""
        return len(self.replies) + len(self.turned_down) + len(self.verdicts)

    def reply(self, reply: Reply, message: str | None) -> None:
        """Take note of a reply."""
        entry = reply.entry.id if reply.entry else ""
        self.replies.append((reply.kind.value, entry, message))

    def rejected(self, message: str) -> None:
        """Take note of a question whose suggestions were turned down."""
        self.turned_down.append(message)

    def feedback(self, entry_id: str, *, helpful: bool) -> None:
        """Take note of a verdict."""
        self.verdicts.append((entry_id, helpful))

    async def start(self) -> None:
        """Take note of the start."""
        self.states.append("started")

    async def close(self, seconds: float = 5.0) -> None:
        """Take note of the end."""
        self.states.append(f"closed with {self.pending} within {seconds:g} s")
