"""What a resident sees, through HTTP, from the first /start on."""

from __future__ import annotations

import dataclasses

import pytest
from running_bot import NEVER_SURE, RunningBot, unsure_dialogue
from small_faq import (
    FEE,
    HOSTILE,
    LIBRARY,
    LOAN,
    LONG,
    OLD,
    OTHER,
    SCAN,
    asked_back,
    entry,
    small_faq,
    texts,
)

from bot.channels.callback_data import EntryTap
from bot.channels.rendering import MAX_LABEL
from bot.channels.telegram_text import shorten
from bot.dialogue import Dialogue
from bot.models import Topic
from bot.simulator.residents import Conversation

TEXTS = texts()


async def test_start_greets_and_leads_to_the_topics(chat: Conversation) -> None:
    greeting = await chat.ask("/start")
    assert greeting.text == TEXTS.greeting
    await chat.tap(greeting, TEXTS.command_questions)
    assert (await chat.reply()).text == TEXTS.choose_topic


@pytest.mark.parametrize("entry_id", [LOAN.id, LOAN.former_ids[0]])
async def test_a_deep_link_opens_its_entry(chat: Conversation, entry_id: str) -> None:
    assert (await chat.ask(f"/start {entry_id}")).bold == [LOAN.question]


async def test_a_deep_link_to_what_is_gone_says_so_and_greets(chat: Conversation) -> None:
    assert (await chat.ask("/start finns-inte")).text == f"{TEXTS.gone}\n\n{TEXTS.greeting}"


COMMANDS = [
    ("/hjalp", TEXTS.help),
    ("/hjälp", TEXTS.help),
    ("/HJÄLP", TEXTS.help),
    ("/help", f"{TEXTS.help}\n\n{TEXTS.description_english}"),
    ("/hjalp@simulated_bot", TEXTS.help),
    ("/hja\u0308lp tack", TEXTS.help),
    ("/fragor", TEXTS.choose_topic),
    ("/frågor", TEXTS.choose_topic),
    ("/integritet", TEXTS.privacy),
    ("/boka", TEXTS.unknown_command),
    ("/böka en tid", TEXTS.unknown_command),
    ("/jag har ont i bröstet", "Ring 112 nu & vänta."),
    ("/hjälp jag har ont i bröstet", "Ring 112 nu & vänta."),
]


@pytest.mark.parametrize(("command", "text"), COMMANDS)
async def test_commands(chat: Conversation, command: str, text: str) -> None:
    assert (await chat.ask(command)).text == text


