import io
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.channels.screens import Screen, Screens
from bot.channels.terminal import HINT, chat, converse, show
from bot.content.loader import load
from bot.dialogue import CutOffs, Dialogue
from bot.models import Faq, Topic
from bot.texts import Texts

LIBRARY = Path(__file__).parent / "fixtures" / "bibliotek"
DAY = date(2026, 11, 21)
OPENING_HOURS = "När har biblioteket öppet?"
ADDRESS = (
    "https://example.org/biblioteket/en-sida-med-en-mycket-lang-adress/"
    "som-inte-far-brytas-av-terminalen/"
)


@pytest.fixture(scope="module")
def faq() -> Faq:
    loaded = load(LIBRARY)
    assert loaded.faq is not None, loaded.problems
    return loaded.faq


@pytest.fixture(scope="module")
def texts(faq: Faq) -> Texts:
    return faq.texts


@pytest.fixture(scope="module")
def dialogue(faq: Faq) -> Dialogue:
    return Dialogue(faq, CutOffs(answer=80.0, suggest=35.0))


@pytest.fixture(scope="module")
def unsure(faq: Faq) -> Dialogue:
    """One that never answers outright: every match is asked back."""
    return Dialogue(faq, CutOffs(answer=101.0, suggest=1.0))


def screens(dialogue: Dialogue, *lines: str) -> list[Screen]:
    return list(converse(lambda: Screens(dialogue, DAY), lines))


def shown(dialogue: Dialogue, *lines: str, greet: bool = False, terminal: bool = False) -> str:
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        width=60,
        markup=False,
        emoji=False,
        highlight=False,
    )
    chat(lambda: Screens(dialogue, DAY), console, lines, greet=greet)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_an_answer_has_title_text_and_every_source(dialogue: Dialogue, texts: Texts) -> None:
    text = shown(dialogue, OPENING_HOURS)
    assert text.startswith(OPENING_HOURS)
    assert "10:30" in text
    first = f"{texts.source_label}: Biblioteket i Exempelby (Exempelby kommun, 2 maj 2024)"
    assert f"{first}\n{ADDRESS}\n" in text
    assert "Reglerna gäller alla kommunens bibliotek." in text
    assert "\x1b" not in text


def test_in_a_terminal_the_source_is_a_hyperlink(dialogue: Dialogue) -> None:
    text = shown(dialogue, OPENING_HOURS, terminal=True)
    assert "\x1b]8;" in text
    assert f";{ADDRESS}\x1b\\" in text


def test_what_editors_write_is_not_taken_for_markup(dialogue: Dialogue) -> None:
    assert "[gäller inte i juli]" in shown(dialogue, OPENING_HOURS)


@pytest.mark.parametrize(("last_day", "notice"), [(DAY, False), (date(2026, 11, 20), True)])
def test_an_answer_past_its_last_day_says_so(
    faq: Faq,
    last_day: date,
    notice: bool,  # noqa: FBT001
) -> None:
    entry = replace(faq.by_id["lanekort"], valid_until=last_day.isoformat())
    old = replace(faq, topics=(Topic("Låna", (entry,)),))
    (screen,) = screens(Dialogue(old, CutOffs(answer=80.0, suggest=35.0)), "/start lanekort")
    assert screen.text.startswith(faq.texts.outdated) is notice


def test_a_related_question_is_chosen_by_number(dialogue: Dialogue, texts: Texts) -> None:
    assert f"{texts.related_label}\n1. Hur skaffar jag" in shown(dialogue, OPENING_HOURS)
    _, related = screens(dialogue, OPENING_HOURS, "1")
    assert related.title == "Hur skaffar jag ett lånekort?"


def test_a_suggestion_is_chosen_by_number(unsure: Dialogue) -> None:
    offer, chosen = screens(unsure, "lånekort", "2")
    assert 2 <= len(offer.choices) <= 3
    assert chosen.title == offer.choices[1].label
    assert chosen.citations


def test_zero_is_none_of_these(unsure: Dialogue, texts: Texts) -> None:
    offer, after = screens(unsure, "lånekort", "0")
    assert f"0. {texts.none_of_these}" in shown(unsure, "lånekort")
    offered = {choice.label for choice in offer.choices}
    assert not offered & {choice.label for choice in after.choices}
    assert after.title not in offered


