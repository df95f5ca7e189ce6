"""The committed list of published links (`lankar.csv`): each must still lead to an entry."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from bot.content.problems import did_you_mean
from bot.editor.checking.content import Content
from bot.editor.checking.rules import LOST_LINK
from bot.models import Place, Problem

NAME = "lankar.csv"
COLUMN = "id"
_SEPARATORS = (",", ";", "\t")  # Swedish spreadsheets save with semicolons


def check(content: Content, folder: Path) -> Iterator[Problem]:
    """An id in the list that no entry has, neither now nor under `tidigare_id`."""
    known = _known(content)
    path = folder / NAME
    if known is None or not path.is_file():
        return
    ids = _ids(path)
    if ids is None:
        yield LOST_LINK.problem(
            Place(path.as_posix()),
            f"Filen har ingen kolumn som heter {COLUMN}, så de publicerade länkarna går inte att "
            "kontrollera.",
            "Gör om filen med kommandot links.",
        )
        return
    for place, entry_id in ids:
        if entry_id not in known:
            yield _lost(place, entry_id, known)


def _known(content: Content) -> set[str] | None:
    """All ids, old and new, also of entries with faults; None if a file cannot be read."""
    documents = content.topics
    if documents is None:
        return None
    return {
        text
        for document in documents
        for loc, _ in document.items(("frågor",))
        for key in ("id", "tidigare_id")
        for _, text in document.texts((*loc, key))
    }


def _ids(path: Path) -> list[tuple[Place, str]] | None:
    """The ids in the list, each with its place; None if it is no list, or has no such column."""
    try:
        return list(_rows(path))
    except (csv.Error, ValueError):
        return None


def _rows(path: Path) -> Iterator[tuple[Place, str]]:
    """As `_ids`.

    Raises:
        csv.Error, ValueError: it is no such list.
    """
    lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    separator = max(_SEPARATORS, key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=separator)
    column = [name.strip().casefold() for name in next(reader, [])].index(COLUMN)
    for row in reader:
        entry_id = row[column].strip() if column < len(row) else ""
        if entry_id:
            at = lines[reader.line_num - 1].find(entry_id)
            yield Place(path.as_posix(), reader.line_num, max(at, 0) + 1), entry_id


def _lost(place: Place, entry_id: str, known: set[str]) -> Problem:
    guess = did_you_mean(entry_id, known)
    where = f"under frågan {guess}, om det är den" if guess else "under den fråga som svarar nu"
    return LOST_LINK.problem(
        place,
        f"Länken till {entry_id} är publicerad, men ingen fråga har det id:t längre. Den som "
        "följer länken får inget svar.",
        f"Skriv det gamla id:t {where}:\n  tidigare_id:\n    - {entry_id}",
    )
