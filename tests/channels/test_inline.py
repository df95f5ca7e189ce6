"""What is offered to somebody who writes `@bot question` in another chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_faq import HOSTILE, LAW, LOAN, LONG, OLD, asked_back, entry, small_faq, texts

from bot.channels.answering import Setting
from bot.channels.blocks import MAX_MESSAGE
from bot.channels.inline import DANGER_ID, MOST_RESULTS, find_results
from bot.channels.telegram_text import units
from bot.dialogue import MOST_SUGGESTIONS, Dialogue
from bot.models import Citation, Topic
from bot.simulator.markup import parse_html

TEXTS = texts()
SETTING = Setting(date(2026, 3, 1), "bibliotek_bot")
DIALOGUE = Dialogue(small_faq())


def ids(query: str, dialogue: Dialogue = DIALOGUE) -> list[str]:
    return [one.id for one in find_results(query, dialogue, SETTING)]


@pytest.mark.parametrize("question", [LOAN.question, "lånetid för böcker", "hur lenge lana bok"])
def test_the_best_answer_stands_first(question: str) -> None:
    assert ids(question)[0] == LOAN.id


def test_several_that_are_near_are_all_offered() -> None:
    topic = asked_back()
    offered = ids("var finns böcker", Dialogue(small_faq(topic)))
    assert MOST_SUGGESTIONS < len(offered) == len(set(offered)) <= len(topic.entries)


def test_a_line_shows_the_answer_and_its_source() -> None:
    best = find_results(LOAN.question, DIALOGUE, SETTING)[0]
    assert best.title == LOAN.question
    assert best.description.startswith("Du får låna i fyra veckor. - Nya böcker")
    assert best.description.endswith(" · Riksdagen & co, september 2013")
    assert best.url == "https://t.me/bibliotek_bot?start=lana"


def test_what_is_sent_is_the_answer_with_its_sources() -> None:
    text, entities = parse_html(find_results(LOAN.question, DIALOGUE, SETTING)[0].html)
    assert text.startswith(f"{LOAN.question}\n\nDu får låna i fyra veckor.")
    assert text.endswith("Källa: Plan (Kommunen, 2021–2023) – sidan 3 <i>")
    links = [one["url"] for one in entities if one["type"] == "text_link"]
    assert links == [citation.url for citation in LOAN.citations]


def test_danger_goes_first() -> None:
    first, *_ = find_results("jag har ont i bröstet", DIALOGUE, SETTING)
    assert (first.id, first.title, first.url) == (DANGER_ID, "Ring 112 nu & vänta.", None)
    assert first.html == "Ring 112 nu &amp; vänta."


def test_the_first_line_about_danger_is_its_title() -> None:
    faq = small_faq()
    group = replace(faq.danger[0], answer="Ring 112 nu.\n\nSitt stilla.\n\nVänta.\n")
    dialogue = Dialogue(replace(faq, danger=(group,)))
    first = find_results("ont i bröstet", dialogue, SETTING)[0]
    assert (first.title, first.description) == ("Ring 112 nu.", "Sitt stilla. Vänta.")


@pytest.mark.parametrize("query", ["zxqv wkjh", "hej", "😀", "\u200d", "</>", "?"])
def test_nothing_is_offered_that_would_be_a_guess(query: str) -> None:
    assert ids(query) == []


@pytest.mark.parametrize("query", ["", "  \n"])
def test_before_anything_is_written_each_topic_shows_something(query: str) -> None:
    assert ids(query) == [LOAN.id, HOSTILE.id]


def test_never_more_than_anybody_reads() -> None:
    many = [Topic(f"Ämne {n}", (entry(f"e{n}", f"Fråga {n}?"),)) for n in range(60)]
    dialogue = Dialogue(small_faq(*many))
    assert len(ids("", dialogue)) == MOST_RESULTS
    assert len(ids("fråga", dialogue)) <= MOST_RESULTS


def test_a_long_answer_is_cut_and_leads_on() -> None:
    result = find_results(LONG.question, DIALOGUE, SETTING)[0]
    text, entities = parse_html(result.html)
    assert units(text) <= MAX_MESSAGE
    *paragraphs, read_on, source = text.split("\n\n")
    assert paragraphs[0] == LONG.question
    whole = [one.strip() for one in LONG.answer.split("\n\n")]
    assert 2 < len(paragraphs) < len(whole)
    assert paragraphs[1:] == whole[: len(paragraphs) - 1]
    assert read_on == TEXTS.read_on
    assert source.startswith("Källa: ")
    assert "https://t.me/bibliotek_bot?start=regler" in [one.get("url") for one in entities]


def test_without_a_name_nothing_leads_to_the_bot() -> None:
    result = find_results(LONG.question, DIALOGUE, replace(SETTING, bot_name=""))[0]
    assert result.url is None
    assert "t.me" not in result.html


def test_an_answer_past_its_day_says_so() -> None:
    assert TEXTS.outdated in parse_html(find_results(OLD.question, DIALOGUE, SETTING)[0].html)[0]


WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(max_examples=25)
@given(WRITTEN, WRITTEN, st.sampled_from([1, 300, 3000]))
def test_telegram_takes_whatever_editors_write(question: str, answer: str, times: int) -> None:
    source = replace(LAW, title=question * 30, note=answer * times)
    one = entry("a", question, answer * times, citations=(Citation(source),) * 4)
    (result,) = find_results("", Dialogue(small_faq(Topic("Ämne", (one,)))), SETTING)
    assert 0 < units(parse_html(result.html)[0]) <= MAX_MESSAGE
    assert result.title
