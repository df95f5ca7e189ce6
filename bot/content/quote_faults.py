"""What goes wrong with straight quotes: never closed, closed too early, a backslash within."""

from __future__ import annotations

from bot.content.line_shape import in_single_quotes, quoted, shape
from bot.content.source_text import SourceText
from bot.content.spots import Spot
from bot.content.trouble import Trouble
from bot.content.yaml_document import Vocabulary
from bot.models import Problem

# A text that began with a straight quote was perhaps closed by the word processor's own.
_WORD_CLOSERS = "”“’‘"


def open_quote(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    """`"Vad kostar det?`: nothing closes the quote, or one far below does."""
    spot = trouble.quote
    if trouble.context == "while scanning a quoted scalar":
        spot = trouble.context_spot
    if spot is None:
        return None
    number, column = spot
    line = source.line(number)
    sign, text = line[column : column + 1], line[column + 1 :].rstrip().rstrip(_WORD_CLOSERS)
    mended = f"{line[:column].lstrip()}{sign}{text}{sign}"
    words = (
        f"Texten börjar med citattecknet {sign} men det saknas ett sådant i slutet av raden.",
        f"Sätt {sign} sist i texten också:\n  {mended}\nEller ta bort det första.",
    )
    return source.problem(*spot, "open-quote", words)


def early_quote(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    """`"P" – vad kostar det?`, `"Vad kostar "P"?"`: a quote within closes the text."""
    line = source.line(trouble.line)
    found = shape(line)
    sign = found.value[:1]
    if sign not in {'"', "'"}:
        return None
    mended = found.prefix.lstrip() + quoted(_within(found.value, sign))
    words = (
        f"Texten börjar med citattecknet {sign} men tar slut redan vid nästa {sign} på raden.",
        f"Sätt den andra sortens citattecken runt hela texten:\n  {mended}",
    )
    return source.problem(trouble.line, found.column, "special-start", words)


def _within(value: str, sign: str) -> str:
    """The text that the outermost quotes were meant to hold, if they were meant so."""
    second = value.find(sign, 1)
    before, after = value[second - 1 : second], value[second + 1 : second + 2]
    is_nested = before in {" ", "("} or (sign == "'" and after.isalpha())
    return value[1:-1] if is_nested and value.endswith(sign) else value


def backslash(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    r"""`"C:\mapp"`: within straight quotes a backslash has a meaning of its own."""
    spot = _backslash_at(trouble, source)
    if spot is None:
        return None
    words = (
        "Inom citattecken betyder bakstreck (\\) något särskilt. Så kan det inte stå här.",
        _without_meaning(source.line(spot[0])),
    )
    return source.problem(*spot, "backslash", words)


def _backslash_at(trouble: Trouble, source: SourceText) -> Spot | None:
    line, column = trouble.spot
    if trouble.context == "while scanning a double-quoted scalar":
        return line, column - 1
    if trouble.what:
        return None
    # An escape beyond Unicode's end is no YAML error to PyYAML, which then has no position.
    column = source.line(line).find("\\", column)
    return (line, column) if column >= 0 else None


def _without_meaning(line: str) -> str:
    found = shape(line)
    remedy = "Sätt enkla citattecken (') runt texten i stället"
    if len(found.value) > 1 and found.value[0] == found.value[-1] == '"':
        mended = found.prefix.lstrip() + in_single_quotes(found.value[1:-1])
        return f"{remedy}:\n  {mended}"
    return f"{remedy}, eller ta bort bakstrecket."
