"""Codes of letters and digits: IBAN, personal numbers with letters, registration plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.journal.personal.message import Message
from bot.journal.personal.words import words

# Letters and digits without a gap between change this often at most: 19121212-1X2Y.
_CHANGES = 5
# Characters, ISO 13616; the shortest in use has 15 (Norway).
_IBAN = range(15, 35)
_IBAN_DIGITS = 10
_IBAN_PARTS = 12
# A reserve number has letters among its last four characters: T123, TF12, AB1C, 12XX.
_TAIL = 4
_PARTS_OF_A_DATE = 4
_MASKED = frozenset({"xxx", "xxxx", "nnn", "nnnn", "yyyy"})
# The date of birth in a reserve number: a series of its own may put century and month beyond.
_DATE = re.compile(r"(?:\d\d)?\d\d(?:0[1-9]|1[0-2]|[2-9]\d)\d\d")
_WHOLE = re.compile(r"(\d{6}|\d{8})([a-z\d]{4})")
_BETWEEN = re.compile(r"[-+./ ]{0,3}")
_LETTERS_OF_PLATE = 3
_PLATE = re.compile(r"[a-hj-pr-uw-z]{3}")  # Swedish plates have no I, Q or V
_PLATE_END = re.compile(r"\d\d[a-z\d]")


def mark(message: Message) -> None:
    """Mark them all."""
    for first, last in list(_codes(message)):
        _mark_iban(message, first)
        _mark_reserve_number(message, first, last)
    for index in message.numbers():
        if len(message.token(index - 1)) == _LETTERS_OF_PLATE:
            _mark_plate(message, index - 1)


def _codes(message: Message) -> Iterator[tuple[int, int]]:
    """First and last token of what is written together, letters and digits or four x."""
    index, count, gaps = 0, len(message.tokens), message.gaps
    while index < count:
        last = index
        while last + 1 < count and not gaps[last + 1]:
            last += 1
        if index < last < index + _CHANGES or message.tokens[index] in _MASKED:
            yield index, last
        index = last + 1


def _mark_iban(message: Message, first: int) -> None:
    """SE45 5000 …: the country's letters touch the first digits."""
    country = message.tokens[first]
    if len(country) != len("SE") or not country.isalpha():
        return
    last = first + 1
    while last - first < _IBAN_PARTS and _goes_on(message, last + 1, is_bank=last == first + 1):
        last += 1
    code = "".join(message.tokens[first : last + 1])
    if len(code) in _IBAN and sum(map(str.isdecimal, code)) >= _IBAN_DIGITS:
        message.mark(first, last, "kontonummer")


def _goes_on(message: Message, index: int, *, is_bank: bool) -> bool:
    token, gap = message.token(index), message.gap(index)
    if not token.isalnum() or gap not in {"", " ", "-"}:
        return False
    return token.isdecimal() or gap == "" or (is_bank and len(token) == len("NWBK"))


def _mark_plate(message: Message, first: int) -> None:
    """ABC 123, ABC12D: with a space the letters are capitals, or a car is spoken of."""
    letters, gap = message.token(first), message.gap(first + 1)
    if not _PLATE.fullmatch(letters) or gap not in {"", " ", "-"}:
        return
    last = first + 1
    last += message.gap(last + 1) == "" and message.token(last + 1).isalpha()
    is_plate = _PLATE_END.fullmatch("".join(message.tokens[first + 1 : last + 1]))
    if not is_plate or letters in words()["not_plates"] or _is_part(message, first, last):
        return
    if gap == "" or message.is_shouted(first) or _is_of_car(message, first - 1):
        message.mark(first, last, "registreringsnummer")


def _is_of_car(message: Message, index: int) -> bool:
    """Whether a car is spoken of there or a word before: "bilen med abc 123"."""
    cues = words()["plate_cues"]
    if message.token(index) in cues:
        return True
    return message.token(index).isalpha() and message.token(index - 1) in cues


def _is_part(message: Message, first: int, last: int) -> bool:
    """Whether it touches, or goes on with digits, so that it is a part of something longer."""
    before = first > 0 and message.gap(first) == ""
    after = last + 1 < len(message.tokens) and message.gap(last + 1) == ""
    return before or after or message.token(last + 1).isdecimal()


def _mark_reserve_number(message: Message, first: int, last: int) -> None:
    """19121212-TF12, 121212T123, 19121212-XXXX."""
    code = "".join(message.tokens[first : last + 1])
    if not code.isalnum():
        return
    whole = _WHOLE.fullmatch(code)
    if whole and _DATE.fullmatch(whole[1]) and (not whole[2].isalpha() or whole[2] in _MASKED):
        message.mark(first, last, "personnummer")
    elif code in _MASKED or (len(code) == _TAIL and not code.isalpha()):
        born = _date_start(message, first)
        if born >= 0:
            message.mark(born, last, "personnummer")


def _date_start(message: Message, tail: int) -> int:
    """Where the date begins that stands right before `tail`; -1 if none does."""
    date = ""
    for first in range(tail - 1, max(tail - 1 - _PARTS_OF_A_DATE, -1), -1):
        if not message.tokens[first].isdecimal() or not _BETWEEN.fullmatch(message.gaps[first + 1]):
            return -1
        date = message.tokens[first] + date
        century = message.token(first - 1)
        is_short = len(date) == len("121212") and len(century) == len("19") and century.isdecimal()
        if len(date) in {6, 8} and _DATE.fullmatch(date) and not is_short:
            return first
    return -1
