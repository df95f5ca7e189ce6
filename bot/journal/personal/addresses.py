"""Addresses: a street with its number, a postal code with its town, what follows "bor på"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.journal.personal.message import Message
from bot.journal.personal.words import words

_SPACE = re.compile(r"[^\S\n]{1,3}")
_NUMBER_OF_HOUSE = 4  # digits at most
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_TIME = re.compile(r"[.:,/]")
_SHORTEST_STREET = 3
_BEFORE_ENDING = 2  # letters at least
_STAIRS = frozenset("abcdefgh")
_AFTER_A_STREET = re.compile(r"[\s,]{1,3}")
_RANGE = re.compile(r"\s?-\s?")
# How many words stand between "bor på" and the number: "bor på Norra Byn 3".
_WORDS_OF_PLACE = 2
_POSTAL_CODE_LENGTHS = (3, 5)
_POSTAL_CODE = re.compile(r"[1-9]\d\d")
_POSTAL_CODE_WHOLE = re.compile(r"[1-9]\d{4}")


def mark(message: Message) -> None:
    """Mark street addresses, then postal ones; the two become one where they stand together."""
    for index in message.numbers():
        if len(message.tokens[index]) <= _NUMBER_OF_HOUSE:
            _mark_street(message, index)
    cues = words()["streets.cues"]
    for index, token in enumerate(message.tokens):
        if token in cues:
            _mark_after_cue(message, index)
    for index in message.numbers():
        if len(message.tokens[index]) in _POSTAL_CODE_LENGTHS:
            _mark_postal(message, index)


def _mark_street(message: Message, index: int) -> None:
    first = _street_start(message, index)
    if first >= 0 and _is_number(message, index):
        message.mark(first, _street_end(message, index), "adress")


def _is_number(message: Message, index: int) -> bool:
    """Whether it can be that of a house: no year, time, or count of something."""
    gap, after = message.gaps[index + 1], message.token(index + 1)
    if _YEAR.fullmatch(message.tokens[index]) or (after.isdecimal() and _IN_TIME.fullmatch(gap)):
        return False
    return after not in words()["units"] or not (gap == "" or _SPACE.fullmatch(gap))


def _street_start(message: Message, index: int) -> int:
    """The first word of the street that the number belongs to; -1 if it belongs to none."""
    street, word = index - 1, message.token(index - 1)
    if len(word) < _SHORTEST_STREET or not _SPACE.fullmatch(message.gaps[index]):
        return -1
    if word == "box":
        return street
    before = message.token(street - 1)
    is_part = before in words()["streets.before"] and _SPACE.fullmatch(message.gaps[street])
    if _is_street(message, street):
        return street - bool(is_part)
    if word in words()["streets.whole_words"]:
        if is_part:
            return street - 1
        if before.endswith("s") and message.is_capital(street - 1):
            return street - 1 - message.is_capital(street - 2)
    return -1


def _is_street(message: Message, index: int) -> bool:
    word = message.tokens[index]
    if not word.isalpha() or word in words()["streets.not_streets"]:
        return False
    if _ending(word, _endings("streets.endings")):
        return True
    return message.is_capital(index) and _ending(word, _endings("streets.doubtful_endings"))


def _ending(word: str, endings: tuple[str, ...]) -> bool:
    """Whether it ends with one of them and begins with something else."""
    return word[_BEFORE_ENDING:].endswith(endings)


@lru_cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(words()[name])


def _mark_after_cue(message: Message, cue: int) -> None:
    """What has a number after "bor på" or "adress:", if only a name stands between."""
    first = cue + 1
    if message.token(first) in words()["streets.cue_prepositions"]:
        first += 1
    for index in range(first, first + _WORDS_OF_PLACE + 1):
        word = message.token(index)
        if word.isdecimal():
            if index > first and len(word) <= _NUMBER_OF_HOUSE and _is_number(message, index):
                message.mark(first, _street_end(message, index), "adress")
            return
        if word in words().not_names or word in words()["streets.not_after_cue"]:
            return
        if not word.isalpha():
            return


def _street_end(message: Message, index: int) -> int:
    """After the number: "-14", "B", "lgh 1101"."""
    last = index
    if message.token(last + 1).isdecimal() and _RANGE.fullmatch(message.gaps[last + 1]):
        last += len(message.token(last + 1)) < _NUMBER_OF_HOUSE
    stairs, gap = message.token(last + 1), message.gaps[last + 1]
    if stairs in _STAIRS and (gap == "" or _SPACE.fullmatch(gap)):
        last += 1
    flat = message.token(last + 1) in words()["streets.flats"]
    if flat and message.token(last + 2).isdecimal():
        last += 2
    return last


def _mark_postal(message: Message, index: int) -> None:
    """As in "392 31 Kalmar" and "39231 Kalmar", with "SE-" or not."""
    token, last = message.tokens[index], index
    if _POSTAL_CODE.fullmatch(token) and _is_pair(message, index):
        last += 1
    elif not _POSTAL_CODE_WHOLE.fullmatch(token):
        return
    if message.token(index - 1).isdecimal() and "\n" not in message.gaps[index]:
        return
    town, gap = last + 1, message.gaps[last + 1]
    if not message.token(town).isalpha() or not _AFTER_A_STREET.fullmatch(gap):
        return
    if message.tokens[town] in words().not_names:
        return
    if message.is_capital(town) or message.tokens[town] in words().places:
        abroad = message.token(index - 1) in {"s", "se"} and message.gaps[index] == "-"
        message.mark(index - abroad, town, "adress")


def _is_pair(message: Message, index: int) -> bool:
    after = message.token(index + 1)
    is_second = after.isdecimal() and len(after) == len("31")
    return is_second and _SPACE.fullmatch(message.gaps[index + 1]) is not None
