"""Whatever can be sent: a friendly line, an honest answer, or silence; never an error."""

from __future__ import annotations

import logging

import pytest
from running_bot import RunningBot
from small_faq import HELLO, LOAN, texts

from bot.simulator.residents import PHOTO, STICKER, VOICE, Conversation

TEXTS = texts()
FILE = {"file_id": "f", "file_unique_id": "f"}
USER = {"id": 7, "is_bot": False, "first_name": "Stig"}
GROUP = {"id": -7, "type": "group", "title": "Grupp"}
PLACE = {"latitude": 57.0, "longitude": 16.0}
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
SENT = {
    "photo": PHOTO,
    "voice": VOICE,
    "sticker": STICKER,
    "location": PLACE,
    "venue": {"location": PLACE, "title": "Torget", "address": "Torget 1"},
    "contact": {"phone_number": "0", "first_name": "Stig"},
    "poll": POLL,
    "dice": {"emoji": "🎲", "value": 6},
    "game": {"title": "Spel", "description": "Ett spel", "photo": PHOTO},
    "document": FILE,
    "video": FILE | {"width": 1, "height": 1, "duration": 1},
    "video_note": FILE | {"length": 1, "duration": 1},
    "animation": FILE | {"width": 1, "height": 1, "duration": 1},
    "audio": FILE | {"duration": 1},
    "story": {"chat": {"id": 7, "type": "private", "first_name": "Stig"}, "id": 1},
}


@pytest.mark.parametrize("kind", SENT)
async def test_other_than_text_gets_a_friendly_line(chat: Conversation, kind: str) -> None:
    chat.send_content(**{kind: SENT[kind]})
    assert (await chat.reply()).text == TEXTS.text_only


NOTICES: dict[str, object] = {
    "new_chat_members": [USER],
    "left_chat_member": USER,
    "new_chat_title": "Ny",
    "delete_chat_photo": True,
    "group_chat_created": True,
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 1},
    "pinned_message": {"message_id": 1, "date": 0, "chat": GROUP},
    "write_access_allowed": {},
    "video_chat_started": {},
    "boost_added": {"boost_count": 1},
    "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}},
    "what_telegram_invents_next": {"new": True},
}


async def test_what_telegram_itself_has_to_say_is_left_alone(
    bot: RunningBot, chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    for kind, content in NOTICES.items():
        chat.send_content(**{kind: content})
    bot.simulator.group_chat(kind="channel", chat_id=-9).send(LOAN.question)
    assert (await chat.ask("hej")).text == HELLO.answer
    assert await bot.stopped() == 0
    assert chat.unread == []
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_the_bot_does_not_answer_what_was_chosen_of_its_own_words(
    bot: RunningBot, chat: Conversation
) -> None:
    chat.choose(await chat.inline(LOAN.question))
    assert (await chat.ask("hej")).text == HELLO.answer
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_inline_mode_offers_ranked_answers(chat: Conversation) -> None:
    assert (await chat.inline(LOAN.question)).titles[0] == LOAN.question


CAPTIONS = [
    ("jag har ont i bröstet", "Ring 112 nu & vänta."),
    ("zxqv wkjh", TEXTS.text_only),
    ("/hjalp", TEXTS.help),
]


@pytest.mark.parametrize(("caption", "text"), CAPTIONS)
async def test_words_below_a_picture(chat: Conversation, caption: str, text: str) -> None:
    chat.send_photo(caption)
    assert (await chat.reply()).text == text


async def test_a_question_below_a_picture_is_answered(chat: Conversation) -> None:
    chat.send_photo(LOAN.question)
    assert (await chat.reply()).bold == [LOAN.question]


async def test_a_forwarded_cry_for_help_gets_112(chat: Conversation) -> None:
    chat.forward("Mamma har ont i bröstet")
    assert "112" in (await chat.reply()).text


EMOJI = "😀👩🏽‍⚕️🇸🇪" * 120
ARABIC = "\u202eكيف حالك\u202c \u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize(
    "message",
    [EMOJI, ARABIC, "\u200b\u200d\ufeff", "\u0301" * 300, "ord " * 1024, "x" * 4096, "?!.", "🤷"],
)
async def test_strange_text_gets_an_honest_reply(chat: Conversation, message: str) -> None:
    chat.send(message)
    (reply,) = await chat.replies(1)
    assert reply.text in {TEXTS.fallback, TEXTS.other_language}


async def test_a_question_between_signs_that_cannot_be_seen_is_answered(
    chat: Conversation,
) -> None:
    question = f"\u200b\u202a{LOAN.question}\u202c 😀"
    assert (await chat.ask(question)).bold == [LOAN.question]


async def test_danger_at_the_end_of_a_pasted_document_is_seen(chat: Conversation) -> None:
    document = "Protokoll fört vid mötet. " * 150
    assert "112" in (await chat.ask(f"{document}\nont i bröstet")).text
