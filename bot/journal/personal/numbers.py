"""Numbers of people: personal, telephone, card and account numbers, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.journal.personal.lookalikes import (
    Verdict,
    is_birthday,
    is_personal_number,
    is_public,
    judge,
)
from bot.journal.personal.message import Message
from bot.journal.personal.words import words

_GAP = 8  # signs at most between the digits of one number
_CONNECTORS = 5  # words at most between its parts
_CUE = 5  # words back at most to the cue
_PHONE = range(7, 16)
_JOINED_PHONE = range(9, 16)
_CARD = ([16], [15], [4, 4, 4, 4], [4, 6, 5])  # digits in each group
_DIALLED_FROM_ABROAD = len("46701234567")
_SPOKEN = 7  # digits, from which number words in a row are a number of somebody's
_SPOKEN_LOOSELY = 9
_PERSONAL = (10, 12)
_DATE = (6, 8)  # digits of a personal number before its last four
_LAST_FOUR = 4
_GROUPS_SEARCHED = 12
_TRIFLE = 3  # digits, which are never looked at
_SHORT = Verdict(stays=True, is_sure=False)
_LONG = Verdict(stays=False, is_sure=False)
_PUBLIC = Verdict(stays=True, is_sure=True)
_SIGN = re.compile(r"\+[\s(]{0,2}\Z")
_AREA_CODE = re.compile(r"\(\s?\Z")
_SPACE = re.compile(r"[^\S\n]{0,3}")


class _Run(NamedTuple):
    """Tokens `first` to `last`, all digits or one number word."""

    first: int
    last: int
    digits: str
    verdict: Verdict
    is_spoken: bool = False


def mark(message: Message) -> None:
    """Mark every number that nothing excuses."""
    for chain in _chains(message, list(_runs(message))):
        label = _label_of_chain(message, chain) if len(chain) > 1 else ""
        if label:
            _mark(message, chain[0].first, chain[-1].last, label)
            continue
        for run in chain:
            if not run.verdict.stays:
                _mark(message, run.first, run.last, _label(message, run))


def _mark(message: Message, first: int, last: int, label: str) -> None:
    """With the + or the bracket that belongs to the number."""
    gap = message.gaps[first]
    signs = _SIGN.search(gap)
    if signs is None and ")" in "".join(message.gaps[first + 1 : last + 1]):
        signs = _AREA_CODE.search(gap)
    message.mark(first, last, label, signs=len(signs[0]) if signs else 0)


def _runs(message: Message) -> Iterator[_Run]:
    """Digits with only signs between, and number words, in order."""
    spoken, tokens, gaps = words().spoken, message.tokens, message.gaps
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if token.isdecimal():
            last = index
            while last + 1 < count and tokens[last + 1].isdecimal() and len(gaps[last + 1]) <= _GAP:
                last += 1
            yield _run(message, index, last)
            index = last
        elif token in spoken:
            yield _Run(index, index, spoken[token], _SHORT, is_spoken=True)
        index += 1


def _run(message: Message, first: int, last: int) -> _Run:
    digits = "".join(message.tokens[first : last + 1])
    if len(digits) <= _TRIFLE:
        return _Run(first, last, digits, _SHORT)
    if is_public(digits):
        return _Run(first, last, digits, _PUBLIC)
    is_dialled = "+" in message.gaps[first] and _SIGN.search(message.gaps[first])
    if is_dialled and len(digits) in _PHONE:
        return _Run(first, last, digits, _LONG)
    run = message.plain[message.start(first) : message.end(last)]
    verdict = judge(run, _cue(message, first), is_counted=_is_counted(message, first, last))
    return _Run(first, last, digits, verdict)


def _is_counted(message: Message, first: int, last: int) -> bool:
    if message.token(last + 1) in words()["units"] and _SPACE.fullmatch(message.gaps[last + 1]):
        return True
    return message.token(first - 1) in words()["currencies"]


def _cue(message: Message, first: int) -> str:
    """Whose number the words before promise."""
    cues, fillers = words().cues, words()["cue_fillers"]
    for token in reversed(message.tokens[max(first - _CUE, 0) : first]):
        if token in cues:
            return cues[token]
        if token not in fillers:
            break
    return ""


def _chains(message: Message, runs: list[_Run]) -> Iterator[list[_Run]]:
    """Runs with only connecting words between: parts of one number, perhaps."""
    chain: list[_Run] = []
    for run in runs:
        if chain and not _is_joined(message, chain[-1], run):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _is_joined(message: Message, one: _Run, other: _Run) -> bool:
    last_four = len(one.digits) in _DATE and len(other.digits) == _LAST_FOUR
    if one.verdict.is_sure or (other.verdict.is_sure and not last_four):
        return False
    if other.first - one.last > _CONNECTORS:
        return False
    return words()["connectors"].issuperset(message.tokens[one.last + 1 : other.first])


def _label_of_chain(message: Message, chain: list[_Run]) -> str:
    """The label of a chain of several that is one number; "" where each stands for itself."""
    digits = "".join(run.digits for run in chain)
    spoken = any(run.is_spoken for run in chain)
    shortest = _SPOKEN if spoken else _JOINED_PHONE.start
    if digits.startswith("0") and shortest <= len(digits) < _PHONE.stop:
        return "telefonnummer"
    if len(digits) in _PERSONAL and is_personal_number(digits):
        return "personnummer"
    between = set(message.tokens[chain[0].first : chain[-1].last + 1])
    loose = between & words()["loose_connectors"]
    if not spoken or len(digits) < (_SPOKEN_LOOSELY if loose else _SPOKEN):
        return ""
    return "personnummer" if _cue(message, chain[0].first) == "person" else "nummer"


def _label(message: Message, run: _Run) -> str:
    digits, cue = run.digits, _cue(message, run.first)
    signs = _SIGN.search(message.gaps[run.first])
    as_written = [len(token) for token in message.tokens[run.first : run.last + 1]]
    swedish = digits.startswith("46") and len(digits) == _DIALLED_FROM_ABROAD
    national = digits.startswith("0") and as_written not in ([6, 4], [2, 2, 2, 4])
    dialled = signs or swedish or national
    if cue != "person" and dialled and len(digits) in _PHONE:
        return "telefonnummer"
    if _holds_personal_number(message.tokens[run.first : run.last + 1]):
        return "personnummer"
    if cue in {"account", "phone"}:
        return {"account": "kontonummer", "phone": "telefonnummer"}[cue]
    if is_birthday(digits):
        return "datum"
    return "kortnummer" if as_written in _CARD else "nummer"


def _holds_personal_number(groups: list[str]) -> bool:
    """Whether some groups in a row are one."""
    few = groups[:_GROUPS_SEARCHED]
    for first in range(len(few)):
        digits = ""
        for group in few[first:]:
            digits += group
            if len(digits) in _PERSONAL and is_personal_number(digits):
                return True
            if len(digits) > _PERSONAL[-1]:
                break
    return False
