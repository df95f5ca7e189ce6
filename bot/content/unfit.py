"""What makes an editor's file unfit to be read at all: its kind, its encoding, its letters."""

from __future__ import annotations

import codecs
import re

from bot.models import Place, Problem

MAX_BYTES = 1_000_000

_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# How files begin that are no plain text, and what an editor calls them.
_OTHER_KINDS = {
    b"PK\x03\x04": "ett dokument från Word eller Excel (eller en zip-fil)",
    b"\xd0\xcf\x11\xe0": "ett äldre dokument från Word eller Excel",
    b"{\\rtf": "ett formaterat dokument (RTF)",
    b"%PDF": "en PDF",
    b"<!DOCTYPE": "en webbsida",
    b"<html": "en webbsida",
}
# What YAML 1.1 does not allow in a file (PyYAML's Reader.NON_PRINTABLE).
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# UTF-8 read as Latin-1 and saved again (å, ä, ö, é, Å, Ä, Ö, curly quotes), or letters lost.
_MOJIBAKE = re.compile("Ã[\x85\x96\x84¥¤¶©…–„]|â€[\x9d\x9c™œ“”]|\ufffd")
_TAB_INDENT = re.compile(r"^[ ]*(\t)[ \t]*(?=[^ \t\n])", re.MULTILINE)
# What git leaves in a file when two people have changed the same lines.
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_SAVE_AGAIN = "Spara om filen: välj Spara som … och kodningen UTF-8."


def kind_problem(data: bytes, file: str) -> Problem | None:
    """Why a file is too big, or not a text in UTF-8 by the look of its first bytes."""
    if len(data) > MAX_BYTES:
        return Problem(
            Place(file),
            "file-size",
            "Filen är större än 1 MB. Så stora filer läser boten inte.",
            "Dela upp innehållet på flera filer, eller ta bort det som hamnat här av misstag.",
        )
    if kind := next((what for begin, what in _OTHER_KINDS.items() if data.startswith(begin)), None):
        message = f"Filen är inte ren text utan {kind}."
        remedy = (
            "Kopiera texten till en ny fil och spara den som ren text med kodningen UTF-8. "
            "Eller hämta en äldre version av filen."
        )
        return Problem(Place(file), "encoding", message, remedy)
    if is_wide(data):
        message = 'Filen är sparad som UTF-16 (kallas ibland "Unicode"), men ska vara UTF-8.'
        return Problem(Place(file), "encoding", message, _SAVE_AGAIN)
    return None


def is_wide(data: bytes) -> bool:
    """Whether the data is UTF-16: it says so, or nearly every second byte at the start is NUL."""
    start = data[:200]
    zeros = max(start[::2].count(0), start[1::2].count(0))
    return data.startswith(_WIDE_BOMS) or (len(start) > 1 and zeros * 3 > len(start))


def encoding_problem(data: bytes, start: int, file: str) -> Problem:
    """The byte at `start` is not UTF-8; what the word was probably meant to be."""
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
        _SAVE_AGAIN,
    )


def text_problem(text: str, file: str) -> Problem | None:
    """What in a text keeps all of it from being read."""
    for pattern, tell in _TELLERS:
        if found := pattern.search(text):
            at = found.start(found.lastindex or 0)
            before = text[:at]
            column = at - (before.rfind("\n") + 1)
            rule, message, remedy = tell(found)
            return Problem(Place(file, before.count("\n") + 1, column + 1), rule, message, remedy)
    return None


def _conflict(_: re.Match[str]) -> tuple[str, str, str]:
    message = "Två personer har ändrat samma rader, och båda texterna ligger kvar i filen."
    remedy = (
        "Den ena texten står mellan <<<<<<< och =======, den andra mellan ======= och >>>>>>>. "
        "Välj en av dem. Ta bort den andra och de tre raderna med tecken."
    )
    return "conflict", message, remedy


def _broken_letter(found: re.Match[str]) -> tuple[str, str, str]:
    meant = _meant(found[0])
    write = f"Skriv {meant} i stället" if meant else "Skriv bokstaven på nytt"
    message = (
        f'Här har en bokstav gått sönder: "{found[0]}". Det händer när en fil öppnas eller '
        "klistras in med fel kodning."
    )
    remedy = (
        f"{write} och spara filen som UTF-8. Är det många sådana ställen: hämta en äldre, hel "
        "version av filen."
    )
    return "broken-letter", message, remedy


def _meant(broken: str) -> str | None:
    """The letter that was read as several."""
    for codec in ("cp1252", "latin-1"):
        try:
            return broken.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _control(found: re.Match[str]) -> tuple[str, str, str]:
    return (
        "control",
        f"Här står ett osynligt tecken (U+{ord(found[0]):04X}) som inte får finnas i filen.",
        "Radera tecknet, eller skriv om raden för hand.",
    )


def _tab(found: re.Match[str]) -> tuple[str, str, str]:
    count = len(_TAB_INDENT.findall(found.string))
    more = f" Det gäller {count} rader." if count > 1 else ""
    return (
        "tab",
        f"Raden är indragen med tabb. Indrag ska göras med blanksteg.{more}",
        "Byt varje tabb i radens början mot två blanksteg.",
    )


_TELLERS = (
    (_CONFLICT, _conflict),
    (_MOJIBAKE, _broken_letter),
    (CONTROL, _control),
    (_TAB_INDENT, _tab),
)
