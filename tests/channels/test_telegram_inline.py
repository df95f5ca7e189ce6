"""`@bot question` in any chat, through HTTP."""

from __future__ import annotations

import logging

import pytest
from running_bot import RunningBot
from small_faq import HOSTILE, LOAN, texts

from bot.simulator import deeds
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

TEXTS = texts()


@pytest.fixture
def elsewhere(bot: RunningBot) -> Conversation:
    """A group that the bot is not in."""
    group = bot.simulator.group_chat()
    group.kick()
    return group


async def test_an_answer_is_chosen_and_sent(elsewhere: Conversation) -> None:
    offered = await elsewhere.inline(LOAN.question)
    best = offered.results[0]
    assert (best["id"], best["title"]) == (LOAN.id, LOAN.question)
    sent = elsewhere.choose(offered)
    assert sent["text"].startswith(f"{LOAN.question}\n\nDu får låna i fyra veckor.")
    assert "Källa: " in sent["text"]
    assert sent["link_preview_options"] == {"is_disabled": True}
    ((button,),) = sent["reply_markup"]["inline_keyboard"]
    assert button["text"] == TEXTS.ask_directly
    assert button["url"].endswith(f"?start={LOAN.id}")


async def test_danger_is_the_first_to_choose(elsewhere: Conversation) -> None:
    offered = await elsewhere.inline("pappa har ont i bröstet")
    assert elsewhere.choose(offered)["text"] == "Ring 112 nu & vänta."


async def test_the_first_letters_do_no_harm(elsewhere: Conversation) -> None:
    for end in range(len(HOSTILE.question)):
        assert len((await elsewhere.inline(HOSTILE.question[:end])).results) <= 10


async def test_where_nothing_is_found_the_own_chat_is_offered(
    elsewhere: Conversation, chat: Conversation
) -> None:
    offered = await elsewhere.inline("zxqv wkjh")
    assert offered.results == []
    button = offered.button
    assert button is not None
    assert button["text"] == TEXTS.ask_directly
    assert (await chat.ask(f"/start {button['start_parameter']}")).text == TEXTS.greeting


async def test_an_answer_that_comes_too_late_is_no_error(
    elsewhere: Conversation, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        asked = deeds.ask_inline(elsewhere.world, elsewhere.chat, elsewhere.user, "hej")
        simulator.world.take_query(asked.id)  # Telegram gives up waiting before the bot has begun
        await simulator.finished("answerInlineQuery")
        assert (await elsewhere.inline(LOAN.question)).results
    late = [one for one in caplog.records if "nådde inte fram" in one.message]
    assert [one.levelno for one in late] == [logging.INFO]
    assert [one for one in caplog.records if one.levelno > logging.INFO] == []
