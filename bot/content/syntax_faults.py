"""PyYAML's complaint about a file, translated to the likely cause in plain Swedish.

PyYAML tells where it got lost, which is often after the place where the editor slipped. Each
cause below looks at the lines around and knows whether it is the one; the first that does tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.content import refusals
from bot.content.line_shape import SPECIAL, shape, with_text
from bot.content.source_text import SourceText
from bot.content.text_traps import flow_list
from bot.content.trouble import Trouble
from bot.content.yaml_document import Vocabulary
from bot.models import Problem

_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[^\W\d]\w*):(?=[^\s/])")
_DASH_STUCK = re.compile(r"\s*(?P<dash>-)[^\s-]")
_WRONG_DASH = re.compile(r"\s*(?P<dash>[–—•*])\s")
_FIRST_WORD = re.compile(r"\s*(?:- +)*(?P<word>\w+)(?P<rest>.*)")
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


def _open_quote(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    spot = trouble.quote
    if trouble.context == "while scanning a quoted scalar":
        spot = trouble.context_spot
    if spot is None:
        return None
    sign = source.line(spot[0])[spot[1] : spot[1] + 1]
    words = (
        f"Texten börjar med citattecknet {sign} men det saknas ett sådant i slutet av raden.",
        f"Sätt {sign} sist i texten också, eller ta bort det första.",
    )
    return source.problem(*spot, "open-quote", words)


def _backslash(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    line, column = trouble.spot
    if not trouble.what:
        # An escape beyond Unicode's end is no YAML error to PyYAML, which then has no position.
        column = source.line(line).find("\\", column)
    elif trouble.context == "while scanning a double-quoted scalar":
        column -= 1
    else:
        return None
    if column < 0:
        return None
    words = (
        (
            "Inom citattecken betyder bakstreck (\\) något särskilt, och det som följer går "
            "inte att förstå."
        ),
        "Använd enkla citattecken (') runt texten i stället, eller ta bort bakstrecket.",
    )
    return source.problem(line, column, "backslash", words)


def _text_after_bar(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    if trouble.context != "while scanning a block scalar":
        return None
    line, column = trouble.spot
    text = source.line(line)[column:].strip()
    found = shape(source.line(line))
    words = (
        "Efter tecknet | ska texten börja på nästa rad.",
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
    if not found.value or found.value[0] not in SPECIAL:
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
                f"Skriv så här:\n  {line[:at].strip()} {line[at:].strip()}",
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


def _list_after_key(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    line = source.line(trouble.spot[0])
    found = shape(line)
    if found.key is None or not _LIST_AFTER_KEY.match(found.value):
        return None
    words = (
        f"Listan ska börja på raden under {found.key}:",
        f"Skriv så här:\n  {found.key}:\n    {found.value}",
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
        begins = line.index(found.key)
    elif found.key is not None and found.key not in vocabulary.keys and "- " in found.prefix:
        begins = line.index(found.key)
    words = (
        "Det står ett kolon mitt i texten, och då tror boten att ett nytt fält börjar.",
        f"Sätt citattecken runt hela texten:\n  {with_text(line, begins)}",
    )
    return source.problem(number, column, "colon", words)


def _no_colon(trouble: Trouble, source: SourceText, vocabulary: Vocabulary) -> Problem | None:
    """`fråga Vad är det?`, on the line itself or on the one before, which swallowed this one."""
    number = trouble.line if trouble.is_plain else source.line_above(trouble.line)
    found = _FIRST_WORD.match(source.line(number))
    if found is None or found["word"] not in vocabulary.keys or found["rest"].startswith(":"):
        return None
    words = (
        f"Det saknas ett kolon efter {found['word']}.",
        f"Skriv så här:\n  {found['word']}: {found['rest'].strip()}".rstrip(),
    )
    return source.problem(number, found.end("word"), "no-colon", words)


def _no_key(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    column = shape(source.line(trouble.line)).column
    if source.line(trouble.line)[column : column + 1] != ":":
        return None
    return refusals.no_key(source, (trouble.line, column))


def _stray_text(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    line = source.line(trouble.line)
    if not trouble.is_plain:
        return None
    words = (
        "Raden är en text som inte hör till något fält.",
        (
            "Hör den till texten ovanför: dra in den lika långt som den. Ska den vara en del av en "
            f"lista: börja raden med streck och blanksteg:\n  - {line.strip()}"
        ),
    )
    return source.problem(trouble.line, len(line) - len(line.lstrip()), "stray-text", words)


def _indent(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    number = trouble.spot[0]
    line = source.line(number)
    spaces = len(line) - len(line.lstrip(" "))
    if not line.strip():
        return None
    words = (
        f"Raden är indragen {spaces} blanksteg, och det stämmer inte med raderna ovanför.",
        _indent_remedy(trouble, source, spaces),
    )
    return source.problem(number, spaces, "indent", words)


def _indent_remedy(trouble: Trouble, source: SourceText, spaces: int) -> str:
    """How far to indent, where the line above or the block that PyYAML was in says so."""
    above = source.line_above(trouble.spot[0])
    key = shape(source.line(above)).key
    expected = source.line(above).index(key) if key else spaces
    if expected == spaces:
        return "Rader på samma nivå ska ha lika många blanksteg först. Jämför med raderna ovanför."
    return (
        "Rader på samma nivå ska ha lika många blanksteg först. "
        f"Hör raden ihop med rad {above + 1}: dra in den {expected} blanksteg."
    )


_CAUSES: tuple[Cause, ...] = (
    _open_quote,
    _backslash,
    _text_after_bar,
    _brackets,
    _special_start,
    _no_space,
    _dash,
    _list_after_key,
    _no_colon,
    _colon,
    _no_key,
    _stray_text,
    _indent,
)