@pytest.mark.parametrize("number", ["4", "0", "112", "9" * 5000, "²"])
def test_a_number_that_is_not_shown_is_a_message(dialogue: Dialogue, number: str) -> None:
    without_menu, with_menu = screens(dialogue, number, "/fragor")[:2]
    assert without_menu.text == dialogue.reply(number).text
    assert with_menu.text == dialogue.faq.texts.choose_topic


@pytest.mark.parametrize("line", ["/fragor", "/frågor", "/FRÅGOR", "  /frågor  ", "NFD"])
def test_topics_and_questions_are_chosen_by_number(dialogue: Dialogue, line: str) -> None:
    if line == "NFD":
        line = unicodedata.normalize("NFD", "/frågor")
    topics, questions, back, _, entry = screens(dialogue, line, "1", "0", "2", "1")
    titles = [topic.title for topic in dialogue.faq.topics]
    assert [choice.label for choice in topics.choices] == titles
    assert questions.title == titles[0]
    assert back.choices[0].label == titles[0]
    assert entry.title == dialogue.faq.topics[1].entries[0].question


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("/start", "greeting"),
        ("/hjalp", "help"),
        ("/hjälp", "help"),
        ("/integritet", "privacy"),
        ("/start finns-inte", "gone"),
        ("/påhittat", "unknown_command"),
    ],
)
def test_commands_say_what_the_texts_say(dialogue: Dialogue, line: str, key: str) -> None:
    (screen,) = screens(dialogue, line)
    assert screen.text == getattr(dialogue.faq.texts, key)


def test_who_is_behind_the_bot_is_told(dialogue: Dialogue, texts: Texts) -> None:
    (screen,) = screens(dialogue, "/om")
    for part in (texts.about, texts.sender, texts.contact, dialogue.faq.version):
        assert part.strip() in screen.text


@pytest.mark.parametrize(("line", "key"), [("/help", "help"), ("/privacy", "privacy")])
def test_what_is_asked_in_english_is_said_in_english_too(
    dialogue: Dialogue, texts: Texts, line: str, key: str
) -> None:
    (screen,) = screens(dialogue, line)
    assert screen.text.startswith(getattr(texts, key).rstrip())
    assert "personal identity numbers" in screen.text


@pytest.mark.parametrize("entry_id", ["lanekort", "kort"])
def test_start_with_an_id_shows_the_entry(dialogue: Dialogue, entry_id: str) -> None:
    (screen,) = screens(dialogue, f"/start {entry_id}")
    assert screen.title == "Hur skaffar jag ett lånekort?"


def test_danger_in_a_command_is_still_danger(dialogue: Dialogue) -> None:
    (screen,) = screens(dialogue, "/hjälp jag har ont i bröstet")
    assert "112" in screen.text
    assert screen.text != dialogue.faq.texts.help


@pytest.mark.parametrize("word", ["avsluta", "Avsluta", "AVSLUTA ", "/avsluta", "exit", "quit"])
def test_a_farewell_ends_the_chat(dialogue: Dialogue, word: str) -> None:
    assert len(screens(dialogue, OPENING_HOURS, word, OPENING_HOURS)) == 1


def test_empty_lines_are_passed_over(dialogue: Dialogue) -> None:
    assert len(screens(dialogue, "", "   ", "\n", OPENING_HOURS, "")) == 1


def test_a_chat_begins_with_the_greeting(dialogue: Dialogue, texts: Texts) -> None:
    text = shown(dialogue, greet=True)
    assert texts.greeting.strip()[:20] in text
    assert text.rstrip().endswith(HINT)


def test_the_newest_dialogue_answers(dialogue: Dialogue, unsure: Dialogue) -> None:
    both = iter([unsure, dialogue])
    first, second = converse(lambda: Screens(next(both), DAY), [OPENING_HOURS, OPENING_HOURS])
    assert first.choices
    assert second.title == OPENING_HOURS


@given(st.lists(st.text(max_size=40) | st.sampled_from(["0", "1", "2", "/fragor"]), max_size=6))
def test_no_message_breaks_the_chat(dialogue: Dialogue, lines: list[str]) -> None:
    for screen in converse(lambda: Screens(dialogue, DAY), lines):
        assert screen.text
        show(screen, Console(file=io.StringIO()), "Källa")
