"""The simulator seen from outside, through HTTP, as any bot sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.simulator.faults import dropped, flood_wait, server_error
from bot.simulator.server import Simulator

Json = dict[str, Any]
CHAT = 42


class Caller:
    """Calls methods of the simulator and gives code and body back."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        self.client = client
        self.base = base

    async def __call__(self, method: str, /, **given: Any) -> tuple[int, Json]:
        answer = await self.client.post(f"{self.base}/{method}", json=given)
        return answer.status_code, answer.json()

    async def refusal(self, method: str, /, **given: Any) -> str:
        code, body = await self(method, **given)
        assert code == body["error_code"]
        assert body["ok"] is False
        words: str = body["description"]
        return words

    async def result(self, method: str, /, **given: Any) -> Any:
        code, body = await self(method, **given)
        assert (code, body["ok"]) == (200, True), body
        return body["result"]


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    simulator.private_chat(CHAT)
    async with httpx.AsyncClient(trust_env=False) as client:
        yield Caller(client, f"{simulator.api_url}/bot{simulator.token}")


async def test_says_who_the_bot_is(call: Caller) -> None:
    me = await call.result("getMe")
    assert me["is_bot"] is True
    assert me["username"]


async def test_method_names_do_not_mind_case(call: Caller) -> None:
    assert await call.result("GETME") == await call.result("getme")


async def test_refuses_other_tokens_and_methods(simulator: Simulator, call: Caller) -> None:
    other = Caller(call.client, f"{simulator.api_url}/bot123:wrong")
    assert await other.refusal("getMe") == "Unauthorized: invalid token specified"
    assert await call.refusal("sendRocket") == "Not Found: method not found"
    assert (await call.client.get(simulator.api_url)).json()["description"] == "Not Found"


KEYBOARD = json.dumps({"inline_keyboard": [[{"text": "Ja", "callback_data": "j"}]]})
GIVEN = {"chat_id": str(CHAT), "text": "Hej å", "reply_markup": KEYBOARD}
FORMS: list[Json] = [
    {"json": GIVEN},
    {"data": GIVEN},
    {"params": GIVEN},
    {"files": {name: (None, value) for name, value in GIVEN.items()}},
]


@pytest.mark.parametrize("form", FORMS, ids=["json", "form", "address", "multipart"])
async def test_takes_parameters_in_every_form(call: Caller, form: Json) -> None:
    message = (await call.client.post(f"{call.base}/sendMessage", **form)).json()["result"]
    assert message["text"] == "Hej å"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Ja"


