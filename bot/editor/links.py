"""The deep link of each entry, and the list of those that were published: paper lasts."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.channels.rendering import deep_link
from bot.models import Entry, Faq

LIST: Final = "lankar.csv"
ID: Final = "id"
QUESTION: Final = "fråga"
LINK: Final = "länk"
NOTE: Final = "anmärkning"
COLUMNS: Final = (ID, QUESTION, LINK, NOTE)
GONE: Final = "frågan finns inte kvar"

_SEPARATORS: Final = (";", ",", "\t")
_BOM: Final = "\ufeff"
# https://core.telegram.org/bots/features#creating-a-new-bot: Latin letters, digits, underscores.
_BOT_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_DEEP_LINK: Final = re.compile(r"https://t\.me/(?P<bot>\w+)\?start=")

Row = Mapping[str, str]


class ListError(ValueError):
    """A file that is no list of links; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry and the address that opens it in Telegram."""

    entry: Entry
    url: str


@dataclass(frozen=True, slots=True)
class Published:
    """A list of published links as it stands in its file, other columns of the editors' too."""

    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = COLUMNS
    separator: str = ";"
    """Swedish spreadsheets take this one for the columns, and with the mark see å, ä and ö."""
    mark: bool = True
    ending: str = "\n"

    @property
    def ids(self) -> frozenset[str]:
        """The ids in the list."""
        return frozenset(row[ID] for row in self.rows if row[ID])

    @property
    def bots(self) -> frozenset[str]:
        """The bots that the links lead to."""
        found = (_DEEP_LINK.match(row.get(LINK, "")) for row in self.rows)
        return frozenset(one["bot"] for one in found if one)


def bot_name(text: str) -> str | None:
    """The user name of a bot, also written with @ or as an address; None if it is none."""
    name = re.sub(r"^(?:https?://)?t\.me/", "", text.strip()).removeprefix("@").rstrip("/")
    return name if _BOT_NAME.fullmatch(name) else None


def links(entries: Iterable[Entry], bot: str) -> tuple[Link, ...]:
    """The link of each entry."""
    return tuple(Link(entry, deep_link(bot, entry.id)) for entry in entries)


def read_published(path: Path) -> Published:
    """The list in a file; an empty one if there is no file.

    Raises:
        ListError: the file is no such list.
        OSError: it cannot be read.
    """
    if not path.exists():
        return Published()
    try:
        return _parsed(path.read_bytes().decode())
    except UnicodeDecodeError:
        message = "Filen är inte sparad som UTF-8. Spara om den: välj CSV UTF-8 som filtyp."
    except _BadTableError as error:
        message = str(error)
    raise ListError(f"{path}: {message}")


def _parsed(text: str) -> Published:
    mark, text = text.startswith(_BOM), text.removeprefix(_BOM)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    stream = io.StringIO(text, newline="")
    reader = csv.DictReader(stream, delimiter=separator, restval="", strict=True)
    try:
        reader.fieldnames = columns = tuple(map(_column, reader.fieldnames or ()))
        rows = list(reader)
    except csv.Error:
        raise _BadTableError("Ett citattecken saknas eller står fel i filen.") from None
    if ID not in columns:
        raise _BadTableError(f"Filen har ingen kolumn som heter {ID}. Lägg till den.")
    if wide := next((row for row in rows if None in row), None):
        raise _BadTableError(f"Raden med {ID} {wide[ID]} har fler fält än det finns rubriker.")
    rows = [{**row, ID: row[ID].strip()} for row in rows]
    ending = "\r\n" if head.endswith("\r") else "\n"
    return Published(tuple(rows), columns, separator, mark, ending)


class _BadTableError(ValueError):
    """Why a file is no table of links, in Swedish."""


def _column(name: str) -> str:
    """The name of a column as we know it, or as the editors wrote it."""
    plain = unicodedata.normalize("NFC", name.strip()).casefold()
    return plain if plain in COLUMNS else name


def published_ids(folder: Path) -> frozenset[str]:
    """The ids in the list of the FAQ in `folder`; none where it cannot be read."""
    try:
        return read_published(folder / LIST).ids
    except (ListError, OSError):
        return frozenset()


def merged(published: Published, new: Sequence[Link], faq: Faq) -> Published:
    """The list with the new links. None is ever dropped: what became of an entry stands beside it.

    A link to another bot than before is a line of its own: the old one may hang on a wall.
    """
    columns = (*published.columns, *(one for one in COLUMNS if one not in published.columns))
    listed = {_key(row) for row in published.rows}
    added = (_row(link) for link in new)
    rows = [*published.rows, *(row for row in added if _key(row) not in listed)]
    return replace(published, rows=tuple(_up_to_date(row, faq) for row in rows), columns=columns)


def as_csv(published: Published) -> bytes:
    """The list as a file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out,
        published.columns,
        restval="",
        delimiter=published.separator,
        lineterminator=published.ending,
    )
    writer.writeheader()
    writer.writerows(published.rows)
    return ((_BOM if published.mark else "") + out.getvalue()).encode()


def _key(row: Row) -> tuple[str, str]:
    return row[ID], row.get(LINK, "")


def _row(link: Link) -> Row:
    return {ID: link.entry.id, QUESTION: link.entry.question, LINK: link.url}


def _up_to_date(row: Row, faq: Faq) -> Row:
    entry = faq.find(row[ID])
    if not row[ID]:
        return row
    if entry is None:
        return {**row, NOTE: GONE}
    note = "" if entry.id == row[ID] else f"leder till {entry.id}"
    return {**row, QUESTION: entry.question, NOTE: note}
