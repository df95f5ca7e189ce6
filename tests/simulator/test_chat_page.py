"""The chat page over HTTP: its files, what a tab may do, and the stream of its chat's events."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.chat import Chat
from bot.simulator.client import Extension
from bot.simulator.page_files import FOLDER, html
from bot.simulator.server import Simulator

Json = dict[str, Any]
PATIENCE_SECONDS = 5.0
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".html")


@dataclass
class Tab:
    """A resident's tab, and the bot on the other side."""

    simulator: Simulator
    http: httpx.AsyncClient
    resident: Json

    @property
    def path(self) -> str:
        return f"/client/chats/{self.resident['id']}"

    @property
    def chat(self) -> Chat:
        return self.simulator.world.chats[self.resident["id"]]

    async def post(self, path: str, **given: Any) -> Any:
        answer = await self.http.post(self.path + path, json=given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refusal(self, path: str, **given: Any) -> str:
        answer = await self.http.post(self.path + path, json=given)
        body = answer.json()
        assert (answer.status_code, body["ok"]) == (body["error_code"], False)
        return str(body["description"])

    async def bot(self, method: str, **given: Any) -> Any:
        path = f"/bot{self.simulator.token}/{method}"
        answer = await self.http.post(path, json={"chat_id": self.resident["id"]} | given)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def update(self) -> Json:
        """The last update that the bot gets."""
        updates = await self.bot("getUpdates", offset=-1, timeout=5)
        return dict(updates[-1])

    @asynccontextmanager
    async def events(self, last: str | None = None) -> AsyncIterator[AsyncIterator[Json]]:
        headers = {"last-event-id": last} if last else {}
        async with self.http.stream("GET", f"{self.path}/events", headers=headers) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield read_events(answer)


async def read_events(answer: httpx.Response) -> AsyncIterator[Json]:
    """Server-sent events as a browser reads them: {"id", "event", "data"}."""
    event: Json = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if line:
            event[name] = json.loads(value) if name == "data" else value
        else:
            yield event
            event = {}


async def read(events: AsyncIterator[Json], count: int) -> list[Json]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return [await anext(events) for _ in range(count)]


def told(events: list[Json]) -> list[tuple[str, str]]:
    """Number and text of the events that carry a message."""
    return [(one["id"], one["data"]["message"]["text"]) for one in events if "id" in one]


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    async with (
        Simulator(page=True) as simulator,
        httpx.AsyncClient(base_url=simulator.api_url, trust_env=False) as http,
    ):
        arrived = await http.post("/client/residents", json={"first_name": "Greta"})
        yield Tab(simulator, http, arrived.json())


# The page's files.


async def test_serves_its_files_with_their_types(tab: Tab) -> None:
    expected = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    for path in FILES:
        answer = await tab.http.get(f"/page/{path.name}")
        assert answer.status_code == 200, path.name
        assert answer.headers["content-type"].startswith(expected[path.suffix]), path.name


@pytest.mark.parametrize(
    "path", ["/page/", "/page/index.html", "/page/nothing.js", "/page/..%2f..%2fworld.py"]
)
async def test_serves_no_other_files(tab: Tab, path: str) -> None:
    assert (await tab.http.get(path)).status_code == 404


def test_everything_that_is_referred_to_is_there() -> None:
    names = {path.name for path in FILES}
    sources = [html(), *(path.read_text(encoding="utf-8") for path in FILES)]
    for source in sources:
        assert set(re.findall(r"/page/([\w.-]+)", source)) <= names
        assert set(re.findall(r'from "\./([\w.-]+)"', source)) <= names


def test_the_page_needs_nothing_that_its_policy_forbids() -> None:
    source = html()
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", source)
    assert not re.findall(r'(?:src|href)="(?!/page/|#)', source)
    for path in FILES:
        if path.suffix == ".css":
            assert not re.findall(r'@import|url\("(?!/page/)', path.read_text(encoding="utf-8"))


def test_data_never_becomes_markup() -> None:
    dangerous = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    for path in FILES:
        assert not re.findall(dangerous, path.read_text(encoding="utf-8")), path.name


async def test_an_extension_adds_routes_scripts_and_styles() -> None:
    closed: list[bool] = []

    async def hello(_request: Request) -> Response:
        return JSONResponse("hello")

    extension = Extension(
        [Route("/more/hello", hello)],
        ["/more/a.js?b&c"],
        ["/more/a.css"],
        lambda: closed.append(True),
    )
    async with (
        Simulator(page=True, extension=extension) as simulator,
        httpx.AsyncClient(base_url=simulator.api_url, trust_env=False) as http,
    ):
        page = (await http.get("/")).text
        assert (await http.get("/more/hello")).json() == "hello"
    assert '<script type="module" src="/more/a.js?b&amp;c"></script>' in page
    assert '<link rel="stylesheet" href="/more/a.css">' in page
    assert closed == [True]


async def test_without_the_page_there_is_only_the_api() -> None:
    async with (
        Simulator() as simulator,
        httpx.AsyncClient(base_url=simulator.api_url, trust_env=False) as http,
    ):
        for path in ("/", "/page/main.js", "/client/residents"):
            assert (await http.get(path)).json()["description"] == "Not Found"


# What a tab may do.


async def test_every_tab_is_a_resident_of_its_own(tab: Tab) -> None:
    other = (await tab.http.post("/client/residents", json={})).json()
    assert other["id"] != tab.resident["id"]
    assert tab.resident["first_name"] == "Greta"
    assert (await tab.http.get(tab.path)).json() == tab.resident


async def test_tells_who_the_bot_is_in_the_residents_language(tab: Tab) -> None:
    await tab.bot("setMyName", name="Nära svar")
    await tab.bot("setMyDescription", description="Frågor och svar.")
    for language, words in (("", "Help"), ("sv", "Hjälp")):
        commands = [{"command": "hjalp", "description": words}]
        await tab.bot("setMyCommands", commands=commands, language_code=language)
    bot = (await tab.http.get(f"{tab.path}/bot")).json()
    assert (bot["name"], bot["description"]) == ("Nära svar", "Frågor och svar.")
    assert bot["username"] == tab.simulator.world.me["username"]
    assert [one["description"] for one in bot["commands"]] == ["Hjälp"]


async def test_writes_replies_and_forwards(tab: Tab) -> None:
    first = await tab.post("/messages", text="  Hej /hjalp ")
    assert (first["text"], first["entities"][0]["type"]) == ("Hej /hjalp", "bot_command")
    assert (await tab.update())["message"] == first
    reply = await tab.post("/messages", text="Hallå?", reply_to=first["message_id"])
    assert reply["reply_to_message"]["text"] == "Hej /hjalp"
    forwarded = await tab.post("/messages", text="Läst?", forwarded=True)
    assert "forward_origin" in forwarded


async def test_edits_and_deletes_own_messages_only(tab: Tab) -> None:
    own = await tab.post("/messages", text="Se /hjalp")
    theirs = await tab.bot("sendMessage", text="Hej")
    edited = await tab.post(f"/messages/{own['message_id']}", text="Förlåt")
    assert (edited["text"], edited["entities"]) == ("Förlåt", [])
    assert (await tab.update())["edited_message"] == edited
    for path in ("", "/delete"):
        assert await tab.refusal(f"/messages/{theirs['message_id']}{path}", text="Nej")
    assert await tab.post(f"/messages/{own['message_id']}/delete") is True
    assert await tab.refusal(f"/messages/{own['message_id']}", text="Nej")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
async def test_sends_what_is_not_text(tab: Tab, kind: str) -> None:
    message = await tab.post("/attachments", kind=kind)
    assert kind in (await tab.update())["message"]
    assert await tab.refusal(f"/messages/{message['message_id']}", text="Text")
    assert await tab.refusal("/attachments", kind="elephant")


async def test_a_tap_waits_for_the_bots_answer(tab: Tab) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "j"}]]}
    message = await tab.bot("sendMessage", text="Bra?", reply_markup=keyboard)
    tap = asyncio.create_task(tab.post("/taps", message_id=message["message_id"], data="j"))
    query = (await tab.update())["callback_query"]
    assert query["data"] == "j"
    await tab.bot("answerCallbackQuery", callback_query_id=query["id"], text="Ok", show_alert=True)
    assert await tap == {"answered": True, "text": "Ok", "show_alert": True}