SEND_REFUSALS = [
    ({"chat_id": 7}, "chat not found"),
    ({"chat_id": ""}, "chat_id is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n"}, "message text is empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    ({"text": "a" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "a", "parse_mode": "Word"}, "unsupported parse_mode"),
    (
        {"text": "<u", "parse_mode": "html"},
        "can't parse entities: Unclosed start tag at byte offset 0",
    ),
    ({"reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"reply_markup": "{"}, "can't parse reply markup JSON object"),
    ({"reply_markup": []}, "object expected as reply markup"),
]


@pytest.mark.parametrize(("given", "words"), SEND_REFUSALS)
async def test_refuses_messages(call: Caller, given: Json, words: str) -> None:
    given = {"chat_id": CHAT, "text": "Hej"} | given
    assert await call.refusal("sendMessage", **given) == f"Bad Request: {words}"


UNREADABLE = "can't parse inline keyboard button: "
BUTTON_REFUSALS = [
    ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
    ({"text": "a", "callback_data": "å" * 33}, "BUTTON_DATA_INVALID"),
    ({"text": "a"}, f"{UNREADABLE}Text buttons are unallowed in the inline keyboard"),
    ({"text": "", "callback_data": "a"}, f"{UNREADABLE}button text must be non-empty"),
    ({"text": "a", "callback_data": "a", "url": "https://a.se"}, "BUTTON_TYPE_INVALID"),
    (
        {"text": "a", "url": "ftp://a.se"},
        "inline keyboard button URL 'ftp://a.se' is invalid: unsupported URL protocol",
    ),
]


@pytest.mark.parametrize(("button", "words"), BUTTON_REFUSALS)
async def test_refuses_buttons(call: Caller, button: Json, words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    refusal = await call.refusal("sendMessage", chat_id=CHAT, text="a", reply_markup=markup)
    assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize("text", ["a" * 4096, "<b>" * 9 + "&amp;" * 4096 + "</b>" * 9])
async def test_the_limit_counts_after_entities(call: Caller, text: str) -> None:
    sent = await call.result("sendMessage", chat_id=CHAT, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_a_reply_may_lose_its_target(call: Caller) -> None:
    gone = {"message_id": 999, "allow_sending_without_reply": True}
    sent = await call.result("sendMessage", chat_id=CHAT, text="a", reply_parameters=gone)
    assert "reply_to_message" not in sent


async def test_edits_only_what_changes_and_is_the_bots_own(
    simulator: Simulator, call: Caller
) -> None:
    theirs = simulator.private_chat(CHAT).send("fråga")["message_id"]
    own = (await call.result("sendMessage", chat_id=CHAT, text="a"))["message_id"]

    async def edit(message_id: int, text: str) -> tuple[int, Json]:
        return await call("editMessageText", chat_id=CHAT, message_id=message_id, text=text)

    assert (await edit(own, "b"))[1]["result"]["text"] == "b"
    assert (await edit(own, "b"))[1]["description"].startswith("Bad Request: message is not mod")
    assert (await edit(theirs, "b"))[1]["description"] == "Bad Request: message can't be edited"
    assert (await edit(999, "b"))[1]["description"] == "Bad Request: message to edit not found"
    bare = await call("editMessageReplyMarkup", chat_id=CHAT, message_id=own)
    assert bare[0] == 400
    assert await call.result("deleteMessage", chat_id=CHAT, message_id=own) is True
    assert (await edit(own, "c"))[1]["description"] == "Bad Request: message to edit not found"


async def test_delivers_updates_until_they_are_confirmed(
    simulator: Simulator, call: Caller
) -> None:
    chat = simulator.private_chat(CHAT)
    for text in ("ett", "två", "tre"):
        chat.send(text)
    first = await call.result("getUpdates", limit=2)
    assert [one["message"]["text"] for one in first] == ["ett", "två"]
    assert await call.result("getUpdates", limit=2) == first
    rest = await call.result("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [one["message"]["text"] for one in rest] == ["tre"]
    last = await call.result("getUpdates", offset=-1)
    assert last == rest


async def test_polling_waits_for_news(simulator: Simulator, call: Caller) -> None:
    polling = asyncio.create_task(call.result("getUpdates", timeout=30))
    await call.result("getMe")  # the poll is on its way
    simulator.private_chat(CHAT).send("hej")
    assert len(await polling) == 1


async def test_a_second_poller_ends_the_first(simulator: Simulator, call: Caller) -> None:
    first = asyncio.create_task(call.refusal("getUpdates", timeout=30))
    while not first.done() and "getUpdates" not in simulator.world.calls:
        await call.result("getMe")
    second = asyncio.create_task(call.result("getUpdates", timeout=30))
    assert (await first).startswith("Conflict: terminated by other getUpdates request")
    simulator.private_chat(CHAT).send("hej")
    assert len(await second) == 1


async def test_polling_and_a_webhook_exclude_each_other(simulator: Simulator, call: Caller) -> None:
    simulator.world.webhook_url = "https://example.org"
    assert (await call.refusal("getUpdates")).startswith("Conflict: can't use getUpdates")
    assert (await call.result("getWebhookInfo"))["url"] == "https://example.org"
    await call.result("deleteWebhook", drop_pending_updates=True)
    assert await call.result("getUpdates") == []


async def test_gives_only_the_kinds_that_were_asked_for(simulator: Simulator, call: Caller) -> None:
    await call.result("getUpdates", allowed_updates=["message"])
    chat = simulator.private_chat(CHAT)
    chat.edit(chat.send("hej"), text="hopp")
    assert [list(one)[1] for one in await call.result("getUpdates")] == ["message"]


async def test_a_tap_is_answered_once(simulator: Simulator, call: Caller) -> None:
    chat = simulator.private_chat(CHAT)
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "j"}]]}
    await call.result("sendMessage", chat_id=CHAT, text="?", reply_markup=keyboard)
    tap = asyncio.create_task(chat.tap(await chat.reply(), "Ja"))
    (update,) = await call.result("getUpdates", timeout=30)
    query_id = update["callback_query"]["id"]
    too_long = await call.refusal("answerCallbackQuery", callback_query_id=query_id, text="a" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    given = {"callback_query_id": query_id, "text": "Jaså", "show_alert": True}
    assert await call.result("answerCallbackQuery", **given) is True
    assert (await tap).text == "Jaså"
    assert (await call.refusal("answerCallbackQuery", **given)).startswith(
        "Bad Request: query is too old"
    )


async def test_keeps_the_profile(call: Caller) -> None:
    commands = [{"command": "start", "description": "Börja"}]
    assert await call.result("setMyCommands", commands=commands) is True
    assert await call.result("getMyCommands") == commands
    await call.result("setMyName", name="Bot")
    await call.result("setMyName", name="Boten", language_code="sv")
    assert await call.result("getMyName", language_code="sv") == {"name": "Boten"}
    assert await call.result("getMyName", language_code="en") == {"name": "Bot"}
    assert await call.result("getMyDescription") == {"description": ""}


PROFILE_REFUSALS = [
    ("setMyName", {"name": "a" * 65}),
    ("setMyDescription", {"description": "a" * 513}),
    ("setMyShortDescription", {"short_description": "a" * 121}),
    ("setMyCommands", {"commands": [{"command": "Hjälp", "description": "a"}]}),
    ("setMyCommands", {"commands": [{"command": "a", "description": "a" * 257}]}),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}),
    ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}),
    ("sendChatAction", {"chat_id": CHAT, "action": "dancing"}),
]


