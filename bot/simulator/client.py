"""The page that looks like Telegram's client: its files, its requests, and its chats' events.

One tab is one resident. The page draws a chat from nothing but the chat's events, which it gets as
server-sent events; writing, tapping and editing are small JSON requests.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.simulator import membership, page_files, tab
from bot.simulator.chat import Chat
from bot.simulator.errors import ApiError, Json
from bot.simulator.json_routes import Work, get_route, post_route, refused
from bot.simulator.parameters import Parameters
from bot.simulator.residents import Conversation
from bot.simulator.tab import Tab
from bot.simulator.world import World

# A tab asks for its chat again after a restart: nobody else may have got the same number.
RESIDENTS_FROM = 10_000_000
RESIDENTS = 1_000_000_000
CHAT = "/client/chats/{chat_id:int}"
CAUGHT_UP = "retry: 1000\nevent: caughtup\ndata: {}\n\n"


@dataclass(frozen=True, slots=True)
class Extension:
    """What somebody adds to the page: routes, and the addresses of scripts (modules) and styles.

    `on_close` is called when the server goes down, so that streams of these routes can end.
    """

    routes: Sequence[BaseRoute] = ()
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()
    on_close: Callable[[], None] | None = None


class Client:
    """The page's routes over one world."""

    def __init__(self, world: World, extension: Extension | None = None) -> None:
        self._world = world
        self._extension = extension or Extension()
        self._tabs: dict[int, Tab] = {}

    @property
    def routes(self) -> list[BaseRoute]:
        """The page, its files, its requests, and the routes of the extension."""
        extension = self._extension
        return [
            *page_files.routes(extension.scripts, extension.styles),
            post_route("/client/residents", self._arrive),
            Route(f"{CHAT}/events", self._events, methods=["GET"]),
            *(get_route(CHAT + path, self._in_tab(work)) for path, work in tab.READS.items()),
            *(post_route(CHAT + path, self._in_tab(work)) for path, work in tab.DEEDS.items()),
            *extension.routes,
        ]

    def close(self) -> None:
        """Tell the extension that the server goes down; the chats' streams end with the world."""
        if self._extension.on_close:
            self._extension.on_close()

    async def _arrive(self, given: Parameters) -> Json:
        """Let a new resident open the bot's chat."""
        user_id = RESIDENTS_FROM + secrets.randbelow(RESIDENTS)
        user = membership.person(user_id, given.text("first_name") or "Astrid")
        chat = membership.open_private(self._world, user)
        self._tabs[user_id] = Tab(Conversation(self._world, chat, user))
        return chat.about

    def _in_tab(self, work: tab.Request) -> Work:
        async def work_in_tab(given: Parameters) -> object:
            return await work(self._tab(given.integer("chat_id")), given)

        return work_in_tab

    async def _events(self, request: Request) -> Response:
        """The chat's events from the first, or from the one after Last-Event-ID."""
        try:
            chat = self._tab(request.path_params["chat_id"]).chat
        except ApiError as error:
            return refused(error)
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        stream = self._stream(chat, int(last) if last.isdecimal() else 0)
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _stream(self, chat: Chat, seen: int) -> AsyncIterator[str]:
        """Events as they come, each with its number; "caughtup" after those that there were."""
        after = CAUGHT_UP
        while not self._world.closing.is_set():
            end = len(chat.events)
            yield _written(chat.events[seen:end], end) + after
            seen, after = end, ""
            if len(chat.events) == seen and not self._world.closing.is_set():
                chat.news.clear()
                await chat.news.wait()

    def _tab(self, chat_id: int) -> Tab:
        try:
            return self._tabs[chat_id]
        except KeyError:
            raise ApiError(HTTPStatus.NOT_FOUND, "Not Found: no such tab") from None


def _written(events: Sequence[Json], last: int) -> str:
    """Events in the form of html.spec.whatwg.org/multipage/server-sent-events.html.

    `last` is the number of the last one, counted from 1 and from the chat's beginning.
    """
    numbered = enumerate(events, last - len(events) + 1)
    return "".join(f"id: {number}\ndata: {json.dumps(event)}\n\n" for number, event in numbered)
