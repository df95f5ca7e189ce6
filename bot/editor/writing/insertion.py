"""Lines put into an editor's file: every byte outside them stays as it was.

The place is found in what the reader makes of the file, and the result is read again: it must hold
the same as before and what was added, nothing else. A file written in a way that has no such place
is refused.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Sequence

import yaml

from bot.content.source_text import SourceText
from bot.content.spots import end, start
from bot.content.yaml_document import Document, Loc
from bot.content.yaml_reader import read

_STEP = 2
_VARIANTS = "varianter"
# The keys of an entry that its variants are written after.
_BEFORE_VARIANTS = ("id", "tidigare_id", "fråga", "svar", "källa", "textfragment")


class NoRoomError(ValueError):
    """The file is written in a way that lines cannot be added to safely."""


def append_item(data: bytes, loc: Loc, lines: Sequence[str], *, apart: bool) -> bytes:
    """`data` with an item at the end of the list at `loc`, laid out as the file's own items.

    `lines` are the item's, without the dash and indentation. `apart` says whether a blank line
    stands before it in a list that does not show it (it has one item).

    Raises:
        NoRoomError: the list is not one with a dash for each item.
    """
    old = read(data, "")
    place = old.place(loc)
    dash = place.column - 1
    items = old.at(loc)
    if not isinstance(items, list) or old.source.line(place.line - 1)[dash : dash + 1] != "-":
        raise NoRoomError
    after = _after_comments(old.source, last_line(old, loc), dash)
    first = " " * dash + "-".ljust(_offset(old, loc, dash))
    block = [first + lines[0], *_indented(lines[1:], len(first))]
    gap = [""] if _is_apart(old, (*loc, len(items) - 1), default=apart) else []
    return _checked(old, _inserted(data, after, [*gap, *block]), loc)


def add_variant(data: bytes, loc: Loc, text: str) -> bytes:
    """`data` with `text`, as it is written in a list, among the variants of the entry at `loc`.

    Raises:
        NoRoomError: the entry or its variants are written within brackets.
    """
    old = read(data, "")
    variants = (*loc, _VARIANTS)
    if old.at(variants):
        return append_item(data, variants, [text], apart=False)
    column = old.key_place((*loc, "fråga")).column - 1
    item = " " * (column + _STEP) + f"- {text}"
    if variants in old.key_places:
        after = old.key_place(variants).line - 1
        return _checked(old, _inserted(data, after, [item]), variants)
    above = ((*loc, key) for key in _BEFORE_VARIANTS)
    after = max(last_line(old, one) for one in above if one in old.places)
    return _checked(old, _inserted(data, after, [f"{' ' * column}{_VARIANTS}:", item]), variants)


def last_line(document: Document, loc: Loc) -> int:
    """The number, from 0, of the last line of the value at `loc` that is not blank."""
    inside = (place for one, place in document.places.items() if one[: len(loc)] == loc)
    last = max(inside)
    spot = (last.line - 1, last.column - 1)
    number = spot[0]
    for event in yaml.parse(document.source.text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and start(event) == spot:
            line, column = end(event)
            number = line if column else line - 1
            break
    return number if document.source.line(number).strip() else document.source.line_above(number)


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _offset(document: Document, loc: Loc, dash: int) -> int:
    """How far after the dash the last item's text begins."""
    items = [place for one, place in document.places.items() if one[:-1] == loc]
    last = max(items)
    before = document.source.line(last.line - 1)[dash : last.column - 1]
    return len(before) if before.startswith("-") else _STEP


def _after_comments(source: SourceText, line: int, dash: int) -> int:
    """The last line of a list with the comments below that belong to it."""
    last = line
    for number in range(line + 1, len(source.lines)):
        text = source.line(number)
        indent = len(text) - len(text.lstrip(" "))
        if text.strip() and (indent < dash or not text.lstrip(" ").startswith("#")):
            # At the left edge a comment may as well belong to what follows.
            return last if dash else line
        if text.strip():
            last = number
    return last


def _is_apart(document: Document, loc: Loc, *, default: bool) -> bool:
    """Whether a blank line stands before the item at `loc` and the comments above it."""
    if loc[-1] == 0:
        return default
    number = document.place(loc).line - 2
    while document.source.line(number).lstrip().startswith("#"):
        number -= 1
    return not document.source.line(number).strip()


def _inserted(data: bytes, after: int, lines: Iterable[str]) -> bytes:
    """`data` with `lines` below the line with the number `after`, and the file's line breaks."""
    raw = data.splitlines(keepends=True)
    ending = _line_break(raw)
    block = [line.encode() for line in lines]
    before, rest = b"".join(raw[: after + 1]), b"".join(raw[after + 1 :])
    if before.endswith((b"\n", b"\r")):
        return before + b"".join(line + ending for line in block) + rest
    return before + b"".join(ending + line for line in block) + rest


def _line_break(raw: Iterable[bytes]) -> bytes:
    """The line break that a file uses most."""
    used = Counter(line[len(line.rstrip(b"\r\n")) :] for line in raw)
    known = {kind: used[kind] for kind in (b"\n", b"\r\n", b"\r")}
    return max(known, key=lambda kind: known[kind])


def _checked(old: Document, data: bytes, loc: Loc) -> bytes:
    """`data`, if it holds what it held and one item more in the list at `loc`."""
    new = read(data, "")
    items, before = new.at(loc), old.at(loc)
    if not new.readable or not isinstance(items, list) or items[:-1] != (before or []):
        raise NoRoomError
    around = copy.deepcopy(new.value)
    owner = Document(new.source, around).at(loc[:-1])
    if not isinstance(owner, dict):
        raise NoRoomError
    key = str(loc[-1])
    if loc in old.key_places:
        owner[key] = before
    else:
        del owner[key]
    if around != old.value:
        raise NoRoomError
    return data
