"""Where each word of a text stands in its file, however YAML lets the text be written."""

from __future__ import annotations

import re
from bisect import bisect_right

from bot.content.yaml_document import Document, Loc
from bot.models import Place

_WORD = re.compile(r"\w+")
_BLOCK = re.compile(r"[|>]")


def place_of(document: Document, loc: Loc, text: str, offset: int) -> Place:
    """Where the word at `offset` of `text` stands; `text` is the value at `loc`, perhaps laid out.

    Layout, quotes and indentation change what stands between the words, not the words. Where they
    do not agree (an escape within quotes), it is the place of the whole value.
    """
    start = document.place(loc)
    said = [found[0] for found in _WORD.finditer(text)]
    ends = [found.end() for found in _WORD.finditer(text)]
    number = min(bisect_right(ends, offset), len(said) - 1)
    written = _written(document, start, len(said))
    if [word for word, _ in written] != said or number < 0:
        return start
    return written[number][1]


def _written(document: Document, start: Place, count: int) -> list[tuple[str, Place]]:
    """The first `count` words of the file from `start` on, each with its place."""
    found: list[tuple[str, Place]] = []
    line, column = start.line - 1, start.column - 1
    if _BLOCK.match(document.source.line(line), column):
        line, column = line + 1, 0  # what follows the | on its own line is no text
    while len(found) < count and line < len(document.source.lines):
        words = _WORD.finditer(document.source.line(line), column)
        found += [(one[0], Place(document.file, line + 1, one.start() + 1)) for one in words]
        line, column = line + 1, 0
    return found[:count]
