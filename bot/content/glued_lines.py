"""Lines that YAML runs together, though the editor meant them to stand one below the other."""

from __future__ import annotations

import re

import yaml

from bot.content.line_shape import shape
from bot.content.source_text import SourceText
from bot.content.spots import Spot, end, start
from bot.models import Problem

_LIST_LINE = re.compile(r"\s*(?:[-–—•*]|\d{1,2}[.)]) +\S")
_DASH_LINE = re.compile(r"\s*(?:[–—•]|-(?=[^\s-]))")


def glued(event: yaml.ScalarEvent, source: SourceText) -> Problem | None:
    """A text of several lines without `|` that holds a list, or more than one paragraph."""
    first, column = start(event)
    below = _below(event, source)
    for number in below:
        line = source.line(number)
        if _is_dash_list(source.line(first)[column:], line):
            return _dash_list(source, (first, column), below)
        is_list = bool(_LIST_LINE.match(line))
        if is_list and event.style is None and shape(source.line(first)).is_item:
            return _too_far_in(source, first, number)
        if is_list or (number - 1 in below and not source.line(number - 1).strip()):
            what = f"listan på rad {number + 1} förstörs"
            if not is_list:
                what = f"det blir inget nytt stycke på rad {number + 1}"
            return _glued(event, source, what)
    return None


def _below(event: yaml.ScalarEvent, source: SourceText) -> range:
    """The lines of a text below its first, to the last that is not blank."""
    first, (last, end_column) = start(event)[0], end(event)
    stop = last + 1 if end_column else last
    while stop > first + 1 and not source.line(stop - 1).strip():
        stop -= 1
    return range(first + 1, stop)


def _too_far_in(source: SourceText, first: int, number: int) -> Problem:
    """An item of a list that is indented more than the one above it belongs to that one's text."""
    line, above = source.line(number), source.line(first)
    spaces = len(above) - len(above.lstrip(" "))
    words = (
        f"Raden är för långt indragen, så boten läser den som en del av texten på rad {first + 1}.",
        f"Dra in den {spaces} blanksteg, lika långt som rad {first + 1}.",
    )
    return source.problem(number, len(line) - len(line.lstrip(" ")), "indent", words)


def _glued(event: yaml.ScalarEvent, source: SourceText, what: str) -> Problem:
    """The lines of a text are run together, which spoils something; `what` says what."""
    first, column = start(event)
    sign = "tecknet >" if event.style == ">" else "det här sättet att skriva"
    head = shape(source.line(first))
    lines = [source.line(one).strip() for one in _below(event, source)]
    if event.style != ">":
        lines = [head.value, *lines]
    if event.style in {"'", '"'}:
        lines = "\n".join(lines).strip(event.style).split("\n")
    text = "\n".join(f"    {line}".rstrip() for line in lines)
    mended = f"  {head.key or 'svar'}: |\n{text}"
    words = (
        f"Med {sign} slås raderna ihop till en enda, så {what}.",
        f"Skriv | efter kolonet och texten på raderna under, indragen:\n{mended}",
    )
    return source.problem(first, column, "glued-list", words)


def _is_dash_list(first: str, second: str) -> bool:
    """Whether two lines of one text look like a list with the wrong dash, or stuck to it."""
    return bool(_DASH_LINE.match(first) and _DASH_LINE.match(second))


def _dash_list(source: SourceText, spot: Spot, below: range) -> Problem:
    """A list with the wrong dashes, which begins at `spot` and goes on in the lines `below`."""
    lines = [source.line(number).strip() for number in (spot[0], *below)]
    items = "\n".join(f"  - {line[1:].strip()}" for line in lines if _DASH_LINE.match(line))
    words = (
        "Listan ska ha ett vanligt bindestreck och ett blanksteg före varje text.",
        f"Skriv så här, en rad för varje text:\n{items}",
    )
    return source.problem(*spot, "dash", words)
