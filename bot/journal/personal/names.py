"""Names of people, found by what stands before them, and well-known first names with a surname."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from bot.journal.personal.message import Message
from bot.journal.personal.words import words

_Rule = Callable[[Message, int], None]

_BETWEEN = re.compile(r"[^\S\n]{0,3}(?:[:,-][^\S\n]{0,3}|[^\S\n])[\"'“”«»]?|[^\S\n]\"")
_AFTER_CLOSING = re.compile(r"[\s,.:!\-–/~]{1,6}")
_IN_NAME = re.compile(r"[^\S\n]{1,2}|-|\.[^\S\n]?|'")
_SLASH = re.compile(r"(?:.*[\s.,;!?)])?//?[^\S\n]?", re.DOTALL)
_SIGNED_AT = re.compile(r"\n[\s/~-]{0,6}\Z")
_LONGEST = 4  # words of a name
_LONGEST_UNCAPITALISED = 3
_FILLERS = 3
_SURNAME = ("sson", "sdotter")
_ENDINGS_OF_OTHERS = "names.not_surnames"


def mark(message: Message) -> None:
    """Mark them; the words that lead to a name stay.

    From the end, so that what follows a name is settled before the name is looked at.
    """
    rules = _rules()
    for index in range(len(message.tokens) - 1, -1, -1):
        rule = rules.get(message.tokens[index])
        if rule is not None:
            rule(message, index)
        if "/" in message.gaps[index]:
            _mark_slashed(message, index)


@lru_cache(maxsize=1)
def _rules() -> dict[str, _Rule]:
    """The rule of each word that one begins with."""
    return {
        **dict.fromkeys(words()["names.first_names"], _mark_known),
        **dict.fromkeys(words()["names.before_names"], _after_person),
        **dict.fromkeys(words()["names.closings"], _after_closing),
        **dict.fromkeys(words()["names.nouns"], _after_noun),
        "heter": _after_heter,
        "är": _after_is,
        "ar": _after_is,
    }


def _after_heter(message: Message, index: int) -> None:
    """As in "min man heter Bengt", "jag som heter", "nu heter jag Anna"; not "vad heter …"."""
    swapped = message.token(index + 1) in {"jag", "hon", "han"}
    if swapped or _is_of_person(message, index - 1):
        _mark_any(message, _skip_fillers(message, index + 1 + swapped))


def _is_of_person(message: Message, index: int) -> bool:
    """Whether somebody is spoken of there or a word before: "hon som heter"."""
    people = words()["names.people"]
    if message.token(index) in people:
        return True
    return message.token(index).isalpha() and message.token(index - 1) in people


def _after_noun(message: Message, index: int) -> None:
    """As in "mitt namn är Anna", "Namn: Anna"; without an owner or a colon only a sure name."""
    first = _skip_fillers(message, index + 1)
    if message.token(index - 1) in words()["names.owners"] and first > index + 1:
        _mark_any(message, first)
    elif ":" in message.gaps[index + 1]:
        _mark_any(message, index + 1)
    else:
        _mark_capitalised(message, first)


def _after_is(message: Message, index: int) -> None:
    """As in "det här är X som ringde", "jag är Anna Ek": a sure name, or one who did something."""
    before = message.token(index - 1)
    if before not in {"här", "har", "det", "jag"}:
        return
    first = index + 1
    last = _name_end(message, first)
    if last < first or not _BETWEEN.fullmatch(message.gaps[first]):
        return
    after = message.token(last + 1)
    caller = message.token(last + 2) in words()["names.after_callers"]
    here = before in {"här", "har"} and after == "som" and caller
    if _is_known(message, first) or (message.is_capital(first) and here):
        message.mark(first, last, "namn")


def _after_person(message: Message, index: int) -> None:
    """As in "min man Bengt", "doktor Lind"."""
    _mark_capitalised(message, index + 1)


def _mark_any(message: Message, first: int) -> None:
    """Whatever can be a name, also in small letters."""
    last = _name_end(message, first)
    if last >= first and _BETWEEN.fullmatch(message.gaps[first]):
        message.mark(first, last, "namn")


def _mark_capitalised(message: Message, first: int) -> None:
    """A name if it is a known one, or has a capital where the word before it has none."""
    if not _BETWEEN.fullmatch(message.gaps[min(first, len(message.tokens))]):
        return
    last = _name_end(message, first)
    is_place = message.token(first) in words().places
    sure = message.is_capital(first) and not message.is_shouted(first) and not is_place
    if last >= first and (sure or _is_known(message, first)):
        message.mark(first, last, "namn")


def _after_closing(message: Message, index: int) -> None:
    """After "mvh": with a capital, or alone to the end of its line."""
    first = index + 1
    if message.token(first) in {"från", "fran"} and message.token(first + 1).isalpha():
        first += 1
    last = _name_end(message, first)
    gap = message.gaps[min(first, len(message.tokens))]
    if last < first or not _AFTER_CLOSING.fullmatch(gap):
        return
    if message.is_capital(first) or _ends_line(message, last):
        message.mark(first, last, "namn")


def _mark_slashed(message: Message, first: int) -> None:
    """As in "… tack på förhand /Anna": the last of its line, after a slash that joins no words."""
    gap = message.gaps[first]
    last = _name_end(message, first)
    if first == 0 or last < first or not _ends_line(message, last):
        return
    if gap != "/" and _SLASH.fullmatch(gap):
        touches = gap.endswith("/")
        is_place = message.tokens[first] in words().places
        if _is_known(message, first) or (touches and message.is_capital(first) and not is_place):
            message.mark(first, last, "namn")


def _mark_known(message: Message, index: int) -> None:
    """A known first name with a surname, in a greeting, or alone on its line."""
    greeted = message.token(index - 1) in words()["names.greetings"]
    begins_line = _SIGNED_AT.search(message.gaps[index])
    surname = message.is_capital(index + 1) or message.token(index + 1).endswith(_SURNAME)
    if not (greeted or begins_line or surname):
        return
    last = _name_end(message, index)
    own_line = begins_line and _ends_line(message, last)
    if last >= index and (greeted or own_line or _has_surname(message, index, last)):
        message.mark(index, last, "namn")


def _has_surname(message: Message, first: int, last: int) -> bool:
    if last == first:
        return False
    after = message.tokens[first + 1]
    if after.endswith(_SURNAME):
        return True
    is_written = message.is_capital(first) and message.is_capital(first + 1)
    other = after in words().places or after.endswith(tuple(words()[_ENDINGS_OF_OTHERS]))
    return is_written and not message.is_shouted(first) and not other


def _name_end(message: Message, first: int) -> int:
    """The last word of a name that begins with `first`; `first - 1` if none can."""
    if not _can_be_name(message, first):
        return first - 1
    cased = message.is_capital(first) and not message.is_shouted(first)
    last = first
    for index in range(first + 1, first + (_LONGEST if cased else _LONGEST_UNCAPITALISED)):
        if not _IN_NAME.fullmatch(message.gaps[min(index, len(message.tokens))]):
            break
        if message.token(index) in words()["names.particles"] and cased:
            if not message.is_capital(index + 1):
                break
            continue
        if not _can_be_name(message, index) or (cased and not message.is_capital(index)):
            break
        last = index
    return last


def _can_be_name(message: Message, index: int) -> bool:
    token = message.token(index)
    if not token.isalpha() or token in words().not_names:
        return False
    touches = message.token(index + 1) != "" and message.gaps[index + 1] == ""
    return not touches and (len(token) > 1 or message.is_capital(index))


def _is_known(message: Message, index: int) -> bool:
    return message.token(index) in words()["names.first_names"]


def _skip_fillers(message: Message, index: int) -> int:
    for _ in range(_FILLERS):
        if message.token(index) in words()["names.fillers"]:
            index += 1
    return index


def _ends_line(message: Message, last: int) -> bool:
    """Whether the line or the text ends there, or a number follows."""
    after = message.token(last + 1)
    return "\n" in message.gaps[last + 1] or not after.isalpha() or after in words().spoken
