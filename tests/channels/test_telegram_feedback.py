"""Below an answer, through HTTP: did it help, share it, where to go on."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from running_bot import RunningBot
from small_faq import FEE, LOAN, OTHER, SCAN, small_faq, texts

from bot.dialogue import Dialogue
from bot.simulator.residents import Conversation
from bot.simulator.views import BotMessage

TEXTS = texts()
ONWARD = [f"→ {one.question}"[:20] for one in (FEE, SCAN)]


def beginnings(message: BotMessage) -> list[str]:
    return [label[:20] for label in message.labels]


async def test_a_yes_takes_the_question_away_and_leaves_the_rest(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    thanked = await chat.tap(answer, TEXTS.helpful)
    assert (thanked.text, thanked.is_alert) == (TEXTS.thanks, False)
    assert beginnings(await chat.edited()) == [TEXTS.share, *ONWARD]


async def test_a_no_shows_the_way_on(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    await chat.tap(answer, TEXTS.not_helpful)
    assert beginnings(await chat.edited()) == [TEXTS.share, *ONWARD]
    sorry = await chat.reply()
    assert sorry.text == TEXTS.sorry
    assert beginnings(sorry) == [FEE.question[:20], SCAN.question[:20], TEXTS.command_questions]
    await chat.tap(sorry, SCAN.question)
    assert (await chat.reply()).bold == [SCAN.question]


async def test_a_second_tap_does_no_harm(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    data = answer.data_of(TEXTS.not_helpful)
    await chat.tap_data(answer, data)
    await chat.tap_data(answer, data)
    assert (await chat.reply()).text == TEXTS.sorry
    assert (await chat.ask("hej")).text == "Hej själv!"
    assert chat.unread == []


async def test_a_verdict_on_what_is_gone_gives_an_alert(
    chat: Conversation, bot: RunningBot
) -> None:
    answer = await chat.ask(LOAN.question)
    bot.current = Dialogue(small_faq(OTHER))
    told = await chat.tap(answer, TEXTS.helpful)
    assert (told.text, told.is_alert) == (TEXTS.gone, True)


async def test_the_shared_link_opens_the_answer(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    (share,) = [one for one in answer.buttons if one["text"] == TEXTS.share]
    link = parse_qs(urlsplit(share["url"]).query)["url"][0]
    chat.start(parse_qs(urlsplit(link).query)["start"][0])
    assert (await chat.reply()).bold == [LOAN.question]
