"""From the bytes of an editor's file to its text, or to what keeps it from being read."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bot.content.unfit import CONTROL, encoding_problem, is_wide, kind_problem, text_problem
from bot.models import Place, Problem

_UTF8_BOM = codecs.BOM_UTF8
# A hard space (typical of text pasted from Word) looks like a space but is a letter to YAML.
_HARD_SPACE = re.compile(r"^[ \xa0]*(?:- *)?(?:[^\W\d][\w-]*:)?\xa0+", re.MULTILINE)
# Spaces on a blank line would decide how far a text is indented.
_BLANK_LINE = re.compile(r"^ +$", re.MULTILINE)
# Line breaks to YAML, but not to the editors' programs: they would make our line numbers wrong.
_ODD_BREAKS = re.compile("[\x85\u2028\u2029\t]")
# Signs without width, pasted from web pages: byte order mark, zero-width space, word joiner.
_WIDTHLESS = re.compile("[\ufeff\u200b\u2060]")


class UnreadableError(Exception):
    """A file cannot be read further; `problem` says why, in Swedish."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text and its lines (without line breaks). Lines and columns here count from 0."""

    file: str
    text: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """The line with this number, counted from 0; empty beyond the end of the file."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def line_above(self, number: int) -> int:
        """The number of the nearest line above that is not blank; -1 when there is none."""
        above = (one for one in range(number - 1, -1, -1) if self.line(one).strip())
        return next(above, -1)

    def problem(self, line: int, column: int, rule: str, words: tuple[str, str]) -> Problem:
        """A fault at this line and column (from 0), with `words` its message and remedy."""
        place = Place(self.file, line + 1, column + 1)
        return Problem(place, rule, *words)


def decode(data: bytes, file: str) -> SourceText:
    """The text of a file, NFC-normalised, with Unix line breaks and without byte order mark.

    Invisible slips that cannot be meant (hard spaces as indentation, tabs inside a line) are
    mended silently, each to one space, so that lines and columns stay the editor's own.

    Raises:
        UnreadableError: too big, not UTF-8, control characters, tabs as indentation, a conflict.
    """
    if problem := kind_problem(data, file):
        raise UnreadableError(problem)
    text = _unified(_utf8(data.removeprefix(_UTF8_BOM), file))
    if problem := text_problem(text, file):
        raise UnreadableError(problem)
    text = _HARD_SPACE.sub(lambda found: found[0].replace("\xa0", " "), text)
    text = _BLANK_LINE.sub("", _ODD_BREAKS.sub(" ", text))
    return SourceText(file, text, tuple(text.split("\n")))


def quote(data: bytes, line: int) -> str | None:
    """The line of a file, perhaps a broken one, at which a problem points, fit to be shown.

    None beyond the file's end, and where nothing of it could be read.
    """
    if is_wide(data):
        return None
    text = _ODD_BREAKS.sub(" ", _unified(data.decode("utf-8", "replace")))
    lines = text.split("\n")
    return CONTROL.sub("\ufffd", lines[line - 1]) if 0 < line <= len(lines) else None


def _unified(text: str) -> str:
    text = _WIDTHLESS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Some systems store å as a + ring (NFD): the words look alike but are not equal.
    return unicodedata.normalize("NFC", text)


def _utf8(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(encoding_problem(data, error.start, file)) from None
