"""What is decided about a message or a tap before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from small_faq import FEE, LOAN, OTHER, SCAN, asked_back, small_faq, texts

from bot.channels.answering import Answered, Incoming, Setting, Tapped, answer_message, answer_tap
from bot.channels.callback_data import EntryTap, MenuTap
from bot.channels.outgoing import Button, Rows
from bot.dialogue import CutOffs, Dialogue
from bot.models import ReplyKind

TEXTS = texts()
SETTING = Setting(date(2026, 3, 1), "bibliotek_bot")
GROUP = replace(SETTING, in_group=True)
DIALOGUE = Dialogue(small_faq())
UNSURE = Dialogue(small_faq(asked_back()), CutOffs(answer=101, suggest=0.1))


def answered(
    text: str | None, setting: Setting = SETTING, dialogue: Dialogue = DIALOGUE
) -> Answered:
    return answer_message(Incoming(text), dialogue, setting)


def labels(rows: Rows | None) -> list[str]:
    return [button.label for row in rows or () for button in row]


KINDS = [
    (LOAN.question, ReplyKind.ANSWER, LOAN.id),
    ("/start lanetid", ReplyKind.ANSWER, LOAN.id),
    ("/start borta", None, None),
    ("/hjalp", None, None),
    ("/hjalp ont i bröstet", ReplyKind.EMERGENCY, None),
    ("hej", ReplyKind.SMALLTALK, None),
    ("zxqv wkjh", ReplyKind.FALLBACK, None),
    (None, None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "kind", "entry_id"), KINDS)
def test_the_kind_of_a_reply_is_told(
    text: str | None, kind: ReplyKind | None, entry_id: str | None
) -> None:
    reply = answered(text)
    assert (reply.kind, reply.entry_id) == (kind, entry_id)
    assert reply.messages


def test_below_an_answer_stand_verdict_and_share_then_where_to_go_on() -> None:
    (message,) = answered(LOAN.question).messages
    first, *onward = message.rows
    assert labels((first,)) == [TEXTS.helpful, TEXTS.not_helpful, TEXTS.share]
    assert [[button.tap for button in row] for row in onward] == [
        [EntryTap(FEE.id)],
        [EntryTap(SCAN.id)],
    ]
    assert all(button.label.startswith("→ ") for row in onward for button in row)
    assert message.html.endswith("\n\nhjälpte_svaret &lt;&amp;&gt;")


def test_the_share_button_sends_the_question_with_its_deep_link() -> None:
    (message,) = answered(LOAN.question).messages
    address = urlsplit(message.rows[0][-1].url or "")
    assert (address.scheme, address.netloc, address.path) == ("https", "t.me", "/share/url")
    assert parse_qs(address.query) == {
        "url": ["https://t.me/bibliotek_bot?start=lana"],
        "text": [LOAN.question],
    }


def test_nothing_is_shared_while_the_name_is_not_known() -> None:
    (message,) = answered(LOAN.question, replace(SETTING, bot_name="")).messages
    assert labels(message.rows[:1]) == [TEXTS.helpful, TEXTS.not_helpful]


def test_every_button_does_or_opens_something_but_not_both() -> None:
    both = [*answered(LOAN.question).messages, *answered("/fragor").messages]
    buttons: list[Button] = [one for message in both for row in message.rows for one in row]
    assert all((one.tap is None) != (one.url is None) for one in buttons)


@pytest.mark.parametrize("text", [LOAN.question, "hej", "/hjalp", "zxqv wkjh", "", "/start lana"])
def test_in_a_group_the_message_is_replied_to(text: str) -> None:
    assert answered(text, GROUP).messages[0].as_reply
    assert not answered(text).messages[0].as_reply


@pytest.mark.parametrize("tap", ["y:lana", "y:lanetid"])
def test_a_yes_is_thanked_and_leaves_the_other_buttons(tap: str) -> None:
    response = answer_tap(Tapped(tap), DIALOGUE, SETTING)
    assert (response.helpful, response.entry_id) == (True, LOAN.id)
    assert response.notice == TEXTS.thanks
    assert (response.alert, response.in_place, response.messages) == (None, None, ())
    (message,) = answered(LOAN.question).messages
    assert labels(response.keyboard) == labels(message.rows)[2:]


def test_a_no_leads_on() -> None:
    response = answer_tap(Tapped("x:lana"), DIALOGUE, SETTING)
    assert (response.helpful, response.entry_id) == (False, LOAN.id)
    assert labels(response.keyboard)[0] == TEXTS.share
    (message,) = response.messages
    assert message.html == "hjälpte_inte &lt;&amp;&gt;"
    assert [row[0].tap for row in message.rows] == [
        EntryTap(FEE.id),
        EntryTap(SCAN.id),
        MenuTap(as_new=True),
    ]


def test_a_no_offers_what_else_the_question_may_have_meant() -> None:
    response = answer_tap(Tapped("x:om-0", question="var finns böcker"), UNSURE, SETTING)
    (message,) = response.messages
    *offered, menu = [row[0].tap for row in message.rows]
    assert 0 < len(offered) <= 3
    assert EntryTap("om-0") not in offered
    assert menu == MenuTap(as_new=True)


def test_without_share_and_onward_no_button_is_left() -> None:
    response = answer_tap(Tapped("y:avgift"), DIALOGUE, replace(SETTING, bot_name=""))
    assert response.keyboard == ()


@pytest.mark.parametrize("tap", ["y:lana", "x:lana", "e:lana", "y:", "z:lana", ""])
def test_a_tap_on_what_is_gone_gives_an_alert(tap: str) -> None:
    response = answer_tap(Tapped(tap), Dialogue(small_faq(OTHER)), SETTING)
    assert response.alert == TEXTS.gone
    assert (response.helpful, response.messages, response.keyboard) == (None, (), None)
