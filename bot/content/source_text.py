"""From the bytes of an editor's file to its text, or to what keeps it from being read."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bot.models import Place, Problem

MAX_BYTES = 1_000_000

_UTF8_BOM = codecs.BOM_UTF8
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What YAML 1.1 does not allow in a file (PyYAML's Reader.NON_PRINTABLE).
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# UTF-8 read as Latin-1 and saved again (å, ä, ö, é, Å, Ä, Ö, curly quotes), or letters lost.
_MOJIBAKE = re.compile("Ã[\x85\x96\x84¥¤¶©…–„]|â€[\x9d\x9c™œ“”]|\ufffd")
_TAB_INDENT = re.compile(r"^[ ]*\t[ \t]*(?=[^ \t\n])", re.MULTILINE)
# A hard space (typical of text pasted from Word) looks like a space but is a letter to YAML.
_HARD_SPACE = re.compile(r"^[ \xa0]*(?:- *)?(?:[^\W\d][\w-]*:)?\xa0+", re.MULTILINE)
# Line breaks to YAML, but not to the editors' programs: they would make our line numbers wrong.
_ODD_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\t": " "})


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
        UnreadableError: too big, not UTF-8, control characters, tabs as indentation.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(_too_big(file))
    text = _utf8(data.removeprefix(_UTF8_BOM), file)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    # Some systems store å as a + ring (NFD): the words look alike but are not equal.
    text = unicodedata.normalize("NFC", text)
    source = SourceText(file, text, tuple(text.split("\n")))
    _refuse_broken_letters(source)
    _refuse_control_characters(source)
    _refuse_tabs(source)
    text = _HARD_SPACE.sub(lambda found: found[0].replace("\xa0", " "), text)
    text = text.translate(_ODD_BREAKS)
    return SourceText(file, text, tuple(text.split("\n")))


def _utf8(data: bytes, file: str) -> str:
    if data.startswith(_WIDE_BOMS) or _looks_wide(data):
        raise UnreadableError(_wide(file))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(_not_utf8(data, error.start, file)) from None


def _looks_wide(data: bytes) -> bool:
    """Whether nearly every second byte at the start is NUL: Latin letters in UTF-16."""
    start = data[:200]
    return len(start) > 1 and max(start[::2].count(0), start[1::2].count(0)) * 3 > len(start)


def _too_big(file: str) -> Problem:
    return Problem(
        Place(file),
        "file-size",
        "Filen är större än 1 MB. Så stora filer läser boten inte.",
        "Dela upp innehållet på flera filer, eller ta bort det som hamnat här av misstag.",
    )


def _wide(file: str) -> Problem:
    return Problem(
        Place(file),
        "encoding",
        'Filen är sparad som UTF-16 (kallas ibland "Unicode"), men ska vara UTF-8.',
        "Spara om filen: välj Spara som … och kodningen UTF-8.",
    )


def _not_utf8(data: bytes, start: int, file: str) -> Problem:
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8")) + 1
    place = Place(file, before.count(b"\n") + 1, column)
    word = re.split(rb"[\s]", data[start : start + 40])[0]
    begun = re.split(rb"[\s]", before[line_start:])[-1]
    guess = (begun + word).decode("cp1252", errors="replace")
    return Problem(
        place,
        "encoding",
        f'Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa (här: "{guess}"). '
        "Den är troligen sparad som Latin-1 eller Windows-1252 (ANSI).",
        "Spara om filen: välj Spara som … och kodningen UTF-8.",
    )


def _at(source: SourceText, index: int) -> tuple[int, int]:
    """Line and column, from 0, of a position in the text."""
    before = source.text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)


def _refuse_control_characters(source: SourceText) -> None:
    if found := CONTROL.search(source.text):
        words = (
            f"Här står ett osynligt tecken (U+{ord(found[0]):04X}) som inte får finnas i filen.",
            "Radera tecknet, eller skriv om raden för hand.",
        )
        raise UnreadableError(source.problem(*_at(source, found.start()), "control", words))


def _refuse_tabs(source: SourceText) -> None:
    found = list(_TAB_INDENT.finditer(source.text))
    if not found:
        return
    line, _ = _at(source, found[0].start())
    more = f" Det gäller {len(found)} rader." if len(found) > 1 else ""
    words = (
        f"Raden är indragen med tabb. Indrag ska göras med blanksteg.{more}",
        "Byt varje tabb i radens början mot två blanksteg.",
    )
    raise UnreadableError(source.problem(line, source.line(line).index("\t"), "tab", words))


def _refuse_broken_letters(source: SourceText) -> None:
    if found := _MOJIBAKE.search(source.text):
        words = (
            (
                f'Här har en bokstav gått sönder: "{found[0]}". Det händer när en fil öppnas eller '
                "klistras in med fel kodning."
            ),
            (
                "Skriv bokstaven på nytt och spara filen som UTF-8. Är det många sådana ställen: "
                "hämta en äldre, hel version av filen."
            ),
        )
        raise UnreadableError(source.problem(*_at(source, found.start()), "broken-letter", words))
