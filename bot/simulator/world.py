"""What Telegram remembers: the bot, chats with their messages, queries that wait for an answer."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.chat import Chat
from bot.simulator.errors import Json, bad_request
from bot.simulator.limits import Limits
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhook_state import Surroundings, Webhook

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
MOST_OPEN_QUERIES = 10_000
MOST_CALLS = 10_000


@dataclass(eq=False)
class Query:
    """A tapped button or an inline query; `answer` comes when the bot answers it."""

    id: str
    answer: asyncio.Future[Json]
    chat: Chat | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A result that Telegram answers with a `description` beside it."""

    result: object
    description: str


@dataclass
class World:
    """Everything behind one bot's token. `clock` gives seconds since 1970.

    `calls` are the last methods that were called, in order, `finished` how often each has ended.
    With `keep` a chat remembers that many messages.
    """

    token: str
    clock: Callable[[], float] = time.time
    keep: int | None = None
    limits: Limits | None = None
    me: Json = field(default_factory=lambda: dict(BOT))
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    surroundings: Surroundings = field(default_factory=Surroundings)
    webhook: Webhook | None = None
    on_webhook: Callable[[], None] | None = None
    calls: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_CALLS))
    finished: Counter[str] = field(default_factory=Counter)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    observer: Callable[[Json], None] | None = None
    _last_id: int = 0

    @property
    def bot(self) -> Json:
        """The bot as everybody sees it; the rest of `me` is "returned only in getMe"."""
        return {name: self.me[name] for name in ("id", "is_bot", "first_name", "username")}

    def time(self) -> float:
        """Seconds since 1970, from the clock that is set now."""
        return self.clock()

    def now(self) -> int:
        """The time as Telegram writes it."""
        return int(self.clock())

    def next_id(self) -> int:
        """A number that was never given before."""
        self._last_id += 1
        return self._last_id

    def finish(self, method: str) -> None:
        """Note that a call has taken effect, or failed, and is about to be answered."""
        self.finished[method] += 1
        self.news.set()

    def close(self) -> None:
        """Send everybody home who waits: the server goes down."""
        self.closing.set()
        self.updates.close()
        for chat in self.chats.values():
            chat.news.set()

    def use_webhook(self, hook: Webhook | None) -> None:
        """Set another webhook, or none; whoever delivers is told by `on_webhook`."""
        self.webhook = hook
        if self.on_webhook:
            self.on_webhook()

    def open_chat(self, about: Json) -> Chat:
        """The chat with this id, made if there is none."""
        if about["id"] not in self.chats:
            self.chats[about["id"]] = Chat(about, self.keep)
        return self.chats[about["id"]]

    def chat(self, chat_id: str) -> Chat:
        """The chat that the bot means, by id or @name; ApiError if it may not write there."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self._named(chat_id[1:]) if chat_id.startswith("@") else self._numbered(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.refusal:
            raise chat.refusal.with_traceback(None)  # raised again and again, it would grow
        return chat

    def _numbered(self, chat_id: str) -> Chat | None:
        number = chat_id.removeprefix("-")
        return self.chats.get(int(chat_id)) if number.isdecimal() else None

    def _named(self, name: str) -> Chat | None:
        """A public group or channel; people are not reached by their names."""
        public = (chat for chat in self.chats.values() if chat.counts_itself)
        return next((one for one in public if one.about.get("username") == name), None)

    def add_message(self, chat: Chat, sender: Json | None, **content: object) -> Json:
        """Store a new message in a chat and return it; a channel's has no sender but the channel.

        Supergroups and channels count their messages themselves; all other chats share a counter.
        """
        by = {"from": sender} if sender else {"sender_chat": chat.about}
        message: Json = {
            "message_id": chat.next_id() if chat.counts_itself else self.next_id(),
            **by,
            "chat": chat.about,
            "date": self.now(),
            **content,
        }
        chat.keep_message(message)
        return message

    def open_query(self, chat: Chat | None = None) -> Query:
        """A new query that waits for an answer."""
        query = Query(str(self.next_id()), asyncio.get_running_loop().create_future(), chat)
        self.queries[query.id] = query
        if len(self.queries) > MOST_OPEN_QUERIES:
            del self.queries[next(iter(self.queries))]
        return query

    def take_query(self, query_id: str) -> Query:
        """The query that waits for an answer; a second answer to it is too late."""
        query = self.queries.pop(query_id, None)
        if query is None or query.answer.done():
            raise bad_request(QUERY_TOO_OLD)
        return query
