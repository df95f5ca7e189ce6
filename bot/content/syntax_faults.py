"""PyYAML's complaint about a file, translated to the likely cause in plain Swedish.

PyYAML tells where it got lost, which is often after the place where the editor slipped. Each
cause below looks at the lines around and knows whether it is the one; the first that does tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from bot.content import refusals
from bot.content.indent_faults import indent, stray_text
from bot.content.line_shape import SPECIAL, quoted, shape, with_text
from bot.content.quote_faults import backslash, early_quote, open_quote
from bot.content.source_text import SourceText
from bot.content.text_traps import flow_list
from bot.content.trouble import Trouble
from bot.content.yaml_document import Vocabulary
from bot.models import Problem

_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[^\W\d]\w*)(?P<gap> *):(?=[^\s/])")
_DASH_STUCK = re.compile(r"\s*(?P<dash>-)[^\s-]")
_WRONG_DASH = re.compile(r"\s*(?P<dash>[–—•*])\s")
_FIRST_WORD = re.compile(r"\s*(?P<begin>(?:- +)*(?P<word>\w+))(?P<rest>.*)")
_LIST_AFTER_KEY = re.compile(r"-(?: |$)")

Cause = Callable[[Trouble, SourceText, Vocabulary], Problem | None]


def explain(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem:
    """The problem that most likely made PyYAML stop."""
    for cause in _CAUSES:
        if problem := cause(trouble, source, vocabulary):
            return problem
    words = (
        "Filen går inte att läsa från och med den här raden. Oftast beror det på indraget.",
        (
            "Jämför raden och den ovanför med en fråga som fungerar: lika många blanksteg först, "
            'kolon och blanksteg efter fältets namn, "- " framför varje del av en lista.'
        ),
    )
    return source.problem(*trouble.spot, "syntax", words)


def _text_after_bar(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    if trouble.context != "while scanning a block scalar":
        return None
    line, column = trouble.spot
    text = source.line(line)[column:].strip()
    found = shape(source.line(line))
    words = (
        f"Efter tecknet {found.value[:1]} ska texten börja på nästa rad.",
        f"Flytta ner texten och dra in den:\n  {found.key or 'svar'}: |\n    {text}",
    )
    return source.problem(line, column, "text-after-bar", words)


def _brackets(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    spot = trouble.flow
    if trouble.context.startswith("while parsing a flow"):
        spot = spot or trouble.context_spot
    if spot is None:
        return None
    line = source.line(spot[0])
    is_list = line[spot[1] : spot[1] + 1] == "[" and shape(line).key in vocabulary.lists
    return flow_list(source, spot) if is_list else refusals.special_start(source, spot)


def _special_start(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    line = source.line(trouble.line)
    found = shape(line)
    if not found.value or (found.value[0] not in SPECIAL and not found.value.startswith("? ")):
        return None
    spot = (trouble.line, found.column)
    if found.value[0] == "[" and found.key in vocabulary.lists:
        return flow_list(source, spot)
    return refusals.special_start(source, spot)


def _no_space(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    """`fråga:Vad`, on the line itself or on the one before, which swallowed this one."""
    for number in (trouble.line, source.line_above(trouble.line)):
        if found := _NO_SPACE.match(source.line(number)):
            line, at = source.line(number), found.end()
            words = (
                f"Det saknas ett blanksteg efter kolonet i {found['key']}:",
                f"Skriv så här:\n  {line[: found.start('gap')].strip()}: {line[at:].strip()}",
            )
            return source.problem(number, at, "no-space", words)
    return None


def _dash(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    line = source.line(trouble.line)
    if found := _WRONG_DASH.match(line):
        message = f"Raden börjar med {found['dash']} och inte med ett vanligt bindestreck."
    elif found := _DASH_STUCK.match(line):
        message = "Det saknas ett blanksteg efter strecket."
    else:
        return None
    text = line[found.end("dash") :].strip()
    words = (message, f"Skriv så här:\n  - {text}")
    return source.problem(trouble.line, found.start("dash"), "dash", words)


def _list_after_key(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    found = shape(source.line(trouble.spot[0]))
    if found.key is None or not _LIST_AFTER_KEY.match(found.value):
        return None
    bar = "" if found.key in vocabulary.lists else " |"
    words = (
        f"Listan ska börja på raden under {found.key}:",
        f"Skriv så här:\n  {found.key}:{bar}\n    {found.value}",
    )
    return source.problem(trouble.spot[0], found.column, "list-after-key", words)


def _colon(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    """A colon inside a text: YAML takes what stands before it for a key."""
    if trouble.what != "mapping values are not allowed here":
        return None
    number, column = trouble.spot
    line = source.line(number)
    found = shape(line)
    begins = found.column
    if found.key is not None and column < found.column:
        if found.key in vocabulary.keys:
            return None
        begins = found.key_column
    elif found.key is not None and found.key not in vocabulary.keys and found.has_dash:
        begins = found.key_column
    words = (
        "Det står ett kolon i texten, och då tror boten att ett nytt fält börjar.",
        _whole_text(source, number, vocabulary)
        or f"Sätt citattecken runt hela texten:\n  {with_text(line, begins)}",
    )
    return source.problem(number, column, "colon", words)


def _whole_text(source: SourceText, number: int, vocabulary: Vocabulary) -> str | None:
    """How to write a text of several lines that the line goes on with; None if it begins one."""
    head = next((one for one in range(number, -1, -1) if _begins(source, one, vocabulary)), number)
    found = shape(source.line(head))
    if head == number or not found.value or found.value[0] in "|>":
        return None
    below = takewhile(lambda one: not _begins(source, one, vocabulary), range(head + 1, number + 1))
    lines = [found.value, *(source.line(one).strip() for one in below)]
    if found.key is None:
        return f"Sätt citattecken runt hela texten:\n  - {quoted(' '.join(lines))}"
    text = "\n".join(f"    {one}" for one in lines)
    return f"Skriv | efter kolonet och flytta ner texten:\n  {found.key}: |\n{text}"


def _begins(source: SourceText, number: int, vocabulary: Vocabulary) -> bool:
    """Whether a line begins a field or an item of a list."""
    found = shape(source.line(number))
    return found.has_dash or found.key in vocabulary.keys


def _no_colon(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    """`fråga Vad är det?`, on the line itself or on the one before, which swallowed this one."""
    number = trouble.line if trouble.is_plain else source.line_above(trouble.line)
    found = _FIRST_WORD.match(source.line(number))
    if found is None or found["word"] not in vocabulary.keys or found["rest"].startswith(":"):
        return None
    words = (
        f"Det saknas ett kolon efter {found['word']}.",
        f"Skriv så här:\n  {found['begin']}: {found['rest'].strip()}".rstrip(),
    )
    return source.problem(number, found.end("word"), "no-colon", words)


def _no_key(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    column = shape(source.line(trouble.line)).column
    if source.line(trouble.line)[column : column + 1] != ":":
        return None
    return refusals.no_key(source, (trouble.line, column))


_CAUSES: tuple[Cause, ...] = (
    open_quote,
    backslash,
    _text_after_bar,
    _brackets,
    _dash,
    early_quote,
    _special_start,
    _no_space,
    _list_after_key,
    _no_colon,
    _colon,
    _no_key,
    stray_text,
    indent,
)