@pytest.mark.parametrize(("method", "given"), PROFILE_REFUSALS)
async def test_refuses_profiles_beyond_the_limits(call: Caller, method: str, given: Json) -> None:
    assert (await call.refusal(method, **given)).startswith("Bad Request: ")


async def test_fails_on_demand(simulator: Simulator, call: Caller) -> None:
    simulator.faults.next("getMe", flood_wait(3))
    simulator.faults.next("getMe", server_error(502), times=2)
    simulator.faults.next("getMe", dropped())
    code, body = await call("getMe")
    assert (code, body["parameters"]) == (429, {"retry_after": 3})
    assert [(await call("getMe"))[0] for _ in range(2)] == [502, 502]
    with pytest.raises(httpx.RemoteProtocolError):
        await call("getMe")
    assert (await call("getMe"))[0] == 200


async def test_an_answer_can_get_lost_after_the_call_took_effect(
    simulator: Simulator, call: Caller
) -> None:
    chat = simulator.private_chat(CHAT)
    simulator.faults.next("sendMessage", dropped(after=True))
    with pytest.raises(httpx.RemoteProtocolError):
        await call("sendMessage", chat_id=CHAT, text="framme")
    assert (await chat.reply()).text == "framme"


async def test_who_blocks_the_bot_is_not_reached(simulator: Simulator, call: Caller) -> None:
    simulator.private_chat(CHAT).block()
    refusal = await call.refusal("sendMessage", chat_id=CHAT, text="a")
    assert refusal == "Forbidden: bot was blocked by the user"
