"""Lines that are indented too little or too much, and texts that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.line_shape import shape
from bot.content.source_text import SourceText
from bot.content.trouble import Trouble
from bot.content.yaml_document import Vocabulary
from bot.models import Problem

# So many lines above and below tell which of two lines sticks out.
_NEIGHBOURS = 3


def stray_text(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    """A line of text that neither a field nor a list holds."""
    line = source.line(trouble.line)
    if not trouble.is_plain:
        return None
    message = "Raden är en text som inte hör till något fält."
    remedy = (
        f"Hör den till texten ovanför: {_as_the_text_above(source, trouble.line)}. Ska den vara en "
        f"del av en lista: börja raden med streck och blanksteg:\n  - {line.strip()}"
    )
    return source.problem(trouble.line, _spaces(line), "stray-text", (message, remedy))


def _as_the_text_above(source: SourceText, number: int) -> str:
    above = source.line(source.line_above(number))
    if shape(above).key is not None:
        return f"dra in den {shape(above).key_column + 2} blanksteg"
    return f"dra in den {_spaces(above)} blanksteg, lika långt som den"


def indent(trouble: Trouble, source: SourceText, _: Vocabulary) -> Problem | None:
    """A line that is indented unlike those that it belongs to."""
    number = _culprit(source, trouble.spot[0])
    line = source.line(number)
    if not line.strip():
        return None
    spaces = _spaces(line)
    how = f"indragen {spaces} blanksteg" if spaces else "inte indragen"
    message = f"Raden är {how}, och det stämmer inte med raderna omkring."
    remedy = "Rader på samma nivå ska ha lika många blanksteg först. "
    model = _model(source, number, trouble.spot[0])
    expected = None if model is None else _expected(source, number, model)
    if model is None or expected is None or expected == spaces:
        remedy += "Jämför med raderna ovanför."
    elif expected:
        remedy += f"Hör raden ihop med rad {model + 1}: dra in den {expected} blanksteg."
    else:
        remedy += f"Hör raden ihop med rad {model + 1}: ta bort blankstegen i början."
    return source.problem(number, spaces, "indent", (message, remedy))


def _culprit(source: SourceText, number: int) -> int:
    """The line that sticks out: PyYAML stumbles over the one after a key with the wrong indent."""
    above = source.line_above(number)
    own, other = _key_column(source, number), _key_column(source, above)
    if own is None or other is None or own == other:
        return number
    if own == 0 and source.line_above(above) < 0:
        return above  # the first line decides for the file, and it is the one with spaces
    around = range(max(0, above - _NEIGHBOURS), number + _NEIGHBOURS + 1)
    columns = [_key_column(source, one) for one in around if one not in {number, above}]
    return above if columns.count(own) > columns.count(other) else number


def _model(source: SourceText, number: int, reached: int) -> int | None:
    """The line that line `number` is probably meant to be indented like."""
    if number != reached:
        return reached
    own = shape(source.line(number))
    for above in _above(source, number):
        other = shape(source.line(above))
        if own.key is not None and not own.has_dash and other.key is not None:
            return above
        if own.has_dash == other.has_dash and (own.key is None) == (other.key is None):
            return above
    return None


def _expected(source: SourceText, number: int, model: int) -> int:
    """The spaces before line `number` if its key, dash or text is to stand under the model's."""
    own, other = shape(source.line(number)), shape(source.line(model))
    if own.key is None or (own.has_dash and other.has_dash):
        return _spaces(source.line(model))
    return max(0, other.key_column - own.key_column + _spaces(source.line(number)))


def _above(source: SourceText, number: int) -> Iterator[int]:
    return (one for one in range(number - 1, -1, -1) if source.line(one).strip())


def _key_column(source: SourceText, number: int) -> int | None:
    found = shape(source.line(number))
    return found.key_column if found.key is not None else None


def _spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
