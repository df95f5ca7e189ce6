"""The people's side and the faults over HTTP, so that a bot in any language can be tested.

Everything is JSON under /control; docs/simulator.md shows it by example.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from starlette.routing import BaseRoute

from bot.simulator import deeds, faults, membership
from bot.simulator.chat import Chat
from bot.simulator.errors import Json, bad_request
from bot.simulator.json_routes import get_route, post_route
from bot.simulator.parameters import Parameters
from bot.simulator.residents import PATIENCE_SECONDS, Conversation
from bot.simulator.views import BotMessage
from bot.simulator.world import Query, World

RESIDENT = 42
LONGEST_WAIT = 60
GROUP_KINDS = frozenset({"group", "supergroup", "channel"})
CHANGES: dict[str, Callable[[Conversation], object]] = {
    "block": Conversation.block,
    "unblock": Conversation.unblock,
    "deactivate": Conversation.deactivate,
    "add": Conversation.add,
    "promote": Conversation.promote,
    "kick": Conversation.kick,
    "dissolve": Conversation.dissolve,
    "migrate": Conversation.migrate,
}
FAULTS: dict[str, Callable[[Parameters], faults.Fault]] = {
    "flood_wait": lambda given: faults.flood_wait(given.integer("seconds", 1)),
    "server_error": lambda given: faults.server_error(given.integer("code", 500)),
    "dropped": lambda _given: faults.dropped(),
    "half_answer": lambda _given: faults.half_answer(),
    "hanging": lambda _given: faults.hanging(),
    "wrong_json": lambda _given: faults.wrong_json(),
}


class Control:
    """The routes under /control, over one world and its faults."""

    def __init__(self, world: World, plan: faults.FaultPlan) -> None:
        self._world = world
        self._plan = plan

    @property
    def routes(self) -> list[BaseRoute]:
        """All routes; each method's docstring names what it takes beside `chat_id`."""
        return [
            post_route("/control/chats", self.open),
            post_route("/control/messages", self.write),
            post_route("/control/edits", self.edit),
            post_route("/control/deletions", self.delete),
            post_route("/control/taps", self.tap),
            post_route("/control/inline", self.ask_inline),
            post_route("/control/choices", self.choose),
            post_route("/control/members", self.change_members),
            post_route("/control/faults", self.plan_fault),
            get_route("/control/events", self.events),
        ]

    async def open(self, given: Parameters) -> Json:
        """Open a group: `kind`, `title`; with `thread_id` a forum that has this topic."""
        kind, thread_id = given.text("kind") or "group", given.integer("thread_id")
        if kind not in GROUP_KINDS:
            raise bad_request(f"kind: one of {', '.join(sorted(GROUP_KINDS))} expected")
        number, title = given.integer("chat_id", -RESIDENT), given.text("title") or "Group"
        chat = membership.open_group(self._world, number, kind, title, is_forum=bool(thread_id))
        if thread_id:
            membership.open_topic(self._world, chat, self._user(given), thread_id, "Topic")
        return chat.about

    async def write(self, given: Parameters) -> Json:
        """Write a `text`; `user_id`, `first_name`, `thread_id`, `reply_to` if need be."""
        talk = self._talk(given)
        if not given.has("reply_to"):
            return talk.send(given.text("text"))
        return talk.reply_to(self._message(talk.chat, given, "reply_to"), given.text("text"))

    async def edit(self, given: Parameters) -> Json:
        """Change the message `message_id` to `text`."""
        talk = self._talk(given)
        return talk.edit(self._message(talk.chat, given), text=given.text("text"))

    async def delete(self, given: Parameters) -> bool:
        """Delete the message `message_id` for everybody."""
        deeds.delete(self._talk(given).chat, given.integer("message_id"))
        return True

    async def tap(self, given: Parameters) -> Json:
        """Tap a button of the message `message_id`: its `label`, or its `data`."""
        talk = self._talk(given)
        message = self._message(talk.chat, given)
        data = given.text("data") or _data_of(message, given.text("label"))
        return await _answered(talk.start_tap(message, data), given)

    async def ask_inline(self, given: Parameters) -> Json:
        """Type `@bot query` in the chat, from `offset` on."""
        talk = self._talk(given)
        asked = deeds.ask_inline(
            self._world, talk.chat, talk.user, given.text("query"), given.text("offset")
        )
        return await _answered(asked, given)

    async def choose(self, given: Parameters) -> Json:
        """Post one `result` of an inline answer, which was to `query`."""
        talk, result = self._talk(given), given.data("result")
        if not isinstance(result, dict) or not {"id", "message"} <= result.keys():
            raise bad_request("result: one of those that /control/inline gave expected")
        return deeds.choose(self._world, talk.chat, talk.user, result, given.text("query"))

    async def change_members(self, given: Parameters) -> bool:
        """Let a `change` happen to the bot or the chat: block, kick, migrate."""
        change = CHANGES.get(given.text("change"))
        if change is None:
            raise bad_request(f"change: one of {', '.join(CHANGES)} expected")
        change(self._talk(given))
        return True

    async def plan_fault(self, given: Parameters) -> bool:
        """Let the next `times` calls of `method` fail in the way `fault`, perhaps `after` all."""
        make = FAULTS.get(given.text("fault"))
        if make is None:
            raise bad_request(f"fault: one of {', '.join(FAULTS)} expected")
        fault = replace(make(given), after=given.flag("after"))
        self._plan.next(given.text("method"), fault, given.integer("times", 1))
        return True

    async def events(self, given: Parameters) -> Json:
        """What happened in the chat `after` so many events, waiting up to `wait` seconds for it."""
        chat, after = self._talk(given).chat, given.integer("after")
        try:
            async with asyncio.timeout(_wait(given, 0)):
                while len(chat.events) <= after and not self._world.closing.is_set():
                    chat.news.clear()
                    await chat.news.wait()
        except TimeoutError:
            pass
        return {"events": chat.events[after:], "next": len(chat.events)}

    def _talk(self, given: Parameters) -> Conversation:
        """Somebody in a chat; a person's own chat with the bot opens by itself."""
        chat_id = given.integer("chat_id", RESIDENT)
        user = self._user(given)
        chat = self._world.chats.get(chat_id)
        if chat is None and chat_id > 0:
            chat = membership.open_private(self._world, user)
        if chat is None:
            raise bad_request("chat not found")
        thread_id = given.integer("thread_id") or None
        if thread_id and thread_id not in chat.topics:
            raise bad_request("message thread not found")
        return Conversation(self._world, chat, user, thread_id)

    def _user(self, given: Parameters) -> Json:
        chat_id = given.integer("chat_id", RESIDENT)
        user_id = chat_id if chat_id > 0 else given.integer("user_id", RESIDENT)
        language = given.text("language") or "sv"
        return membership.person(user_id, given.text("first_name") or "Astrid", language)

    @staticmethod
    def _message(chat: Chat, given: Parameters, name: str = "message_id") -> Json:
        return chat.message(given.integer(name), "message not found")


def _data_of(message: Json, label: str) -> str:
    try:
        return BotMessage(message).data_of(label)
    except (StopIteration, KeyError):
        raise bad_request("no button with this label and callback_data") from None


async def _answered(query: Query, given: Parameters) -> Json:
    """The bot's answer to a query, or `answered: false` if none comes within `wait` seconds."""
    try:
        answer = await asyncio.wait_for(query.answer, _wait(given, PATIENCE_SECONDS))
    except TimeoutError:
        return {"answered": False}
    return {"answered": True, **answer}


def _wait(given: Parameters, default: float) -> float:
    return min(given.integer("wait", int(default)), LONGEST_WAIT)
