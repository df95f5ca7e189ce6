"""What is kept of a message: no personal details, and everything else as it was written."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.journal.personal.message import LABELS, plain
from bot.journal.personal.words import words
from bot.journal.redaction import redact

DATA = Path(__file__).parent / "data" / "redaction.yaml"
TABLE = yaml.load(DATA.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
CHANGED = [pair for group in TABLE["changed"].values() for pair in group]
UNCHANGED = [text for group in TABLE["unchanged"].values() for text in group]
LONGEST_MESSAGE = 4096  # characters, Telegram's own limit


@pytest.mark.parametrize(("text", "kept"), CHANGED)
def test_a_personal_detail_goes(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize("text", UNCHANGED)
def test_a_look_alike_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("text", [*UNCHANGED, *(kept for _, kept in CHANGED)])
def test_what_is_kept_stays_in_the_middle_of_a_message(text: str) -> None:
    kept = f"Hej!\n{text}\nTack för hjälpen."
    assert redact(kept) == kept


def test_the_table_is_large_enough() -> None:
    assert len(CHANGED) + len(UNCHANGED) >= 200
    assert len(UNCHANGED) >= 80
    texts = [text for text, _ in CHANGED] + UNCHANGED
    assert len(set(texts)) == len(texts)


# What the numbers are spelled with. Those that a time or a decimal has stand in the table only.
SEPARATORS = ["", " ", "-", "–", " - ", "/", "_", "\u00a0", "\u200b", "\u00ad", "  ", "•", "\n"]
ZEROS = "0٠۰०০０𝟎𝟘"
SENTENCES = [
    "{}",
    "mitt nummer är {} tack",
    "Hej, {} undrar när jag får tid?",
    "ring ({}) i kväll!",
    "x{}x",
    "personnr:{}.",
    "det gäller min man\n{}\nhan väntar på svar",
    "både {} och annat",
]
WORDS_BETWEEN = [" och sen ", " sen ", " streck ", ", därefter ", " bindestreck "]
SPOKEN = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]


def two(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number:02}")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


DAYS = two(1, 31) | two(61, 91)
DATES = st.tuples(two(0, 99), two(1, 12), DAYS).map("".join)
PERSONAL = st.tuples(st.sampled_from(["", "19", "20"]), DATES, digits(4)).map(
    lambda parts: [part for part in parts if part]
)
AREA = st.sampled_from(["070", "072", "073", "076", "079", "08", "031", "0480", "0470", "0980"])
PHONES = st.tuples(AREA, digits(3), digits(2), digits(2)).map(list)
FOREIGN = st.tuples(st.sampled_from(["+46", "+47", "+358", "0049"]), digits(3), digits(4)).map(list)
CARDS = st.tuples(st.sampled_from("3456"), digits(3), digits(4), digits(4), digits(4)).map(
    lambda parts: [parts[0] + parts[1], *parts[2:]]
)
NUMBERS = PERSONAL | PHONES | FOREIGN | CARDS


def in_script(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(one)) if one.isdecimal() else one for one in text)


@given(NUMBERS, st.sampled_from(SEPARATORS), st.sampled_from(ZEROS), st.sampled_from(SENTENCES))
def test_a_number_is_gone_however_it_is_written(
    groups: list[str], separator: str, zero: str, sentence: str
) -> None:
    kept = redact(sentence.format(in_script(separator.join(groups), zero)))
    assert not any(character.isdigit() for character in kept)


@given(PERSONAL | PHONES, st.sampled_from([" ", "-", " - ", "\u200b"]))
def test_a_number_is_gone_digit_by_digit(groups: list[str], separator: str) -> None:
    assert redact(f"jag har {separator.join(''.join(groups))}.").startswith("jag har [")


@given(PERSONAL, st.sampled_from(WORDS_BETWEEN))
def test_a_personal_number_is_gone_with_words_between(groups: list[str], between: str) -> None:
    kept = redact(f"det är {''.join(groups[:-1])}{between}{groups[-1]} som gäller")
    assert kept == "det är [personnummer] som gäller" or "telefonnummer" in kept
    assert not any(character.isdigit() for character in kept)


@given(PERSONAL | PHONES, st.sampled_from([" ", ", ", "\n"]))
def test_a_spoken_number_is_gone(groups: list[str], separator: str) -> None:
    said = separator.join(SPOKEN[int(digit)] for digit in "".join(groups))
    kept = redact(f"numret {said} är mitt")
    assert not set(kept.split()) & set(SPOKEN)


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=12)


LOCAL_PARTS = LETTERS.filter(lambda word: word not in words()["at_signs"] | words()["dots"])


@given(LOCAL_PARTS, LETTERS, st.sampled_from(["@", " @ ", "＠", " snabela ", " snabel-a ", "(at)"]))
def test_an_e_mail_address_is_gone(local: str, domain: str, sign: str) -> None:
    kept = redact(f"skriv till <{local}{sign}{domain}.se>")
    assert kept == "skriv till <[e-post]>"


@given(LETTERS.filter(lambda name: len(name) > 1))
def test_a_name_is_gone_after_jag_heter(name: str) -> None:
    if plain(name) not in words().not_names | words()["names.fillers"]:
        assert redact(f"jag heter {name}!") == "jag heter [namn]!"
        assert redact(f"Jag heter {name.capitalize()}!") == "Jag heter [namn]!"


# Everything that a rule looks for, in any order.
PIECES = sorted(
    {word for group in words().lists.values() for word in group}
    | {"heter", "är", "Anna", "ANNA", "Svensson", "Storgatan", "Kalmar", "http", "www", "TF", "ABC"}
    | {"1", "12", "070", "1177", "2024", "1212", "121212", "19121212", "5000", "392", "31", "se"}
    | {"2024-09-12", "12:30", "2019/20:164", "å", "a\u030a", "\u200b", "٣", "½", "²", "[namn]"}
    | {" ", "-", ".", ", ", "/", "://", "@", "\n", "(", ")", "[", "]", "+", ":", "_", "\0", "'"}
)
SOUP = st.lists(st.sampled_from(PIECES) | st.sampled_from([" ", " ", " ", "/", "@"]), max_size=30)


@settings(max_examples=400)
@given(SOUP.map("".join) | SOUP.map(" ".join) | st.text())
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(st.text())
def test_any_string_is_taken(text: str) -> None:
    assert isinstance(redact(text), str)


@pytest.mark.parametrize(
    "text", ["", "\0", chr(0xD800), "a\udc80", "[", "[namn", "@", "/", "+", "."]
)
def test_odd_strings_are_taken(text: str) -> None:
    assert redact(text) == text


HARMLESS = sorted(
    {word for word in words().not_names if " " not in word}
    - words()["names.closings"]
    - words()["names.people"]
    - words()["names.before_names"]
    - words()["at_signs"]
    - words().spoken.keys()
)


@given(st.lists(st.sampled_from(HARMLESS), max_size=20), st.sampled_from([" ", ", ", "\n", "… "]))
def test_words_alone_are_unchanged(chosen: list[str], between: str) -> None:
    text = between.join(chosen)
    assert redact(text) == text


@given(st.text(st.characters(exclude_categories=["L", "N"], exclude_characters="@")))
def test_signs_alone_are_unchanged(text: str) -> None:
    assert redact(text) == text


def test_every_digit_of_unicode_is_read_as_one() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]
    assert len(every) >= 650
    for digit in every:
        assert redact(f"ring 07017406{digit}5") == "ring [telefonnummer]", unicodedata.name(digit)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_left_alone(label: str) -> None:
    text = f"jag heter [{label}] och bor på [{label}] 3"
    assert redact(text) == text


def steps(work: Callable[[], object]) -> int:
    """How many instructions of Python `work` takes."""
    taken = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        taken += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


def is_linear(piece: str) -> bool:
    """Whether four times the text takes no more than about four times the work."""
    short = (piece * 100)[:256]
    redact(short)
    return steps(lambda: redact(short * 4)) <= 4.6 * steps(lambda: redact(short)) + 2000


REPEATED = ["1", "1 ", "a1", "@a", "a@", "a.", "/Anna ", "noll ", "anna ", "jag heter ", "1 och "]
REPEATED += ["Anna Anna ", "a punkt ", "http://a/", "www.a.se/", "SE45 ", "bor på a 1 ", "12:30 "]
REPEATED += ["2024-09-12 ", "[namn", "\u200b1", "å", "(at)", "storgatan 1", "xxxx ", "mvh\n", "\n"]


@pytest.mark.parametrize("piece", REPEATED)
def test_the_work_grows_with_the_length_only(piece: str) -> None:
    assert is_linear(piece)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_the_work_grows_with_the_length_only_for_any_piece(piece: str) -> None:
    assert is_linear(piece)


def test_a_whole_message_of_digits_and_one_of_letters() -> None:
    assert redact("1" * LONGEST_MESSAGE) == "[nummer]"
    assert redact("a" * LONGEST_MESSAGE) == "a" * LONGEST_MESSAGE
