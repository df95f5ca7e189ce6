"""YAML to plain data: every value stays as written, has its place, and no bytes break it."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from broken_files import TOPIC
from hypothesis import example, given
from hypothesis import strategies as st

from bot.content.yaml_document import Document, Loc
from bot.content.yaml_reader import read
from bot.models import Level

# Signs that mean something to YAML, or to the editors' programs.
SIGNS = st.sampled_from(
    [*"\n \t:-#\"'|>[]{},*&!%@`?~\\=<\0\r\ufeff\u2028\xa0", "\n---\n", "- ", ": "]
)


def of(text: str) -> Document:
    return read(text.encode(), "amnen/x.yaml")


@pytest.mark.parametrize(
    "written",
    ["10:30", "0771", "012", "0o14", "0x1F", "1_000", "no", "ja", "yes", "on", "null", "~", "true",
     "2023-09-14", "2001-12-14t21:59:43.10-05:00", ".inf", "1e3", "<<", "=", "-1", "C#", "a:b",
     "https://example.org/a#b", "Vad kostar det?", "100 %", "a & b", "Hej!", "å-ä-ö"],
)  # fmt: skip
def test_a_value_is_the_text_that_was_written(written: str) -> None:
    assert of(f"svar: {written}\n").value == {"svar": written}
    assert of(f"- {written}").value == [written]
    assert of(f"svar: {written}").problems == ()


@pytest.mark.parametrize("written", ["", " ", "  # en anteckning"])
def test_an_empty_value_is_none(written: str) -> None:
    assert of(f"datum:{written}\nid: x\n").value == {"datum": None, "id": "x"}


def test_blocks_keep_their_lines() -> None:
    text = "svar: |\n  Ett # två: tre\n\n  - fyra\nfråga: >\n  a\n  b\n"

    assert of(text).value == {"svar": "Ett # två: tre\n\n- fyra\n", "fråga": "a b\n"}


def test_spaces_on_a_blank_line_do_not_count() -> None:
    assert of("svar: |\n         \n  Ett.\n   \n  Två.\n").value == {"svar": "\nEtt.\n\nTvå.\n"}


def test_a_note_after_one_word_is_a_note() -> None:
    assert of("datum: 2023-09-14 # kolla\nfråga: Vad då?   # obligatorisk").value == {
        "datum": "2023-09-14",
        "fråga": "Vad då?",
    }


@pytest.mark.parametrize(
    ("loc", "line", "column"),
    [((), 2, 1), (("ämne",), 2, 7), (("frågor", 0), 4, 5), (("frågor", 0, "svar"), 5, 11),
     (("frågor", 0, "varianter", 1), 9, 9)],
)  # fmt: skip
def test_values_have_places(loc: Loc, line: int, column: int) -> None:
    text = "# P\nämne: P\nfrågor:\n  - id: x\n    svar: |\n      Ja.\n    varianter:\n"
    text += "      - å\n      - b\n"
    place = of(text).place(loc)

    assert (place.file, place.line, place.column) == ("amnen/x.yaml", line, column)


def test_keys_have_places() -> None:
    document = of("a:\n  b: c\n")

    assert (document.key_place(("a", "b")).line, document.key_place(("a", "b")).column) == (2, 3)
    assert document.place(("a", "missing", 3)) == document.place(("a",))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace("    ", "\xa0\xa0\xa0\xa0").encode(),
        lambda text: text.replace(": ", ":\xa0").encode(),
        lambda text: text.replace("\n", " \t\n").encode(),
        lambda text: ("---\n" + text).encode(),
        lambda text: text.replace("fråga", "\u200bfråga").replace("taxa", "ta\u2060xa").encode(),
    ],
    ids=[
        "BOM",
        "CRLF",
        "CR",
        "NFD",
        "hard spaces",
        "hard space after colon",
        "tabs last",
        "---",
        "without width",
    ],
)
def test_what_cannot_be_seen_makes_no_difference(change: Callable[[str], bytes]) -> None:
    document = read(change(TOPIC), "x.yaml")

    assert document.problems == ()
    assert document.value == of(TOPIC).value


def test_columns_are_those_that_the_editor_sees() -> None:
    text = unicodedata.normalize("NFD", "åäö: å: ä\n")

    assert [problem.place.column for problem in of(text).problems] == [7]


def test_words_quotes_are_a_warning() -> None:
    document = of("fråga: ”Vad då?”\n")

    assert [(problem.rule, problem.level) for problem in document.problems] == [
        ("curly-quotes", Level.WARNING)
    ]
    assert document.value == {"fråga": "”Vad då?”"}


def holds(document: Document) -> None:
    """What is true of any document, whatever the bytes were."""
    assert all(problem.message and problem.remedy for problem in document.problems)
    assert document.readable or document.problems
    for problem in document.problems:
        assert problem.place.file == "x.yaml"
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    str(document.value).encode()


@given(st.binary(max_size=300))
@example(b'"\\U00110000"')
@example(b'"\\xd8\\ud800"')
@example(b"%YAML 1." + b"9" * 5000 + b"\n---\n")
@example(b"%TAG ! tag:\n---\n!a b")
@example(b"\xff\xfe")
@example(b"]")
@example(b"? - a\n: b")
@example(b"a:\n - b\n  c\n-")
def test_no_bytes_make_it_fail(data: bytes) -> None:
    holds(read(data, "x.yaml"))


@given(st.lists(SIGNS | st.sampled_from("aåb1"), max_size=60).map("".join))
def test_no_signs_make_it_fail(text: str) -> None:
    holds(read(text.encode(), "x.yaml"))


@given(st.data())
def test_no_slip_in_a_good_file_makes_it_fail(data: st.DataObject) -> None:
    text = TOPIC
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at] + data.draw(SIGNS | st.just("")) + text[at + data.draw(st.integers(0, 2)) :]
        )

    holds(read(text.encode(), "x.yaml"))


@pytest.mark.parametrize(
    "data",
    [b"[" * 900_000, b"- " * 450_000, b"{a: " * 200_000, b"a:\n" * 300_000, b"? " * 400_000,
     b"\n".join(b" " * n + b"a:" for n in range(1000)), b"'" * 900_000, b"&a " * 300_000],
    ids=["brackets", "dashes", "braces", "keys", "question marks", "indents", "quotes", "anchors"],
)  # fmt: skip
def test_no_file_makes_it_slow(data: bytes) -> None:
    before = time.process_time()
    holds(read(data, "x.yaml"))

    assert time.process_time() - before < 20
