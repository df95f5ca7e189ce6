"""The simulator seen from outside, through HTTP, as any bot sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from calling import CHAT, KEYBOARD, Caller, Json, caller

from bot.simulator.server import Simulator
from bot.simulator.webhook_state import Webhook


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


async def test_says_who_the_bot_is(call: Caller) -> None:
    me = await call.result("getMe")
    assert me["is_bot"] is True
    assert me["username"]


async def test_method_names_do_not_mind_case(call: Caller) -> None:
    assert await call.result("GETME") == await call.result("getme")


WRONG_ADDRESSES = [
    ("/bot123:wrong/getMe", 401, "Unauthorized"),
    ("/botwrong/getMe", 401, "Unauthorized: invalid token specified"),
    ("/bot/getMe", 404, "Not Found"),
    ("/bot{token}/sendRocket", 404, "Not Found: method not found"),
    ("/bot{token}", 404, "Not Found"),
    ("/bot{token}/getMe/more", 404, "Not Found"),
    ("/", 404, "Not Found"),
]


@pytest.mark.parametrize(("path", "code", "words"), WRONG_ADDRESSES)
async def test_refuses_other_tokens_and_methods(
    simulator: Simulator, call: Caller, path: str, code: int, words: str
) -> None:
    address = simulator.api_url + path.format(token=simulator.token)
    answer = await call.client.get(address)
    refusal = {"ok": False, "error_code": code, "description": words}
    assert (answer.status_code, answer.json()) == (code, refusal)


async def test_takes_only_get_and_post(call: Caller) -> None:
    assert (await call.client.get(f"{call.base}/getMe")).json()["ok"] is True
    assert (await call.client.put(f"{call.base}/getMe")).status_code == 405


GIVEN = {"chat_id": str(CHAT), "text": "Hej å", "reply_markup": json.dumps(KEYBOARD)}
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


ENTITY = "can't parse MessageEntity: "
BUTTON = KEYBOARD["inline_keyboard"][0][0]
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
    ({"reply_markup": {"inline_keyboard": {}}}, 'field "inline_keyboard" must be of type Array'),
    (
        {"reply_markup": {"inline_keyboard": [1]}},
        'field "inline_keyboard" must be an Array of Arrays',
    ),
    ({"reply_markup": {"inline_keyboard": [[BUTTON] * 101]}}, "REPLY_MARKUP_TOO_LONG"),
    (
        {"reply_markup": {"keyboard": [[{"text": ""}]]}},
        "can't parse keyboard button: button text must be non-empty",
    ),
    ({"reply_parameters": 7}, "object expected as reply parameters"),
    ({"reply_parameters": {"quote": "a"}}, 'can\'t find field "message_id"'),
    ({"link_preview_options": "a"}, "can't parse link preview options JSON object"),
    ({"link_preview_options": []}, "object expected as link preview options"),
    ({"link_preview_options": {"url": 1}}, 'field "url" must be of type String'),
    (
        {"link_preview_options": {"is_disabled": "ja"}},
        'field "is_disabled" must be of type Boolean',
    ),
    ({"disable_notification": "kanske"}, 'field "disable_notification" must be of type Boolean'),
    ({"message_thread_id": "a"}, 'field "message_thread_id" must be a valid Number'),
    ({"message_thread_id": 7}, "message thread not found"),
    ({"entities": {}}, "expected an Array as entities"),
    ({"entities": [1]}, "can't parse MessageEntity: expected an Object"),
    ({"entities": [{"type": "bold", "offset": 0}]}, f'{ENTITY}Can\'t find field "length"'),
    (
        {"entities": [{"type": "huge", "offset": 0, "length": 1}]},
        f"{ENTITY}Unsupported type specified",
    ),
    (
        {"entities": [{"type": "text_link", "offset": 0, "length": 1}]},
        f'{ENTITY}Can\'t find field "url"',
    ),
    ({"text": {}}, 'field "text" must be of type String'),
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
    ("Ja", f"{UNREADABLE}InlineKeyboardButton must be an Object"),
    ({"text": "a", "copy_text": {"text": "a" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    (
        {"text": "a", "switch_inline_query": 1},
        f'{UNREADABLE}Field "switch_inline_query" must be of type String',
    ),
    ({"text": "a", "login_url": "https://a.se"}, f"{UNREADABLE}Object expected"),
    ({"text": "a", "pay": True}, "the simulator has no payments"),
    (
        {"text": "a", "callback_data": "a", "style": "huge"},
        f"{UNREADABLE}invalid button style specified",
    ),
]


@pytest.mark.parametrize(("button", "words"), BUTTON_REFUSALS)
async def test_refuses_buttons(call: Caller, button: Json, words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    refusal = await call.refusal("sendMessage", chat_id=CHAT, text="a", reply_markup=markup)
    assert refusal == f"Bad Request: {words}"


BODIES = [
    (b"{", "application/json", "can't parse request body as JSON"),
    (b"[]", "application/json", "request body must be a JSON object"),
    (b'{"text": "\\ud800"}', "application/json", "strings must be encoded in UTF-8"),
    (b"text=%FF\xff", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
]


@pytest.mark.parametrize(("body", "kind", "words"), BODIES)
async def test_refuses_bodies(call: Caller, body: bytes, kind: str, words: str) -> None:
    headers = {"content-type": kind}
    answer = await call.client.post(f"{call.base}/sendMessage", content=body, headers=headers)
    assert answer.json()["description"] == f"Bad Request: {words}"


GOOD_BUTTONS: list[Json] = [
    {"text": "a", "callback_data": "å" * 32, "style": "success"},
    {"text": "a", "url": "tg://resolve?domain=a"},
    {"text": "a", "url": "https://example.org/å"},
    {"text": "a", "switch_inline_query": ""},
    {"text": "a", "switch_inline_query_current_chat": "fråga"},
    {"text": "a", "copy_text": {"text": "a" * 256}},
    {"text": "a", "web_app": {"url": "https://example.org"}},
]


async def test_keeps_keyboards_without_empty_rows(call: Caller) -> None:
    markup = {"inline_keyboard": [GOOD_BUTTONS, [], [BUTTON] * 93]}
    sent = await call.result("sendMessage", chat_id=CHAT, text="a", reply_markup=markup)
    assert sent["reply_markup"] == {"inline_keyboard": [GOOD_BUTTONS, [BUTTON] * 93]}


@pytest.mark.parametrize("markup", [{"keyboard": [[{"text": "Nej"}]]}, {"remove_keyboard": True}])
async def test_other_keyboards_are_no_part_of_the_message(call: Caller, markup: Json) -> None:
    sent = await call.result("sendMessage", chat_id=CHAT, text="a", reply_markup=markup)
    assert "reply_markup" not in sent


async def test_keeps_what_a_message_is_sent_with(call: Caller) -> None:
    preview = {"is_disabled": True, "url": "https://example.org"}
    entities = [{"type": "bold", "offset": 2, "length": 3}]
    given = {"link_preview_options": preview, "entities": entities, "protect_content": "true"}
    sent = await call.result("sendMessage", chat_id=CHAT, text="  Hej /start", **given)
    assert sent["link_preview_options"] == preview
    assert sent["has_protected_content"] is True
    kinds = [(one["type"], one["offset"], one["length"]) for one in sent["entities"]]
    assert kinds == [("bold", 0, 3), ("bot_command", 4, 6)]


async def test_quotes_what_stands_in_the_message(simulator: Simulator, call: Caller) -> None:
    theirs = simulator.private_chat(CHAT).send("Hur listar jag mig?")["message_id"]
    given = {"chat_id": CHAT, "text": "a"}
    reply = {"message_id": theirs, "quote": "listar"}
    sent = await call.result("sendMessage", **given, reply_parameters=reply)
    assert (sent["quote"]["text"], sent["quote"]["position"]) == ("listar", 4)
    refusal = await call.refusal(
        "sendMessage", **given, reply_parameters=reply | {"quote": "bokar"}
    )
    assert refusal == "Bad Request: QUOTE_TEXT_INVALID"


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


async def test_old_messages_cannot_be_changed_or_deleted(
    simulator: Simulator, call: Caller
) -> None:
    chat = simulator.private_chat(CHAT)
    now = simulator.world.now()
    simulator.world.clock = lambda: now
    await call.result("sendMessage", chat_id=CHAT, text="a")
    own = await chat.reply()
    chat.lock(own)
    given = {"chat_id": CHAT, "message_id": own.id}
    assert await call.refusal("editMessageText", **given, text="b") == (
        "Bad Request: message can't be edited"
    )
    simulator.world.clock = lambda: now + 48 * 3600
    assert await call.refusal("deleteMessage", **given) == (
        "Bad Request: message can't be deleted for everyone"
    )
    simulator.world.clock = lambda: now + 48 * 3600 - 1
    assert await call.result("deleteMessage", **given) is True
    assert await call.refusal("deleteMessage", **given) == (
        "Bad Request: message to delete not found"
    )


async def test_a_chat_tells_what_happens_in_it(simulator: Simulator, call: Caller) -> None:
    chat = simulator.private_chat(CHAT)
    asked = chat.send("fråga")
    given = {"chat_id": CHAT, "text": "svar", "reply_markup": KEYBOARD}
    sent = await call.result("sendMessage", **given)
    await call.result("editMessageText", chat_id=CHAT, message_id=sent["message_id"], text="rätt")
    await call.result("sendChatAction", chat_id=CHAT, action="typing")
    chat.edit(asked, text="en fråga")
    chat.delete(asked)
    query = chat.start_tap(sent, "j")
    await call.result("answerCallbackQuery", callback_query_id=query.id, text="Jo")
    told = [(one["kind"], one.get("message", {}).get("text")) for one in chat.chat.events]
    assert told == [
        ("message", "fråga"),
        ("message", "svar"),
        ("edit", "rätt"),
        ("action", None),
        ("edit", "en fråga"),
        ("delete", None),
        ("tap", None),
    ]
    assert chat.chat.events[-1] == {
        "kind": "tap",
        "query_id": query.id,
        "text": "Jo",
        "show_alert": False,
    }


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
    simulator.world.webhook = Webhook("https://example.org", "")
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
    await call.result("sendMessage", chat_id=CHAT, text="?", reply_markup=KEYBOARD)
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
