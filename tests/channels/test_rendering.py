"""Whatever editors write, Telegram takes it. The simulator's parser is the judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_faq import FEE, LAW, LOAN, entry, small_faq, texts

from bot.channels.answering import Setting
from bot.channels.blocks import MAX_MESSAGE
from bot.channels.callback_data import (
    MAX_BYTES,
    EntryTap,
    FeedbackTap,
    MenuTap,
    NoneTap,
    Tap,
    TopicTap,
    parse,
    topic_key,
)
from bot.channels.menus import PAGE_SIZE, questions_menu, topics_menu
from bot.channels.outgoing import Outgoing
from bot.channels.rendering import is_outdated, render, render_text
from bot.channels.telegram_text import units
from bot.models import Citation, Entry, Match, Reply, ReplyKind, Topic
from bot.simulator.markup import parse_html

TODAY = date(2026, 3, 1)
SETTING = Setting(TODAY, "bibliotek_bot")
WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
ANSWERS = st.lists(WRITTEN, min_size=1, max_size=5).map("\n\n".join)


def answered(given_entry: Entry) -> tuple[Outgoing, ...]:
    reply = Reply(ReplyKind.ANSWER, given_entry.answer, entry=given_entry)
    return render(reply, small_faq(Topic("Ämne", (given_entry, LOAN, FEE))), SETTING)


def texts_of(messages: tuple[Outgoing, ...]) -> list[str]:
    return [parse_html(message.html)[0] for message in messages]


@settings(max_examples=40)
@given(WRITTEN, ANSWERS, st.sampled_from([1, 30, 300]))
def test_telegram_takes_whatever_editors_write(question: str, answer: str, times: int) -> None:
    messages = answered(entry("a", question, answer * times))
    for text in texts_of(messages):
        assert 0 < units(text) <= MAX_MESSAGE
    assert "".join((answer * times).split())[-20:] in "".join("".join(texts_of(messages)).split())


@given(WRITTEN)
def test_the_plain_form_has_the_same_words(question: str) -> None:
    for message in answered(entry("a", question)):
        assert message.plain.strip() == parse_html(message.html)[0] or "\r" in message.plain


def test_many_long_sources_still_fit() -> None:
    long = replace(LAW, title="Lång titel " * 90, note="anmärkning " * 200)
    messages = answered(entry("a", "Fråga?", citations=(Citation(long),) * 6))
    assert all(units(text) <= MAX_MESSAGE for text in texts_of(messages))
    assert sum(message.html.count("<a href") for message in messages) == 6


def test_buttons_stand_below_the_last_part_only() -> None:
    first, *_, last = answered(entry("a", "Fråga?", "Ett ord. " * 1500, related=("lana", "avgift")))
    assert first.rows == ()
    assert [button.tap for row in last.rows[1:] for button in row] == [
        EntryTap("lana"),
        EntryTap("avgift"),
    ]


def test_related_questions_that_are_gone_or_the_same_are_left_out() -> None:
    (message,) = answered(entry("a", "Fråga?", related=("borta", "a", "lana")))
    assert [button.label for row in message.rows[1:] for button in row] == [f"→ {LOAN.question}"]


def test_never_more_than_four_rows() -> None:
    entries = tuple(
        entry(f"e{n}", f"Fråga {n}?", related=("e1", "e2", "e3", "e4", "e5")) for n in range(9)
    )
    faq = small_faq(Topic("Ämne", entries))
    offered = tuple(Match(one, 50.0, one.question) for one in entries)
    labels = tuple(one.question for one in entries)
    suggestions = Reply(ReplyKind.SUGGESTIONS, "Menade du?", suggestions=offered, labels=labels)
    answer = Reply(ReplyKind.ANSWER, "Svar.", entry=entries[0])
    for reply in (suggestions, answer):
        assert len(render(reply, faq, SETTING)[-1].rows) <= 4


def test_danger_has_no_buttons_to_distract() -> None:
    (message,) = render(Reply(ReplyKind.EMERGENCY, "Ring 112."), small_faq(), SETTING)
    assert (message.html, message.rows) == ("Ring 112.", ())


LAST_DAYS = [
    (None, False),
    ("2026-02-28", True),
    ("2026-03-01", False),
    ("2026-02", True),
    ("2026-03", False),
    ("2025", True),
]


@pytest.mark.parametrize(("last", "outdated"), LAST_DAYS)
def test_an_answer_is_outdated_after_its_last_day(last: str | None, *, outdated: bool) -> None:
    assert is_outdated(entry("a", "Fråga?", valid_until=last), TODAY) is outdated


def test_lists_get_bullets_but_dashes_stay() -> None:
    (message,) = render_text("Så här:\n- ett\n- två\n\n10-18 - alltid")
    assert message.html == "Så här:\n• ett\n• två\n\n10-18 - alltid"


TAPS = [
    EntryTap("a" * 40),
    MenuTap(),
    MenuTap(12),
    MenuTap(as_new=True),
    TopicTap(topic_key("Ämne"), 3),
    NoneTap(),
    NoneTap(1),
    FeedbackTap("a" * 40, helpful=True),
    FeedbackTap("a" * 40, helpful=False),
]


@pytest.mark.parametrize("tap", TAPS)
def test_callback_data_fits_and_comes_back(tap: Tap) -> None:
    assert len(str(tap).encode()) <= MAX_BYTES
    assert parse(str(tap)) == tap


@given(st.text())
def test_foreign_callback_data_is_no_tap_or_reads_as_written(data: str) -> None:
    tap = parse(data)
    assert tap is None or parse(str(tap)) == tap


@given(st.integers(0, 40), st.integers(0, 9999))
def test_a_page_beyond_the_last_is_the_last(count: int, page: int) -> None:
    topics = tuple(Topic(f"Ämne {n}", (LOAN,)) for n in range(count + 1))
    menu = topics_menu(small_faq(*topics), page)
    assert 1 < len(menu.rows) <= PAGE_SIZE + 1 or count == 0 or count % PAGE_SIZE == 0


def test_a_topic_keeps_its_key_when_others_move() -> None:
    key = topic_key("B")
    for titles in (["A", "B"], ["B"], ["C", "A", "B"]):
        faq = small_faq(*(Topic(title, (LOAN,)) for title in titles))
        menu = questions_menu(faq, key)
        assert menu is not None
        assert menu.html.startswith("<b>B</b>")
    assert questions_menu(small_faq(Topic("A", (LOAN,))), key) is None


def test_every_text_of_the_menu_is_escaped() -> None:
    assert parse_html(topics_menu(small_faq()).html)[0] == texts().choose_topic
