"""A new question as a change of the files: read back, it is what was typed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.content.folder import FaqFile, Folder, Kind, read_folder
from bot.content.loader import Loader
from bot.editor.writing.insertion import NoRoomError
from bot.editor.writing.new_entry import (
    Draft,
    NewSource,
    NewTopic,
    NewVariant,
    add,
    propose_file,
    propose_id,
)
from bot.editor.writing.texts import RefusedError, line, prose
from bot.models import Faq

ROOT = Path(__file__).parent.parent / "fixtures" / "faq"
CONTENT = read_folder(ROOT)
PARKING = "amnen/parkering.yaml"
DRAFT = Draft(
    question="Får jag parkera en husvagn?",
    id="husvagn",
    topic=PARKING,
    sources=("parkeringsregler",),
    answer="Ja, i högst ett dygn.",
    reviewed="2026-03-01",
)


def usable(check: Callable[[str], str], texts: SearchStrategy[str]) -> SearchStrategy[str]:
    """Those of `texts` that `check` takes, as it has them."""

    def taken(text: str) -> str | None:
        try:
            return check(text)
        except RefusedError:
            return None

    return texts.map(taken).filter(bool).map(str)


TYPED = st.text(max_size=60) | st.text("aå -:#'\"\n.[]{}&*!|>%@`?,~=<0189\\", max_size=60)
LINES = usable(line, TYPED)
PROSE = usable(prose, TYPED)


def loaded(content: Folder) -> Faq:
    result = Loader().load(content)
    assert result.faq is not None, result.problems
    assert not result.problems
    return result.faq


@settings(max_examples=40)
@given(LINES, PROSE, st.lists(LINES, max_size=3), st.lists(LINES, max_size=3), LINES)
def test_any_texts_are_read_back_as_they_were_taken(
    question: str, answer: str, variants: list[str], tests: list[str], title: str
) -> None:
    draft = replace(
        DRAFT,
        question=question,
        answer=answer,
        variants=tuple(variants),
        tests=tuple(tests),
        sources=("regler", "taxor"),
        new_source=NewSource("regler", title, title, "https://example.org/#a", "2023-09"),
    )
    faq = loaded(add(draft, CONTENT, ROOT).content)
    entry = faq.by_id["husvagn"]
    assert (entry.question, entry.answer) == (question, answer)
    assert (entry.variants, entry.tests) == (tuple(variants), tuple(tests))
    assert entry.citations[0].source.title == title
    assert entry.citations[0].source.publisher == title


@settings(max_examples=40)
@given(LINES, LINES, LINES)
def test_any_new_topic_is_read_back_as_it_was_taken(
    title: str, description: str, fragment: str
) -> None:
    topic = NewTopic("amnen/ny.yaml", title, description)
    draft = replace(DRAFT, topic=topic, fragment=fragment)
    faq = loaded(add(draft, CONTENT, ROOT).content)
    made = next(one for one in faq.topics if one.entries[0].id == "husvagn")
    assert (made.title, made.description) == (title, description)
    assert made.entries[0].citations[0].fragment == fragment


@settings(max_examples=40)
@given(LINES)
def test_any_variant_is_read_back_as_it_was_taken(text: str) -> None:
    added = add(NewVariant("parkeringsavgift", text), CONTENT, ROOT)
    assert loaded(added.content).by_id["parkeringsavgift"].variants[-1] == text


def test_only_the_new_entry_is_new() -> None:
    before, after = loaded(CONTENT), loaded(add(DRAFT, CONTENT, ROOT).content)
    assert after.entries[:-1] == before.entries
    assert after.entries[-1].reviewed == "2026-03-01"


def test_the_change_knows_where_it_stands() -> None:
    added = add(DRAFT, CONTENT, ROOT)
    assert added.loc == ("frågor", 4)
    assert added.file.name == PARKING
    variant = add(NewVariant("boendeparkering", "p-plats hemma"), CONTENT, ROOT)
    assert variant.loc == ("frågor", 0, "varianter", 2)


def test_a_new_topic_knows_its_schema_where_there_is_one(tmp_path: Path) -> None:
    draft = replace(DRAFT, topic=NewTopic("amnen/ny.yaml", "Nytt"))
    assert add(draft, CONTENT, tmp_path).file.data.startswith("ämne: Nytt\n".encode())
    (tmp_path / ".schema").mkdir()
    first = add(draft, CONTENT, tmp_path).file.data.splitlines()[0]
    assert first == b"# yaml-language-server: $schema=../.schema/amne.json"


@pytest.mark.parametrize(
    "change",
    [
        replace(DRAFT, topic="amnen/borta.yaml"),
        replace(DRAFT, topic=NewTopic(PARKING, "Parkering igen")),
        NewVariant("borta", "något"),
    ],
)
def test_what_is_not_there_any_more_is_refused(change: Draft | NewVariant) -> None:
    with pytest.raises(NoRoomError):
        add(change, CONTENT, ROOT)


@pytest.mark.parametrize(
    ("question", "taken", "proposed"),
    [
        ("Vad är nära vård?", (), "vad-ar-nara-vard"),
        ("Vad är nära vård?", ("vad-ar-nara-vard",), "vad-ar-nara-vard-2"),
        ("Vad är?", ("vad-ar", "vad-ar-2"), "vad-ar-3"),
        (
            "Hur ansöker jag om boendeparkering i centrum av staden?",
            (),
            "hur-ansoker-jag-om-boendeparkering-i",
        ),
        ("a" * 60, (), "a" * 40),
        ("a" * 60, ("a" * 40,), "a" * 38 + "-2"),
        ("🚗?", (), "fraga"),
        ("🚗?", ("fraga",), "fraga-2"),
    ],
)
def test_an_id_is_proposed_from_the_question(
    question: str, taken: tuple[str, ...], proposed: str
) -> None:
    assert propose_id(question, taken) == proposed


def test_a_file_is_proposed_from_the_topic() -> None:
    assert propose_file("Avgifter & böter", CONTENT) == "amnen/avgifter-boter.yaml"
    assert propose_file("Parkering", CONTENT) == "amnen/parkering-2.yaml"
    assert propose_file("🚗", CONTENT) == "amnen/amne.yaml"


def test_the_files_stay_in_the_order_of_their_names() -> None:
    topic = FaqFile(Kind.TOPIC, "amnen/a.yaml", "a", b"")
    content = Folder((topic, *CONTENT.files), ())
    names = [file.name for file in add(DRAFT, content, ROOT).content.files]
    assert names == sorted(names)