async def test_an_answer_has_title_text_sources_and_what_to_read_next(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    assert answer.bold == [LOAN.question]
    assert answer.text == (
        f"{LOAN.question}\n\n"
        "Du får låna i fyra veckor.\n\n"
        "• Nya böcker: två veckor\n• Filmer: en vecka\n\n"
        "Källa: Biblioteks<b>lag (Riksdagen & co, september 2013)\n"
        "Källa: Plan (Kommunen, 2021–2023) – sidan 3 <i>\n\n"
        f"{TEXTS.was_it_helpful}"
    )
    assert answer.links == [
        (
            "Biblioteks<b>lag (Riksdagen & co, september 2013)",
            "https://example.org/lag?a=1&b=2#:~:text=fyra%20veckor",
        ),
        ("Plan (Kommunen, 2021–2023)", "https://example.org/plan"),
    ]
    assert answer.labels[:3] == [TEXTS.helpful, TEXTS.not_helpful, TEXTS.share]
    assert len(answer.rows) == 3
    assert answer.data["link_preview_options"] == {"is_disabled": True}


async def test_a_related_button_opens_its_entry(chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    tapped = await chat.tap_data(answer, str(EntryTap(FEE.id)))
    assert tapped.text == ""
    assert (await chat.reply()).bold == [FEE.question]


async def test_the_menu_goes_from_topics_to_questions_to_an_answer_and_back(
    chat: Conversation,
) -> None:
    menu = await chat.ask("/fragor")
    assert menu.labels == [LIBRARY.title, OTHER.title]
    await chat.tap(menu, LIBRARY.title)
    questions = await chat.edited()
    assert questions.id == menu.id
    assert questions.bold == [LIBRARY.title]
    assert questions.labels[0] == LOAN.question
    await chat.tap(questions, LOAN.question)
    assert (await chat.reply()).bold == [LOAN.question]
    await chat.tap(questions, TEXTS.back)
    assert (await chat.edited()).labels == menu.labels


async def test_a_long_menu_is_read_page_by_page(chat: Conversation, bot: RunningBot) -> None:
    many = [Topic(f"Ämne {n}", (LOAN,)) for n in range(14)]
    bot.current = Dialogue(small_faq(*many))
    menu = await chat.ask("/fragor")
    assert menu.labels[-1] == "2/3 ▶"
    await chat.tap(menu, "2/3 ▶")
    second = await chat.edited()
    assert second.labels[-2:] == ["◀ 1/3", "3/3 ▶"]
    await chat.tap(second, "3/3 ▶")
    assert (await chat.edited()).labels == ["Ämne 12", "Ämne 13", "◀ 2/3"]


async def test_a_menu_button_tapped_twice_does_no_harm(chat: Conversation) -> None:
    menu = await chat.ask("/fragor")
    await chat.tap(menu, LIBRARY.title)
    await chat.edited()
    await chat.tap(menu, LIBRARY.title)
    assert (await chat.ask("hej")).text == "Hej själv!"


@pytest.fixture
def unsure(bot: RunningBot) -> Conversation:
    """A resident whom the bot is never sure to understand."""
    bot.current = unsure_dialogue()
    return bot.chat()


QUESTIONS = {one.question for one in asked_back().entries}


async def test_did_you_mean_refers_to_the_question(unsure: Conversation) -> None:
    question = unsure.send("var finns böcker")
    asked = await unsure.reply()
    assert asked.text.startswith(TEXTS.did_you_mean)
    assert asked.reply_to == question["message_id"]
    assert len(asked.rows) == 4
    assert asked.labels[-1] == TEXTS.none_of_these
    chosen = next(label for label in asked.labels if label in QUESTIONS)
    await unsure.tap(asked, chosen)
    assert (await unsure.reply()).bold == [chosen]


async def test_none_of_these_offers_others_once_and_then_the_way_on(unsure: Conversation) -> None:
    question = unsure.send("var finns böcker")
    first = await unsure.reply()
    await unsure.tap(first, TEXTS.none_of_these)
    second = await unsure.reply()
    assert second.reply_to == question["message_id"]
    offered = {shorten(question, MAX_LABEL) for question in QUESTIONS}
    assert {*first.labels, *second.labels} == offered | {TEXTS.none_of_these}
    assert any(f"• {one}" in first.text + second.text for one in QUESTIONS if len(one) > MAX_LABEL)
    await unsure.tap(second, TEXTS.none_of_these)
    end = await unsure.reply()
    assert end.text == TEXTS.none_of_these_reply
    assert end.labels == [TEXTS.command_questions]


async def test_none_of_these_without_any_other_suggestion(
    unsure: Conversation, bot: RunningBot
) -> None:
    few = Topic("Hyllorna", asked_back().entries[:3])
    bot.current = Dialogue(small_faq(few), NEVER_SURE)
    await unsure.tap(await unsure.ask("var finns böcker"), TEXTS.none_of_these)
    assert (await unsure.reply()).text == TEXTS.none_of_these_reply


async def test_what_is_not_known_is_said(chat: Conversation) -> None:
    reply = await chat.ask("Vad är meningen med livet?")
    assert reply.text == TEXTS.fallback
    assert reply.labels == [TEXTS.command_questions]


@pytest.mark.parametrize(
    "message",
    ["<b>", "</a>", "&lt;", "<a href='x'>", "1 < 2 & 3 > 2", "\u202e<i>\u200d", "😀" * 2000],
)
async def test_markup_in_a_message_does_no_harm(chat: Conversation, message: str) -> None:
    chat.send(message)
    (reply, *_) = await chat.replies(1)
    assert reply.text


async def test_markup_in_the_faq_is_shown_as_it_is(chat: Conversation) -> None:
    answer = await chat.ask(HOSTILE.question)
    assert answer.bold == [HOSTILE.question]
    assert HOSTILE.answer in answer.text


async def test_a_long_answer_comes_in_pieces(chat: Conversation) -> None:
    chat.send(LONG.question)
    pieces = await chat.replies(2)
    assert pieces[0].bold == [LONG.question]
    assert pieces[-1].links
    words = " ".join(piece.text for piece in pieces).split()
    assert [word for word in LONG.answer.split() if word not in words] == []


async def test_an_answer_past_its_day_says_so(chat: Conversation) -> None:
    assert TEXTS.outdated in (await chat.ask(OLD.question)).text


async def test_messages_of_one_chat_are_answered_in_order(chat: Conversation) -> None:
    questions = [LOAN.question, SCAN.question, FEE.question] * 5
    for question in questions:
        chat.send(question)
    assert [reply.bold[0] for reply in await chat.replies(len(questions))] == questions


async def test_a_reload_is_seen_by_the_next_message(chat: Conversation, bot: RunningBot) -> None:
    await chat.ask(LOAN.question)
    changed = dataclasses.replace(LOAN, answer="Nu gäller sex veckor.")
    bot.current = Dialogue(small_faq(Topic("Biblioteket", (changed, entry("ny", "Något nytt?")))))
    assert "sex veckor" in (await chat.ask(LOAN.question)).text
