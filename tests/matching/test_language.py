"""Other languages are told from Swedish, however misspelled (messages: `data/foreign.yaml`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.language import OTHER_SCRIPT, OtherLanguages
from bot.matching.language_marks import plain
from bot.matching.lexicon import read, swedish
from bot.matching.text import fold, words

ROOT = Path(__file__).parents[2]
SHORTEST_START = 4
QUESTIONS = "Vad är nära vård? Hur byter jag vårdcentral? Vem svarar på 1177? Vad gör BVC?"


def data() -> Any:
    text = (Path(__file__).parent / "data" / "foreign.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only


def listed(key: str) -> list[str]:
    return [one for half in data()[key].values() for group in half.values() for one in group]


def bench_messages() -> list[str]:
    lines = (ROOT / "bench" / "data" / "swefaq-messages.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["question"] for line in lines.splitlines()]


MISSED = data()["missed"]


def languages_of(questions: str) -> OtherLanguages:
    return OtherLanguages(words(questions))


ANY = languages_of("")
NAMES = {item["language"] for item in read("other_languages")["languages"]}


@pytest.fixture(scope="module")
def languages() -> OtherLanguages:
    return languages_of(QUESTIONS)


@pytest.mark.parametrize("message", [one for one in listed("other languages") if one not in MISSED])
def test_another_language_is_noticed(languages: OtherLanguages, message: str) -> None:
    assert languages.of(message) is not None


@pytest.mark.parametrize("message", MISSED)
def test_what_is_noticed_is_no_longer_listed_as_missed(
    languages: OtherLanguages, message: str
) -> None:
    assert languages.of(message) is None


@pytest.mark.parametrize("message", listed("swedish"))
def test_swedish_is_never_another_language(languages: OtherLanguages, message: str) -> None:
    assert languages.of(message) is None


@pytest.mark.parametrize("message", bench_messages())
def test_other_authorities_residents_write_swedish(languages: OtherLanguages, message: str) -> None:
    assert languages.of(message) is None
    assert languages.of(" ".join(map(fold, words(message)))) is None


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("what is this", "engelska"),
        ("mikä on nära vård", "finska"),
        ("waa maxay vårdcentral", "somaliska"),
        ("gdzie jest szpital", "polska"),
        ("où est l’hôpital", "franska"),
        ("βρίσκω τον γιατρό", "annat alfabet"),
        ("وين vårdcentral", "annat alfabet"),
    ],
)
def test_the_language_is_named(languages: OtherLanguages, message: str, language: str) -> None:
    assert languages.of(message) == language


def test_the_words_that_outweigh_the_others_decide(languages: OtherLanguages) -> None:
    assert languages.of("where do you live") is not None
    assert languages.of("vad betyder where do you live på svenska, kan du säga det") is None


def test_a_faq_with_questions_in_english_is_asked_in_english() -> None:
    message = "where do you park the car"
    assert languages_of("Var parkerar man?").of(message) is not None
    assert languages_of("Where do you park the car?").of(message) is None


@pytest.mark.parametrize("message", ["", "?", "1177", "19121212-1212", "👍", "β", "5 µg", "Ω3"])
def test_what_has_no_language_is_not_another_one(languages: OtherLanguages, message: str) -> None:
    assert languages.of(message) is None


@given(message=st.text(max_size=200))
def test_any_text_has_a_verdict(message: str) -> None:
    assert ANY.of(message) in {None, OTHER_SCRIPT, *NAMES}


@pytest.mark.parametrize("item", read("other_languages")["languages"], ids=lambda i: i["language"])
def test_the_lists_hold_no_swedish_words_and_no_word_twice(item: dict[str, list[str]]) -> None:
    known = swedish().stop_words | swedish().words | set(read("other_languages")["swedish"])
    marks = [*item["words"], *item.get("weak", ())]
    assert not {mark for mark in marks if mark.isascii() and mark in known | set(map(plain, known))}
    everything = [*marks, *item["both"]]
    assert len(everything) == len(set(everything))
    assert not [m for m in marks if m.endswith("*") and len(m.rstrip("*")) < SHORTEST_START]
