"""The people's side over HTTP, for bots in any language; the examples of docs/simulator.md."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from calling import CHAT, KEYBOARD, Caller, Json, caller

from bot.simulator.server import Simulator

DOCS = Path(__file__).parent.parent.parent / "docs" / "simulator.md"
GROUP = -4200


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


class Control:
    """Somebody who drives the people's side."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        self.client = client
        self.base = base

    async def __call__(self, what: str, /, **given: Any) -> Any:
        answer = await self.client.post(f"{self.base}/control/{what}", json=given)
        return answer.json()

    async def events(self, **given: Any) -> Json:
        told = (await self.client.get(f"{self.base}/control/events", params=given)).json()
        return {"kinds": [one["kind"] for one in told["events"]], "next": told["next"]}


@pytest.fixture
def control(simulator: Simulator, call: Caller) -> Control:
    return Control(call.client, simulator.api_url)


async def test_a_talk_from_both_sides(control: Control, call: Caller) -> None:
    asked = await control("messages", chat_id=7, first_name="Bo", text="fråga")
    assert asked["chat"] == {"id": 7, "type": "private", "first_name": "Bo"}
    await control("edits", chat_id=7, message_id=asked["message_id"], text="en /fråga")
    said = await call.result("sendMessage", chat_id=7, text="svar", reply_markup=KEYBOARD)
    replied = await control("messages", chat_id=7, reply_to=said["message_id"], text="tack")
    assert replied["reply_to_message"]["text"] == "svar"
    await control("deletions", chat_id=7, message_id=replied["message_id"])
    kinds = ["message", "edit", "message", "message", "delete"]
    assert await control.events(chat_id=7) == {"kinds": kinds, "next": 5}
    assert await control.events(chat_id=7, after=4) == {"kinds": ["delete"], "next": 5}
    heard = [kind for one in await call.updates() for kind in one]
    assert heard == ["message", "edited_message", "message"]


async def test_events_are_waited_for(control: Control, call: Caller) -> None:
    waiting = asyncio.create_task(control.events(chat_id=CHAT, wait=30))
    await call.result("sendMessage", chat_id=CHAT, text="svar")
    assert (await waiting)["kinds"] == ["message"]


async def test_taps_and_inline_queries_wait_for_their_answers(
    control: Control, call: Caller
) -> None:
    said = await call.result("sendMessage", chat_id=CHAT, text="?", reply_markup=KEYBOARD)
    tapping = asyncio.create_task(control("taps", message_id=said["message_id"], label="Ja"))
    (update,) = await call.updates(timeout=30)
    query_id = update["callback_query"]["id"]
    await call.result("answerCallbackQuery", callback_query_id=query_id, text="Jo")
    assert await tapping == {"answered": True, "text": "Jo", "show_alert": False}

    asking = asyncio.create_task(control("inline", query="hej"))
    (update,) = await call.updates(timeout=30)
    content = {"message_text": "Svar"}
    article = {"type": "article", "id": "a", "title": "A", "input_message_content": content}
    query_id = update["inline_query"]["id"]
    await call.result("answerInlineQuery", inline_query_id=query_id, results=[article])
    (result,) = (await asking)["results"]
    chosen = await control("choices", result=result, query="hej")
    assert (chosen["text"], chosen["via_bot"]["is_bot"]) == ("Svar", True)
    for what, given in [("taps", {"message_id": said["message_id"], "data": "x"}), ("inline", {})]:
        assert await control(what, wait=0, **given) == {"answered": False}


async def test_groups_and_what_becomes_of_them(control: Control, call: Caller) -> None:
    about = await control("chats", chat_id=GROUP, kind="supergroup", thread_id=7, title="Byn")
    assert about == {"id": GROUP, "type": "supergroup", "title": "Byn", "is_forum": True}
    said = await control("messages", chat_id=GROUP, user_id=8, thread_id=7, text="/start")
    assert (said["from"]["id"], said["message_thread_id"]) == (8, 7)
    assert await control("members", chat_id=GROUP, change="kick") is True
    assert (await call.refusal("sendMessage", chat_id=GROUP, text="a")).startswith("Forbidden")


@pytest.mark.parametrize(
    "fault", ["flood_wait", "server_error", "dropped", "half_answer", "wrong_json", "hanging"]
)
async def test_faults(control: Control, call: Caller, fault: str) -> None:
    given = {"method": "sendMessage", "fault": fault, "after": True, "times": 1}
    assert await control("faults", **given) is True
    failing = asyncio.create_task(call("sendMessage", chat_id=CHAT, text="framme"))
    assert (await control.events(chat_id=CHAT, wait=30))["kinds"] == ["message"]
    assert (await call("sendMessage", chat_id=CHAT, text="igen"))[0] == 200
    failing.cancel()


REFUSALS = [
    ("messages", {"chat_id": -7, "text": "a"}, "chat not found"),
    ("messages", {"thread_id": 7, "text": "a"}, "message thread not found"),
    ("messages", {"reply_to": 99, "text": "a"}, "message not found"),
    ("taps", {"message_id": 99}, "message not found"),
    ("chats", {"kind": "secret"}, "kind: one of channel, group, supergroup expected"),
    ("choices", {"result": {}}, "result: one of those that /control/inline gave expected"),
]


@pytest.mark.parametrize(("what", "given", "words"), REFUSALS)
async def test_refusals_say_what_is_wrong(
    control: Control, what: str, given: Json, words: str
) -> None:
    assert (await control(what, **given))["description"] == f"Bad Request: {words}"


@pytest.mark.parametrize(("what", "name"), [("members", "change"), ("faults", "fault")])
async def test_refusals_name_the_choices(control: Control, what: str, name: str) -> None:
    refusal = (await control(what))["description"]
    assert refusal.startswith(f"Bad Request: {name}: one of ")


async def test_a_button_without_data_cannot_be_tapped(control: Control, call: Caller) -> None:
    markup = {"inline_keyboard": [[{"text": "Länk", "url": "https://example.org"}]]}
    said = await call.result("sendMessage", chat_id=CHAT, text="?", reply_markup=markup)
    for label in ("Länk", "Annan"):
        refusal = await control("taps", message_id=said["message_id"], label=label)
        assert refusal["description"].startswith("Bad Request: no button")


async def test_only_json_changes_anything(control: Control) -> None:
    answer = await control.client.post(f"{control.base}/control/messages", data={"text": "a"})
    assert answer.status_code == 415


async def test_the_examples_in_the_documentation_work(simulator: Simulator, call: Caller) -> None:
    """Each `curl` in docs/simulator.md, in order, with the address and token of this server."""
    (block,) = re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    lines = block.replace("\\\n", " ").replace("$TOKEN", simulator.token).splitlines()
    commands = [shlex.split(line, comments=True) for line in lines if line.startswith("curl")]
    assert len(commands) >= 4
    for _, *arguments in commands:
        assert await _curl(call.client, simulator, arguments) == 200, arguments


async def _curl(client: httpx.AsyncClient, simulator: Simulator, arguments: list[str]) -> int:
    """What `curl [--json BODY] ADDRESS` does; the HTTP code."""
    address = arguments[-1].replace("http://127.0.0.1:8081", simulator.api_url)
    if arguments[0] != "--json":
        return (await client.get(address)).status_code
    headers = {"content-type": "application/json"}
    return (await client.post(address, content=arguments[1], headers=headers)).status_code
