"""In a group the bot answers what is meant for it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, User

from bot.channels.addressing import addressed

BOT = {"id": 7, "is_bot": True, "first_name": "Biblioteket", "username": "Bibliotek_bot"}
ME = User(7, "Biblioteket", is_bot=True, username="Bibliotek_bot")
ASTRID = {"id": 42, "is_bot": False, "first_name": "Astrid"}
GROUP = {"id": -4200, "type": "supergroup", "title": "Grannarna"}
QUESTION = "hur länge får jag låna?"


def message(text: str | None = None, **more: Any) -> Message:
    given_text = {} if text is None else {"text": text}
    data = {"message_id": 5, "date": 0, "chat": GROUP, "from": ASTRID, **given_text, **more}
    read = Message.de_json(data, None)
    assert read is not None
    return read


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def marked(text: str, part: str, **entity: Any) -> Message:
    """A message in which one part is marked, by default as a mention."""
    place = {"offset": units(text[: text.index(part)]), "length": units(part)}
    return message(text, entities=[{"type": "mention"} | place | entity])


def reply_to(sender: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"message_id": 4, "date": 0, "chat": GROUP, "from": sender, "text": "…", **more}


MENTIONS = [
    (f"@bibliotek_bot {QUESTION}", QUESTION),
    (f"@Bibliotek_bot, {QUESTION}", QUESTION),
    (f"@BIBLIOTEK_BOT: {QUESTION}", QUESTION),
    (f"{QUESTION} @bibliotek_bot", QUESTION),
    ("hur länge @bibliotek_bot får jag låna?", QUESTION),
    (f"😀👩🏽‍⚕️ @bibliotek_bot {QUESTION}", f"😀👩🏽‍⚕️ {QUESTION}"),
    (f"@bibliotek_bot\n{QUESTION}", QUESTION),
    ("@bibliotek_bot", ""),
]


@pytest.mark.parametrize(("text", "said"), MENTIONS)
def test_a_mention_is_taken_out(text: str, said: str) -> None:
    start = text.casefold().index("@bibliotek_bot")
    mention = text[start : start + len("@bibliotek_bot")]
    assert addressed(marked(text, mention), ME) == said


def test_a_mention_without_a_user_name() -> None:
    text = f"Biblioteket {QUESTION}"
    assert addressed(marked(text, "Biblioteket", type="text_mention", user=BOT), ME) == QUESTION
    other = marked(text, "Biblioteket", type="text_mention", user=ASTRID)
    assert addressed(other, ME) is None


def test_a_mention_below_a_picture() -> None:
    entities = [{"type": "mention", "offset": 0, "length": 14}]
    picture = message(caption=f"@bibliotek_bot {QUESTION}", caption_entities=entities)
    assert addressed(picture, ME) == QUESTION


TO_OTHERS = [
    message(QUESTION),
    marked(f"@anna {QUESTION}", "@anna"),
    marked(f"@bibliotek_botten {QUESTION}", "@bibliotek_botten"),
    message(f"@bibliotek_bot {QUESTION}"),  # Telegram did not mark it, as in a piece of code
    message(QUESTION, reply_to_message=reply_to(ASTRID)),
    message("/boka"),
    message("/hjalp@annan_bot"),
    message("/hjalp@annan_bot", reply_to_message=reply_to(BOT)),
    message(),
    message(sticker=None, reply_to_message=reply_to(BOT)),
    message(QUESTION, via_bot=BOT, reply_to_message=reply_to(BOT)),
    message("/hjalp", **{"from": {"id": 8, "is_bot": True, "first_name": "Annan"}}),
    message("/hjalp", is_automatic_forward=True),
    message(
        QUESTION,
        reply_to_message=reply_to(BOT, forum_topic_created={"name": "Böcker", "icon_color": 1}),
    ),
]


@pytest.mark.parametrize("other", TO_OTHERS)
def test_what_is_meant_for_others_is_left_alone(other: Message) -> None:
    assert addressed(other, ME) is None


TO_THE_BOT = [
    message(QUESTION, reply_to_message=reply_to(BOT)),
    message(caption=QUESTION, reply_to_message=reply_to(BOT)),
    message("/hjalp"),
    message("/hjälp"),
    message("/fragor@bibliotek_bot"),
    message("/START@BIBLIOTEK_BOT lana"),
    message("/boka@bibliotek_bot"),
    message("/boka", reply_to_message=reply_to(BOT)),
    message(
        "/hjalp",
        sender_chat=GROUP,
        **{"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    ),
]


@pytest.mark.parametrize("ours", TO_THE_BOT)
def test_replies_and_commands_are_meant_for_the_bot(ours: Message) -> None:
    assert addressed(ours, ME) == (ours.text or ours.caption)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("😀 \n@/")))
def test_nothing_but_the_mention_gets_lost(around: str) -> None:
    said = addressed(marked(f"{around}@bibliotek_bot", "@bibliotek_bot"), ME)
    if said is not None and not around.startswith("/"):
        assert set("".join(said.split())) <= set(around)
        assert "".join(said.split()) in "".join(around.split())
