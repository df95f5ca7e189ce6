"""Links that lead to one person or one matter, e-mail addresses and @names."""

from __future__ import annotations

import re

from bot.journal.personal.message import Message
from bot.journal.personal.words import words

# As many parts as an address or a link is followed: more is no address that anybody has.
_PARTS = 12
_BRACKETED_AT = {"()", "[]", "{}", "<>", "**"}
_IN_LOCAL_PART = re.compile(r"[._+'-]{1,3}")
_IN_DOMAIN = re.compile(r"[.-]")
_IN_HANDLE = re.compile(r"[._]?")
_IN_LINK = re.compile(r"[^\s<>\"'()]*")
_SPACED_DOT = re.compile(r"\s?\.\s?")
_SPACES = re.compile(r"[^\S\n]{1,3}")
# What makes a link lead to one thing: numbers, queries, anchors.
_ONE_THING = re.compile(r"[?#=&%~@]|\d")


def mark(message: Message) -> None:
    """Mark them; a link to a page of general interest stays."""
    _mark_links(message)
    for index, gap in enumerate(message.gaps):
        if "@" in gap:
            _mark_at_sign(message, index)
    at_signs = words()["at_signs"]
    for index, token in enumerate(message.tokens):
        if token in at_signs:
            _mark_at_word(message, index)


def _mark_links(message: Message) -> None:
    last = -1
    for index, gap in enumerate(message.gaps[1:-1]):
        if "/" in gap or message.tokens[index] == "www":
            first = _link_start(message, index, gap)
            if first > last:
                last = _link_end(message, first)
                _mark_link(message, first, last)


def _link_start(message: Message, index: int, gap: str) -> int:
    """Where the link begins that the gap after `index` is in; -1 if it is none."""
    word = message.tokens[index]
    if gap.startswith("://") or (word == "www" and gap == "."):
        return index
    if not gap.startswith("/") or word not in words()["domains"]:
        return -1
    first = index
    while index - first < _PARTS and first > 0 and _IN_DOMAIN.fullmatch(message.gaps[first]):
        first -= 1
    return first if first < index else -1


def _link_end(message: Message, first: int) -> int:
    last = first
    while message.token(last + 1).isalnum() and _IN_LINK.fullmatch(message.gaps[last + 1]):
        last += 1
    return last


def _mark_link(message: Message, first: int, last: int) -> None:
    link = message.plain[message.start(first) : message.end(last)]
    _, _, path = link.rpartition("://")[2].partition("/")
    host = link.rpartition("://")[2].partition("/")[0]
    own_page = path and words()["social"] & set(host.split("."))
    # The address of 1177 is not a number of somebody's.
    if own_page or _ONE_THING.search(link.replace("1177", "")):
        message.mark(first, last, "länk")


def _mark_at_sign(message: Message, index: int) -> None:
    gap = message.gaps[index]
    before, after = message.token(index - 1), message.token(index)
    around = gap.split("@")
    if before.isalnum() and after.isalnum() and gap.strip() == "@":
        last = _domain_end(message, index)
        if gap == "@" or message.tokens[last] in words()["domains"]:
            message.mark(_local_start(message, index - 1), last, "e-post")
            return
    if after.isalnum() and not around[-1]:
        message.mark(index, _handle_end(message, index), "användarnamn", signs=1)


def _handle_end(message: Message, index: int) -> int:
    last = index
    while message.token(last + 1).isalnum() and _IN_HANDLE.fullmatch(message.gaps[last + 1]):
        last += 1
    return last


def _mark_at_word(message: Message, index: int) -> None:
    """As in "anna punkt svensson snabela gmail punkt com" and "anna(at)gmail.com"."""
    first, sign = index, message.tokens[index]
    if sign == "snabel" and message.token(index + 1) == "a":
        index += 1
    around = message.gaps[first] + message.gaps[index + 1]
    if sign == "a" and around not in _BRACKETED_AT:
        return
    if sign == "at" and around.strip() and around.replace(" ", "") not in _BRACKETED_AT:
        return
    if not (message.token(first - 1).isalnum() and message.token(index + 1).isalnum()):
        return
    last = _domain_end(message, index + 1)
    sure = sign != "at" or around.strip()
    if sure or (last > index + 1 and message.tokens[last] in words()["domains"]):
        message.mark(_local_start(message, first - 1), last, "e-post")


def _local_start(message: Message, index: int) -> int:
    first = index
    while first > 0 and index - first < 4 * _PARTS:
        gap, before = message.gaps[first], message.tokens[first - 1]
        if (gap == "" or _IN_LOCAL_PART.fullmatch(gap)) and before.isalnum():
            first -= 1
        elif before in words()["dots"] and message.token(first - 2).isalnum():
            first -= 2
        else:
            break
    return first


def _domain_end(message: Message, index: int) -> int:
    last = index
    while last - index < _PARTS:
        gap, after = message.gaps[last + 1], message.token(last + 1)
        goes_on = after.isalnum() and (gap == "" or _IN_DOMAIN.fullmatch(gap))
        if goes_on or (_SPACED_DOT.fullmatch(gap) and after in words()["domains"]):
            last += 1
        elif after in words()["dots"] and message.token(last + 2).isalnum():
            last += 2
        elif _SPACES.fullmatch(gap) and after in words()["domains"] - {"nu", "no", "de", "me"}:
            return last + 1
        else:
            break
    return last
