"""What is typed, as it is written in a file and read back."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.yaml_reader import read
from bot.editor.writing import texts
from bot.editor.writing.texts import RefusedError

# Letters, and the signs that YAML, the reader or a word processor makes something of.
TYPED = st.text() | st.text(
    "aå -:#'\"\n\t.[]{}&*!|>%@`?,~=<0189\\\u200b\ufeff\xa0\u0338Ã¤”\x0b\x0c"
)


def read_back(text: str) -> object:
    """A text after a key and in a list, read from a file."""
    written = texts.scalar(text)
    document = read(f"a: {written}\nb:\n  - {written}\n".encode(), "")
    assert not document.problems
    return document.value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Vad kostar det?", "Vad kostar det?"),
        ("Kostar det något – ja eller nej?", "Kostar det något – ja eller nej?"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("Vad gäller: avgift eller inte?", '"Vad gäller: avgift eller inte?"'),
        ("Ring avdelning #3", '"Ring avdelning #3"'),
        ("- en punkt", '"- en punkt"'),
        ("1177", '"1177"'),
        ("10:30", '"10:30"'),
        ("0771", '"0771"'),
        ("2023-09-14", '"2023-09-14"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ('"Nära vård" betyder?', "'\"Nära vård\" betyder?'"),
        ("”Nära vård”", '"”Nära vård”"'),
        ("[a] eller *b*", '"[a] eller *b*"'),
        ("slutar med kolon:", '"slutar med kolon:"'),
    ],
)
def test_a_text_is_quoted_where_yaml_would_misread_it(text: str, written: str) -> None:
    assert texts.scalar(text) == written
    assert read_back(text) == {"a": text, "b": [text]}


@given(TYPED)
def test_a_line_is_read_back_as_it_was_taken_or_refused(typed: str) -> None:
    try:
        line = texts.line(typed)
    except RefusedError:
        return
    assert texts.line(line) == line
    assert read_back(line) == {"a": line, "b": [line]}


@given(st.text("abcåäö ?!,.", min_size=1))
def test_an_ordinary_text_is_never_refused(typed: str) -> None:
    assume(typed.strip())
    assert texts.line(typed) == " ".join(typed.split())


@given(TYPED)
def test_prose_is_laid_out_once_and_for_all_or_refused(typed: str) -> None:
    try:
        prose = texts.prose(typed)
    except RefusedError:
        return
    assert texts.prose(prose) == prose


@pytest.mark.parametrize("typed", ["", "  \t ", "\u200b", "\xa0"])
def test_nothing_is_refused(typed: str) -> None:
    for kind in (texts.line, texts.prose):
        with pytest.raises(RefusedError, match="behövs"):
            kind(typed)


@pytest.mark.parametrize("typed", ["a\x00b", "fÃ¶r", "a\ufffd", "a" + chr(0xD800)])
def test_what_no_file_can_hold_is_refused(typed: str) -> None:
    for kind in (texts.line, texts.prose):
        with pytest.raises(RefusedError):
            kind(typed)


@pytest.mark.parametrize(
    ("check", "typed", "says"),
    [
        (texts.entry_id, "Vad är det?", "vad-ar-det"),
        (texts.web_address, "example.org", "https://example.org"),
        (texts.date, "14 september 2023", "2023-09-14"),
    ],
)
def test_a_value_is_refused_with_its_mending(
    check: Callable[[str], str], typed: str, says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        check(typed)