async def test_asks_inline_and_chooses(tab: Tab) -> None:
    assert await tab.refusal("/inline/choose", place=0)
    asked = asyncio.create_task(tab.post("/inline", query="nära"))
    query = (await tab.update())["inline_query"]
    content = {"message_text": "<b>Svar</b>", "parse_mode": "HTML"}
    result = {"type": "article", "id": "1", "title": "Fråga", "input_message_content": content}
    await tab.bot("answerInlineQuery", inline_query_id=query["id"], results=[result])
    assert [one["title"] for one in (await asked)["results"]] == ["Fråga"]
    chosen = await tab.post("/inline/choose", place=0)
    assert (chosen["text"], chosen["from"]["id"]) == ("Svar", tab.resident["id"])
    assert await tab.refusal("/inline/choose", place=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("😀" * 2049, "Bad Request: message is too long"),
        ({}, 'Bad Request: field "text" must be of type String'),
    ],
    ids=["empty", "blank", "long", "object"],
)
async def test_refuses_what_telegram_would(tab: Tab, text: Any, words: str) -> None:
    assert await tab.refusal("/messages", text=text) == words


async def test_takes_the_longest_text(tab: Tab) -> None:
    assert (await tab.post("/messages", text="😀" * 2048))["text"] == "😀" * 2048


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "content", "code"),
    [
        ({"content-type": "text/plain"}, b'{"text": "Hej"}', 415),
        ({"content-type": "application/x-www-form-urlencoded"}, b"text=Hej", 415),
        ({}, b'{"text": "Hej"}', 415),
        (JSON, b"{", 400),
        (JSON, b"[]", 400),
        (JSON, rb'{"text": "half a character: \ud83d"}', 400),
    ],
)
async def test_changes_nothing_unless_it_is_asked_in_json(
    tab: Tab, headers: Json, content: bytes, code: int
) -> None:
    answer = await tab.http.post(f"{tab.path}/messages", content=content, headers=headers)
    assert answer.status_code == code
    assert not tab.chat.messages


