"""`@bot question` in any chat (core.telegram.org/bots/api#inline-mode)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from calling import KEYBOARD, Caller, Json, caller

from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator
from bot.simulator.views import InlineAnswer


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


@pytest.fixture
def group(simulator: Simulator) -> Conversation:
    return simulator.group_chat()


def article(identity: str = "a", **more: Any) -> Json:
    content = {"message_text": "<b>Svar</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": identity,
        "title": "Fråga",
        "input_message_content": content,
    } | more


async def ask(call: Caller, chat: Conversation, **given: Any) -> InlineAnswer:
    """Ask inline and let the bot answer; the answer as the person sees it."""
    asking = asyncio.create_task(chat.inline("listning"))
    (update,) = await call.updates(timeout=30)
    query_id = update["inline_query"]["id"]
    await call.result("answerInlineQuery", inline_query_id=query_id, **given)
    return await asking


async def refused(call: Caller, chat: Conversation, **given: Any) -> str:
    chat_query = asyncio.create_task(chat.inline("listning"))
    (update,) = await call.updates(timeout=30)
    query_id = update["inline_query"]["id"]
    words = await call.refusal("answerInlineQuery", inline_query_id=query_id, **given)
    chat_query.cancel()
    return words


async def test_an_inline_query_tells_who_asks_what_and_where(
    call: Caller, group: Conversation
) -> None:
    asking = asyncio.create_task(group.inline("å" * 300, offset="20"))
    (update,) = await call.updates(timeout=30)
    asking.cancel()
    query = update["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("å" * 256, "20", "group")
    assert query["from"]["id"] == 42


async def test_results_are_seen_and_one_is_posted(call: Caller, group: Conversation) -> None:
    results = [article("a", description="Kort"), article("b", title="Annan")]
    button = {"text": "Fler frågor", "start_parameter": "fragor"}
    answer = await ask(call, group, results=results, button=button, next_offset="50")
    assert (answer.titles, answer.next_offset) == (["Fråga", "Annan"], "50")
    assert answer.button == button
    assert answer.results[0]["description"] == "Kort"
    message = group.choose(answer)
    assert (message["text"], message["from"]["id"]) == ("Svar", 42)
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert message["via_bot"]["is_bot"] is True
    (update,) = await call.updates()
    assert update["message"] == message


async def test_a_chosen_result_is_told_only_if_asked_for(call: Caller, group: Conversation) -> None:
    await call.updates(allowed_updates=["inline_query", "chosen_inline_result"])
    group.choose(await ask(call, group, results=[article()]))
    (update,) = await call.updates()
    assert update["chosen_inline_result"]["result_id"] == "a"
    assert update["chosen_inline_result"]["query"] == "listning"
    assert "inline_message_id" not in update["chosen_inline_result"]


async def test_a_message_sent_via_the_bot_can_be_tapped_and_changed(
    call: Caller, group: Conversation
) -> None:
    group.kick()  # the bot need not be in the chat
    await call.updates()
    answer = await ask(call, group, results=[article(reply_markup=KEYBOARD)])
    message = group.choose(answer)
    group.start_tap(message, "j")
    (update,) = await call.updates()
    query = update["callback_query"]
    assert "message" not in query
    inline_id = query["inline_message_id"]
    assert await call.result("editMessageText", inline_message_id=inline_id, text="Nytt") is True
    assert group.chat.messages[message["message_id"]]["text"] == "Nytt"
    for wrong in ("-4200:999", "x", "7:1"):
        words = await call.refusal("editMessageText", inline_message_id=wrong, text="a")
        assert words == "Bad Request: MESSAGE_ID_INVALID"


async def test_a_query_is_answered_once(call: Caller) -> None:
    words = await call.refusal("answerInlineQuery", inline_query_id="1", results=[])
    assert words.startswith("Bad Request: query is too old")


KEYS = "can't parse inline keyboard button: "
RESULT = "can't parse inline query result: "
BUTTON = "can't parse inline query results button: "
REFUSALS = [
    ({"results": {}}, "expected an Array of inline query results"),
    ({"results": [article(str(n)) for n in range(51)]}, "too many inline query results specified"),
    ({"results": ["a"]}, f"{RESULT}Inline query result must be an object"),
    ({"results": [{"type": "article"}]}, f'{RESULT}Can\'t find field "id"'),
    ({"results": [article(id=7)]}, f'{RESULT}Field "id" must be of type String'),
    ({"results": [article("")]}, "RESULT_ID_EMPTY"),
    ({"results": [article("å" * 33)]}, "RESULT_ID_INVALID"),
    ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
    ({"results": [article(title=" ")]}, f"{RESULT}ARTICLE_TITLE_EMPTY"),
    ({"results": [article(description=1)]}, f'{RESULT}Field "description" must be of type String'),
    (
        {"results": [article(input_message_content=None)]},
        f'{RESULT}Can\'t find field "input_message_content"',
    ),
    (
        {"results": [article(input_message_content={"message_text": " "})]},
        f"{RESULT}message text is empty",
    ),
    (
        {"results": [article(input_message_content={"message_text": "<p>", "parse_mode": "HTML"})]},
        f'{RESULT}can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    (
        {"results": [article(reply_markup={"inline_keyboard": [[{"text": "a"}]]})]},
        f"{RESULT}{KEYS}Text buttons are unallowed in the inline keyboard",
    ),
    ({"next_offset": "å" * 33}, "NEXT_OFFSET_INVALID"),
    ({"button": "a"}, "can't parse button JSON object"),
    ({"button": {"text": ""}}, f'{BUTTON}Can\'t find field "text"'),
    (
        {"button": {"text": "Fler"}},
        f"{BUTTON}InlineQueryResultsButton must have exactly one optional field",
    ),
    ({"button": {"text": "Fler", "start_parameter": ""}}, "START_PARAM_EMPTY"),
    ({"button": {"text": "Fler", "start_parameter": "å"}}, "START_PARAM_INVALID"),
    ({"cache_time": "länge"}, 'field "cache_time" must be a valid Number'),
]


@pytest.mark.parametrize(("given", "words"), REFUSALS)
async def test_refuses_answers(call: Caller, group: Conversation, given: Json, words: str) -> None:
    assert await refused(call, group, **{"results": []} | given) == f"Bad Request: {words}"


async def test_the_most_that_is_allowed(call: Caller, group: Conversation) -> None:
    results = [article(f"{n:02}" + "x" * 62) for n in range(50)]
    button = {"text": "Fler", "start_parameter": "a" * 64}
    answer = await ask(call, group, results=results, next_offset="x" * 64, button=button)
    assert len(answer.results) == 50
