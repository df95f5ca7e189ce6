"""What the benchmark reads, and the FAQs that it grows."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.matching.data import DataError, key, make_entry, make_faq, read
from bench.matching.synthetic import grow
from bench.matching.task import read_faq
from bench.matching.task import written as task
from bot.models import Faq

LINES = (
    {"question": "Vad kostar det?", "answer": "Tio kronor.", "category": "Pris"},
    {
        "question": "När är det  öppet?",
        "candidate_answers": ["Aldrig.", "Alltid."],
        "label": 1,
        "meta": {"category": "Tider"},
    },
)
MESSAGES = (
    {"key": key("Vad kostar det?"), "question": "priset", "style": "keyword"},
    {"key": key("När är det öppet?"), "question": "när öppnar ni"},
    {"key": "000000000000", "question": "något annat"},
)


def written(path: Path, lines: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def small_faq() -> Faq:
    return make_faq(
        make_entry(
            f"e{n}", f"Vad är sak nummer {n}?", "Ett svar om saken.", "AB"[n % 2], ("saken",)
        )
        for n in range(7)
    )


def test_lines_as_we_and_as_swefaq_write_them(tmp_path: Path) -> None:
    data = read(written(tmp_path / "faq.jsonl", LINES), written(tmp_path / "m.jsonl", MESSAGES))
    assert [entry.answer for entry in data.faq.entries] == ["Tio kronor.", "Alltid."]
    assert [topic.title for topic in data.faq.topics] == ["Pris", "Tider"]
    assert [(m.text, m.style) for m in data.messages] == [
        ("priset", "keyword"),
        ("när öppnar ni", "message"),
    ]
    assert data.unknown == 1


def test_entries_that_nobody_asks_for_can_be_left_out(tmp_path: Path) -> None:
    faq = written(tmp_path / "faq.jsonl", LINES)
    messages = written(tmp_path / "m.jsonl", MESSAGES[:1])
    (entry,) = read(faq, messages, asked_only=True).faq.entries
    assert entry.question == "Vad kostar det?"


def test_a_folder_brings_its_own_messages() -> None:
    data = read(Path("tests/fixtures/faq"), None)
    assert {m.text for m in data.messages} == {t for e in data.faq.entries for t in e.tests}
    assert data.outside == data.faq.out_of_scope


@pytest.mark.parametrize(
    ("faq", "messages", "said"),
    [
        ("", "", "no message"),
        ('{"question": "Va?"}', "", "lacks question, answer or category"),
        ("{", "", "not lines of JSON"),
        (None, "", "faq.jsonl"),
    ],
)
def test_what_cannot_be_read_is_said(
    faq: str | None, messages: str, said: str, tmp_path: Path
) -> None:
    if faq is not None:
        (tmp_path / "faq.jsonl").write_text(faq, encoding="utf-8")
    (tmp_path / "m.jsonl").write_text(messages, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read(tmp_path / "faq.jsonl", tmp_path / "m.jsonl")


def test_a_key_does_not_depend_on_spaces_or_on_how_letters_are_composed() -> None:
    assert key("Får  jag\u00a0gå?\n") == key("Fa\u030ar jag ga\u030a?") != key("Får jag gå")


def test_every_message_for_swefaq_has_a_key_and_each_entry_several() -> None:
    lines = [
        json.loads(line)
        for line in Path("bench/data/swefaq-messages.jsonl").read_text("utf-8").splitlines()
    ]
    assert all(len(line["key"]) == 12 and line["question"] and line["style"] for line in lines)
    assert len(lines) == 2 * len({line["key"] for line in lines})


def test_topics_without_entries_are_gone() -> None:
    (topic,) = small_faq().without({"e0", "e2", "e4", "e6"}).topics
    assert topic.title == "B"


@given(st.integers(1, 60))
def test_a_faq_grows_and_shrinks_to_any_size_evenly(wordings: int) -> None:
    grown = grow(small_faq(), wordings)
    sizes = [1 + len(entry.variants) for entry in grown.entries]
    assert sum(sizes) == wordings
    assert max(sizes) - min(sizes) <= 1
    assert grown == grow(small_faq(), wordings)


def test_a_faq_comes_through_a_task_unchanged() -> None:
    given = json.loads(task(small_faq(), ("va?",), 1.0))
    assert read_faq(given["faq"]) == small_faq()
    assert given["messages"] == ["va?"]
