"""What excuses a run of digits: a date, a time, an amount, a reference, or that it is short."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from bot.journal.personal.words import words

# More digits than this, where nothing tells what they count, are taken for a number of somebody's.
_SHORT = 5
_SHORT_IN_LIST = 6  # "10, 20, 30"
_SHORT_AFTER_CUE = 3
_PHONE = 6  # digits, from which a first 0 tells of a telephone number
_AMOUNT = 12  # digits at most, in groups
_PLAIN_AMOUNT = 8  # digits at most, in one run
_LAST_FOUR = 4  # digits, after a date of birth
_LONGEST = 200  # characters of a list of dates or years
_FIRST_LIKELY = 2000  # a whole date before this year is more likely somebody's birth

_SWEDEN = ("46", "0046")

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_ITEM = re.compile(
    rf"""
    (?P<reference>{_YEAR}/(?:{_YEAR}|\d\d):\d{{1,4}}     # prop. 2019/20:164
        | (?:1[6-9]|20)\d\d:\d{{1,4}})(?!\d)             # 2017:30
    | (?P<date>{_YEAR}([-/.]){_MONTH}\3{_DAY}            # 2024-09-12
        | {_DAY}([-/.])\s?{_MONTH}(?:\4|\s|-)\s?{_YEAR}  # 12/9 2024
        | {_DAY}/{_MONTH})(?![\d/])                      # 12/9
    | (?P<time>{_HOUR}[:.][0-5]\d(?:[:.][0-5]\d)?)(?!\d)
    | (?P<hours>{_HOUR}\s?-\s?{_HOUR})(?!\d|[:.]\d|\s?-)
    | (?P<short>11[2346]|1177|113\s?13|114\s?14|90\s?101|116\s?\d{{3}})(?!\d)
    | (?P<amount>[1-9]\d{{0,2}}(?:[ .']\d{{3}}){{1,4}}(?:,\d{{1,2}})?)(?!\d)
    | (?P<year>{_YEAR})(?!\d)
    | (?P<plain>\d+(?:[.,]\d{{1,3}})?)(?!\d)
    """,
    re.VERBOSE,
)
# Between two items: a lone full stop or colon would be inside one.
_BETWEEN = re.compile(r"[^\w.:]\W*|\W{2,}")
# As many noughts as an amount has and a number of somebody's has not; no more than 8 digits.
_ROUND_OR_YEAR = re.compile(rf"{_YEAR}|[1-9]\d{{0,2}}(?:(?:[ .']000)+|0{{2,5}})")
_NOT_DIGITS = re.compile(r"\D+")
_IN_RANGE = re.compile(r"\s?-\s?")
# A coordination number has 60 added to the day.
_BORN = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_PERSONAL_NUMBER = re.compile(rf"(?:1[6-9]|20)?{_BORN}\d{{4}}")
_BIRTHDAY = re.compile(rf"(?:1[89]|20)?{_BORN}")
_CLOCK = frozenset({"date", "time", "hours"})
_AMOUNTS = frozenset({"amount", "plain"})
_UNSURE = frozenset({"amount", "plain", "hours"})
_COUNTABLE = frozenset({"amount", "plain", "hours", "year", "time"})


class Verdict(NamedTuple):
    """Whether a run stays, and whether it does for what it is and not for being short."""

    stays: bool
    is_sure: bool


class _Item(NamedTuple):
    kind: str
    text: str
    gap: str  # before it

    @property
    def digits(self) -> str:
        return _NOT_DIGITS.sub("", self.text)


def is_personal_number(digits: str) -> bool:
    """Whether 10 or 12 digits begin with a date of birth, or one with 60 added to the day."""
    return _PERSONAL_NUMBER.fullmatch(digits) is not None


def is_birthday(digits: str) -> bool:
    """Whether 6 or 8 digits are a date of birth."""
    return _BIRTHDAY.fullmatch(digits) is not None


def judge(run: str, cue: str, *, is_counted: bool) -> Verdict:
    """The verdict on a run of digits and signs, that begins and ends with a digit.

    `cue` tells whose number the words before it promise ("" none); `is_counted`: a unit follows.
    """
    if run.isdecimal():
        return _judge_bare(run, cue, is_counted=is_counted)
    items = _items(run) if len(run) <= _LONGEST else []
    if not items or _is_of_birth(items, cue):
        return Verdict(stays=False, is_sure=False)
    weak = _weak(items, is_counted=is_counted)
    limit = _SHORT_AFTER_CUE if cue else _limit(items)
    stays = weak <= limit and not _is_phone(items, weak)
    return Verdict(stays, is_sure=stays and weak == 0)


def _judge_bare(digits: str, cue: str, *, is_counted: bool) -> Verdict:
    """As `judge`, of digits alone: most numbers are."""
    is_sure = _is_round_or_year(digits) or (is_counted and _can_be_counted(digits))
    is_phone = digits[0] == "0" and len(digits) >= _PHONE
    stays = (is_sure or len(digits) <= (_SHORT_AFTER_CUE if cue else _SHORT)) and not is_phone
    return Verdict(stays, is_sure=stays and is_sure)


def _is_of_birth(items: list[_Item], cue: str) -> bool:
    """A personal number, however it is divided, or a date of birth."""
    digits = "".join([item.digits for item in items])
    kinds = {item.kind for item in items}
    if not kinds <= _CLOCK and is_personal_number(digits):
        return True
    if "date" not in kinds:
        return False
    return cue == "person" or _has_last_four(items) or any(map(_is_born, items))


def _items(run: str) -> list[_Item]:
    """What the run consists of; nothing if some of it is unknown."""
    items: list[_Item] = []
    gap, position = "", 0
    while match := _ITEM.match(run, position):
        items.append(_Item(str(match.lastgroup), match[0], gap))
        if match.end() == len(run):
            return items
        between = _BETWEEN.match(run, match.end())
        if between is None:
            return []
        gap, position = between[0], between.end()
    return []


def _weak(items: list[_Item], *, is_counted: bool) -> int:
    """How many digits nothing excuses."""
    counted = _counted(items) if is_counted else 0
    rest = items[: len(items) - counted]
    unsure = _AMOUNTS if _CLOCK.issuperset(item.kind for item in items) else _UNSURE
    sized = [(item, len(item.digits)) for item in rest if item.kind in unsure]
    others = sum(len(item.digits) for item in rest if item.kind in {"year", "short"})
    # So many round numbers in a row are groups of one long number.
    if sized and sum(size for _, size in sized) + others > _AMOUNT:
        return _AMOUNT
    return sum(size for item, size in sized if not _is_round_or_year(item.text))


def _is_round_or_year(text: str) -> bool:
    return _ROUND_OR_YEAR.fullmatch(text) is not None


def _counted(items: list[_Item]) -> int:
    """How many items at the end the unit counts: "10-20 kr" are two."""
    last = items[-1]
    if last.kind not in _COUNTABLE or not _can_be_counted(last.text):
        return 0
    return 2 if len(items) > 1 and _IN_RANGE.fullmatch(last.gap) else 1


def _can_be_counted(text: str) -> bool:
    """Whether it is no longer than an amount is, and no birthday."""
    if not text.isdecimal():
        return True
    whole_date = len(text) == _PLAIN_AMOUNT and is_birthday(text)
    return len(text) <= _PLAIN_AMOUNT and not text.startswith("00") and not whole_date


def _limit(items: list[_Item]) -> int:
    listed = all("," in item.gap or "+" in item.gap for item in items[1:])
    return _SHORT_IN_LIST if listed and len(items) > 1 else _SHORT


def _is_phone(items: list[_Item], weak: int) -> bool:
    """A first 0 that is not that of an hour or a day."""
    if not items[0].text.startswith("0") or sum(len(item.digits) for item in items) < _PHONE:
        return False
    return items[0].kind not in _CLOCK or weak > len("16")


def _has_last_four(items: list[_Item]) -> bool:
    """A date with four bare digits after it is a personal number, as 2012-12-12 1212."""
    return any(
        one.kind == "date" and len(other.text) == _LAST_FOUR and other.text.isdecimal()
        for one, other in pairwise(items)
    )


def _is_born(item: _Item) -> bool:
    year = re.search(_YEAR, item.text) if item.kind == "date" else None
    return year is not None and int(year[0]) < _FIRST_LIKELY


def is_public(digits: str) -> bool:
    """Whether it is a telephone number that anybody may see, with +46 or 0."""
    public = words().public_numbers
    if digits in public:
        return True
    return digits.startswith(_SWEDEN) and "0" + digits.lstrip("0")[2:] in public
