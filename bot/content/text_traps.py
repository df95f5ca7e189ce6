"""Texts that YAML reads without complaint, but not as the editor meant them."""

from __future__ import annotations

import re

import yaml

from bot.content.glued_lines import glued
from bot.content.line_shape import block_list, safe, shape, with_text
from bot.content.source_text import SourceText
from bot.content.spots import Spot, end, start
from bot.content.unfit import CONTROL
from bot.models import Level, Place, Problem

_CURLY = re.compile(r"[”“„»’‘]([^”“„»«]*)[”“«»’‘]")
_COMMENT = re.compile(r"( +)#(.*)")
_WORD = re.compile(r"\s*[\w.-]*\s*")
_FLOW_ITEM = re.compile(r"""\s*("[^"]*"|'[^']*'|[^,]+)\s*(?:,|$)""")


def in_text(event: yaml.ScalarEvent, source: SourceText) -> Problem | None:
    """The trap in one value, if there is one."""
    if event.style is None:
        return _cut(event, source) or glued(event, source) or _curly(event, source)
    if event.style == '"' and CONTROL.search(event.value):
        return _escape(event, source)
    return None if event.style == "|" else glued(event, source)


def _cut(event: yaml.ScalarEvent, source: SourceText) -> Problem | None:
    """` #` begins a comment: `Ring avdelning #3` loses its number."""
    line, column = end(event)
    text = source.line(line)
    found = _COMMENT.match(text, column)
    if found is None or not _looks_like_text(event.value, found[1], found[2]):
        return None
    at = column + len(found[1])
    mended = "Sätt citattecken runt hela texten"
    if start(event)[0] == line:
        begins = start(event)[1] if event.value else at
        mended += f":\n  {with_text(text, begins)}"
    words = (
        (
            f'Efter blanksteg räknas # som början på en anteckning, så "{text[at:].rstrip()}" '
            "försvinner ur texten."
        ),
        f"{mended}\nÄr det en anteckning: flytta den till en egen rad.",
    )
    return source.problem(line, at, "cut-text", words)


def _looks_like_text(value: str, spaces: str, after: str) -> bool:
    """Whether what follows the `#` may belong to the text rather than be a comment."""
    if after[:1] not in {"", " ", "#"}:
        return True
    return " " in value and (len(spaces) == 1 or not after.startswith(" "))


def _curly(event: yaml.ScalarEvent, source: SourceText) -> Problem | None:
    """Word's quotes do not quote: they would be shown to residents."""
    found = _CURLY.fullmatch(event.value)
    if found is None:
        return None
    (line, column), (last, _) = start(event), end(event)
    remedy = "Ta bort dem."
    if line == last:
        mended = source.line(line)[:column].lstrip() + safe(found[1])
        remedy = f"Ta bort dem:\n  {mended}"
    return Problem(
        Place(source.file, line + 1, column + 1),
        "curly-quotes",
        "Citattecknen runt texten kommer från ett ordbehandlingsprogram och visas för läsaren.",
        remedy,
        Level.WARNING,
    )


def _escape(event: yaml.ScalarEvent, source: SourceText) -> Problem:
    words = (
        "Ett bakstreck (\\) i texten ger ett osynligt tecken som inte får finnas där.",
        "Ta bort bakstrecket, eller skriv texten utan citattecken.",
    )
    return source.problem(*start(event), "escape", words)


def in_flow_list(source: SourceText, spot: Spot, stop: Spot) -> Problem | None:
    """A list in square brackets that holds more than single words (ids are safe there)."""
    inside = _inside(source, spot, stop)
    if all(_WORD.fullmatch(item) for item in inside.split(",")):
        return None
    return flow_list(source, spot, inside)


def flow_list(source: SourceText, spot: Spot, inside: str | None = None) -> Problem:
    """A list in square brackets, with the same list one item a line to paste.

    `spot` is the bracket that opens it, `inside` the text up to the one that closes it.
    """
    line, column = spot
    if inside is None:
        inside = source.line(line)[column + 1 :].rstrip().removesuffix("]")
    items = [_unquoted(item.strip()) for item in _FLOW_ITEM.findall(inside)]
    words = (
        "Listan står inom hakparenteser, och då delas texter vid komma och frågetecken.",
        "Skriv en rad för varje text, med streck framför:\n"
        + block_list(shape(source.line(line)).key, items),
    )
    return source.problem(line, column, "flow-list", words)


def _inside(source: SourceText, spot: Spot, stop: Spot) -> str:
    line, column = spot
    if stop[0] == line:
        return source.line(line)[column + 1 : stop[1] - 1]
    middle = [source.line(number) for number in range(line + 1, stop[0])]
    last = source.line(stop[0])[: stop[1] - 1]
    return " ".join([source.line(line)[column + 1 :], *middle, last])


def _unquoted(item: str) -> str:
    in_quotes = len(item) > 1 and item[0] == item[-1] and item[0] in "\"'"
    return item[1:-1] if in_quotes else item
