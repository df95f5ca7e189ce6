"""A line of disruption stands above the answers that it concerns, as long as it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from running_bot import RunningBot
from small_faq import DANGER, FEE, LIBRARY, LOAN, LONG, OLD, OTHER, small_faq

from bot.channels.answering import Incoming, Setting, Tapped, answer_message, answer_tap
from bot.channels.dates import swedish_minute
from bot.channels.inline import find_results
from bot.channels.screens import Screens
from bot.dialogue import Dialogue
from bot.models import Disruption

NOTICE = "Telefonen <&> är trasig.\n\n- Kom hit"
SHOWN = "Telefonen &lt;&amp;&gt; är trasig.\n\n• Kom hit"
MORNING, EVENING = "2026-03-01T08:00", "2026-03-01T17:00"
TODAY = date(2026, 3, 1)
NOW = "2026-03-01T12:00"


def disrupted(*topics: str) -> Dialogue:
    """A dialogue with a disruption of some topics, or of all."""
    disruption = Disruption(NOTICE, MORNING, EVENING, frozenset(topics))
    return Dialogue(replace(small_faq(), disruption=disruption))


def html(dialogue: Dialogue, text: str, minute: str = NOW) -> str:
    setting = Setting(TODAY, "bot", minute=minute)
    messages = answer_message(Incoming(text), dialogue, setting).messages
    return messages[0].html


@pytest.mark.parametrize("text", [LOAN.question, FEE.question, "/start lana", OLD.question])
def test_it_stands_above_every_answer(text: str) -> None:
    assert html(disrupted(), text).startswith(f"{SHOWN}\n\n<b>")


@pytest.mark.parametrize("text", ["ont i bröstet", "hej", "/fragor", "vrolk", "/om"])
def test_it_stands_above_nothing_else(text: str) -> None:
    assert html(disrupted(), text) == html(Dialogue(small_faq()), text)
    assert DANGER.answer.split("&")[0] in html(disrupted(), "ont i bröstet")


def test_it_stands_above_the_topics_that_it_concerns() -> None:
    assert SHOWN in html(disrupted(LIBRARY.title, OTHER.title), LOAN.question)
    assert SHOWN not in html(disrupted(OTHER.title), LOAN.question)


@pytest.mark.parametrize(
    ("minute", "lasts"),
    [
        ("2026-03-01T07:59", False),
        (MORNING, True),
        (EVENING, True),
        ("2026-03-01T17:01", False),
        ("2025-03-01T12:00", False),
        ("", False),
    ],
)
def test_it_lasts_from_its_first_minute_to_its_last(minute: str, *, lasts: bool) -> None:
    assert (SHOWN in html(disrupted(), LOAN.question, minute)) == lasts


def test_it_stands_above_what_a_button_shows() -> None:
    tapped = answer_tap(Tapped("e:lana"), disrupted(), Setting(TODAY, minute=NOW))
    assert tapped.messages[0].html.startswith(SHOWN)


@pytest.mark.parametrize("entry", [LOAN, LONG])
def test_it_goes_along_to_other_chats(entry: object) -> None:
    question = getattr(entry, "question", "")
    best = find_results(question, disrupted(), Setting(TODAY, "bot", minute=NOW))[0]
    assert best.html.startswith(f"{SHOWN}\n\n<b>")
    assert "lag?a=1&amp;b=2" in best.html
    assert "Telefonen" not in best.description


def test_the_terminal_shows_it() -> None:
    assert Screens(disrupted(), TODAY, NOW).answer(LOAN.question).text.startswith(NOTICE)
    assert NOTICE not in Screens(disrupted(), TODAY, "").answer(LOAN.question).text


def test_the_reply_itself_stays_what_it_was() -> None:
    assert disrupted().reply(LOAN.question).text == LOAN.answer


async def test_residents_see_it_in_private_and_in_groups(bot: RunningBot) -> None:
    bot.current = disrupted()
    private = await bot.chat().ask(LOAN.question)
    group = bot.simulator.group_chat()
    group.mention(LOAN.question)
    for answer in (private, await group.reply()):
        assert answer.text.startswith("Telefonen <&> är trasig.")
        assert answer.bold == [LOAN.question]


@pytest.mark.parametrize(
    ("now", "minute"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), "2026-03-01T23:59"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "2026-07-02T00:00"),
    ],
)
def test_the_time_is_that_of_swedish_clocks(now: datetime, minute: str) -> None:
    assert swedish_minute(now) == minute
