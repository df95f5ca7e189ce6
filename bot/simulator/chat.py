"""One chat: who it is, its messages, and what happens in it."""

from __future__ import annotations

import asyncio

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.log import Log


class Chat:
    """One chat: its messages by id, and what happened in it, in order (`events`, `sent` …).

    `refusal` is what the bot gets that writes here, `topics` a forum's by their id, `locked` the
    ids of messages that can no longer be edited, `role` the bot's own status as a member.
    """

    def __init__(self, about: Json, keep: int | None = None) -> None:
        self.about = about
        self.messages: dict[int, Json] = {}
        self.events: Log[Json] = Log(keep)
        self.sent: Log[Json] = Log(keep)
        self.edited: Log[Json] = Log(keep)
        self.actions: Log[str] = Log(keep)
        self.refusal: ApiError | None = None
        self.topics: dict[int, Json] = {}
        self.locked: set[int] = set()
        self.role = "administrator" if about["type"] == "channel" else "member"
        self.news = asyncio.Event()
        self._keep = keep
        self._last_id = 0

    @property
    def id(self) -> int:
        """The chat's id, negative for a group."""
        identity: int = self.about["id"]
        return identity

    @property
    def kind(self) -> str:
        """private, group, supergroup or channel."""
        kind: str = self.about["type"]
        return kind

    @property
    def is_group(self) -> bool:
        """Whether several people write here."""
        return self.kind in {"group", "supergroup"}

    @property
    def counts_itself(self) -> bool:
        """Whether the chat gives its own ids to messages; all other chats share a counter."""
        return self.kind in {"supergroup", "channel"}

    def next_id(self) -> int:
        """The id of this chat's next message, where the chat counts for itself."""
        self._last_id += 1
        return self._last_id

    def note(self, kind: str, **what: object) -> None:
        """Append an event and wake whoever waits for news."""
        self.events.append({"kind": kind, **what})
        self.news.set()

    def keep_message(self, message: Json) -> None:
        """Store a new message; the oldest may be forgotten."""
        self.messages[message["message_id"]] = message
        if self._keep is not None and len(self.messages) > self._keep:
            del self.messages[next(iter(self.messages))]
        self.note("message", message=message)

    def change_message(self, message: Json) -> None:
        """Put a message in the place of the one with its id."""
        self.messages[message["message_id"]] = message
        self.note("edit", message=message)

    def message(self, message_id: int, missing: str) -> Json:
        """A message by its id; ApiError with the words `missing` if there is none."""
        if message_id not in self.messages:
            raise bad_request(missing)
        return self.messages[message_id]