async def test_a_tab_that_nobody_opened_is_not_there(tab: Tab) -> None:
    tab.simulator.private_chat(42)
    for number in ("1", "42"):
        for path in ("", "/events", "/bot"):
            assert (await tab.http.get(f"/client/chats/{number}{path}")).status_code == 404


# The stream.


async def test_streams_what_has_been_and_what_comes(tab: Tab) -> None:
    await tab.post("/messages", text="Hej")
    async with tab.events() as events:
        assert told(await read(events, 1)) == [("1", "Hej")]
        assert (await read(events, 1))[0]["event"] == "caughtup"
        await tab.bot("sendChatAction", action="typing")
        sent = await tab.bot("sendMessage", text="Hej på dig, Åsa 😀")
        await tab.bot("editMessageText", message_id=sent["message_id"], text="Hej!")
        await tab.bot("deleteMessage", message_id=sent["message_id"])
        new = await read(events, 4)
    assert [one["data"]["kind"] for one in new] == ["action", "message", "edit", "delete"]
    assert [one["id"] for one in new] == ["2", "3", "4", "5"]
    assert new[1]["data"]["message"] == sent
    assert new[3]["data"]["message_id"] == sent["message_id"]


async def test_a_reconnect_loses_nothing_and_repeats_nothing(tab: Tab) -> None:
    await tab.post("/messages", text="1")
    async with tab.events() as events:
        last = (await read(events, 1))[0]["id"]
    await tab.post("/messages", text="2")
    await tab.post("/messages", text="3")
    async with tab.events(last) as events:
        assert told(await read(events, 2)) == [("2", "2"), ("3", "3")]
    after = {"after": "2"}
    async with tab.http.stream("GET", f"{tab.path}/events", params=after) as answer:
        assert told(await read(read_events(answer), 1)) == [("3", "3")]


async def test_two_tabs_see_only_their_own_chats(tab: Tab) -> None:
    other = Tab(tab.simulator, tab.http, (await tab.http.post("/client/residents", json={})).json())
    async with tab.events() as one, other.events() as two:
        await tab.post("/messages", text="Från den ena")
        await other.post("/messages", text="Från den andra")
        assert told(await read(one, 2)) == [("1", "Från den ena")]
        assert told(await read(two, 2)) == [("1", "Från den andra")]


async def test_streams_end_when_the_server_goes_down() -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        async with Simulator(page=True) as simulator:
            http.base_url = simulator.api_url
            tab = Tab(simulator, http, (await http.post("/client/residents", json={})).json())
            stream = http.stream("GET", f"{tab.path}/events")
            answer = await stream.__aenter__()
            events = read_events(answer)
            await read(events, 1)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert [event async for event in events] == []
        await stream.__aexit__(None, None, None)
