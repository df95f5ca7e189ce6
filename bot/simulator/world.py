"""What Telegram remembers: the bot, chats with their messages, taps that wait for an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.updates import UpdateQueue

BOT: Json = {
    "id": 1_000_000_001,
    "is_bot": True,
    "first_name": "Bot",
    "username": "simulated_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(eq=False)
class Chat:
    """One chat: its messages by id, and what the bot did in it, in order (`sent`, `edited` …)."""

    about: Json
    messages: dict[int, Json] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)
    edited: list[Json] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    refusal: ApiError | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def id(self) -> int:
        """The chat's id, negative for a group."""
        identity: int = self.about["id"]
        return identity

    def message(self, message_id: int, missing: str) -> Json:
        """A message by its id; ApiError with the words `missing` if there is none."""
        if message_id not in self.messages:
            raise bad_request(missing)
        return self.messages[message_id]


@dataclass(eq=False)
class Tap:
    """A tapped button; `answer` comes with answerCallbackQuery."""

    answer: asyncio.Future[Json]


@dataclass
class World:
    """Everything behind one bot's token. `clock` gives seconds since 1970.

    `calls` are the methods in the order they were called, `finished` in the order they ended.
    """

    token: str
    clock: Callable[[], float] = time.time
    me: Json = field(default_factory=lambda: dict(BOT))
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    webhook_url: str = ""
    calls: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _last_id: int = 0

    def now(self) -> int:
        """The time as Telegram writes it."""
        return int(self.clock())

    def next_id(self) -> int:
        """A number that was never given before."""
        self._last_id += 1
        return self._last_id

    def finish(self, method: str) -> None:
        """Note that a call has taken effect, or failed, and is about to be answered."""
        self.finished.append(method)
        self.news.set()

    def chat(self, chat_id: str) -> Chat:
        """The chat that the bot means; ApiError if it may not write there."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = chat_id.removeprefix("-")
        chat = self.chats.get(int(chat_id)) if number.isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.refusal:
            raise chat.refusal
        return chat

    def add_message(self, chat: Chat, sender: Json, **content: object) -> Json:
        """Store a new message in a chat and return it."""
        message: Json = {
            "message_id": self.next_id(),
            "from": sender,
            "chat": chat.about,
            "date": self.now(),
            **content,
        }
        chat.messages[message["message_id"]] = message
        return message

    def take_tap(self, query_id: str) -> Tap:
        """The tap that waits for an answer; a second answer to it is too late."""
        tap = self.taps.pop(query_id, None)
        if tap is None or tap.answer.done():
            raise bad_request(QUERY_TOO_OLD)
        return tap
