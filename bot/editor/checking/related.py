"""Related entries: buttons below an answer that lead nowhere new, or are never shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.channels.rendering import MAX_RELATED, entry_button
from bot.editor.checking.content import Content
from bot.editor.checking.rules import RELATED
from bot.editor.checking.written import Part, Written
from bot.models import Entry, Problem

_REMOVE = "Ta bort raden."


def check(content: Content) -> Iterator[Problem]:
    """Ids that lead to the entry itself, to one twice, by an old name, or are too many."""
    for written in content.entries:
        shown: list[Entry] = []
        for part in written.related:
            other = content.faq.find(part.text)
            if other is None:
                continue  # told as a fault
            words = _useless(written, part, other, shown)
            if words:
                yield RELATED.problem(part.place, *words)
            else:
                shown.append(other)


def _useless(
    written: Written, part: Part, other: Entry, shown: list[Entry]
) -> tuple[str, str] | None:
    """What is wrong with one id and how to mend it; None if it is a button worth having."""
    if other.id == written.entry.id:
        return "Frågan är relaterad till sig själv.", _REMOVE
    if other in shown:
        return (
            f"Frågan {other.id} står redan i listan: den ger två likadana knappar.",
            _REMOVE,
        )
    if len(shown) >= MAX_RELATED:
        return (
            f"Bara de {MAX_RELATED} första relaterade frågorna visas, så den här syns aldrig.",
            "Ta bort raden, eller flytta upp den före en som är mindre viktig.",
        )
    if part.text != other.id:
        return (
            f"{part.text} är ett gammalt id. Frågan heter numera {other.id}.",
            f"Skriv {other.id} i stället.",
        )
    return _twin(other, shown)


def _twin(other: Entry, shown: list[Entry]) -> tuple[str, str] | None:
    """Two buttons with the same words on them: nobody can choose."""
    label = entry_button(other).label
    twin = next((one for one in shown if entry_button(one).label == label), None)
    if twin is None:
        return None
    return (
        f"Knappen ser likadan ut som den för {twin.id}: ”{label}”.",
        "Ta bort den ena, eller börja den ena frågan med det som skiljer dem åt.",
    )
