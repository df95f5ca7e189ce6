"""What YAML allows but the editors' files do not, each with the words for it."""

from __future__ import annotations

from bot.content.line_shape import with_text
from bot.content.source_text import SourceText
from bot.content.spots import Spot
from bot.models import Place, Problem

_SHOWN = 40


def special_start(source: SourceText, spot: Spot) -> Problem:
    """A text begins with a character that means something else to YAML (anchor, tag, list …)."""
    line, column = spot
    text = source.line(line)[column:]
    words = (
        f"Texten börjar med tecknet {text[:1]} som har en särskild betydelse i de här filerna.",
        f"Sätt citattecken runt hela texten:\n  {with_text(source.line(line), column)}",
    )
    return source.problem(*spot, "special-start", words)


def second_document(source: SourceText, spot: Spot) -> Problem:
    """The file holds several YAML documents."""
    words = (
        "Tre streck på en egen rad (---) delar filen i två. Boten läser bara en del.",
        "Ta bort raden med strecken. Hör den till en text: dra in den under svar: |",
    )
    return source.problem(*spot, "second-document", words)


def too_deep(source: SourceText, spot: Spot) -> Problem:
    """Lists or fields are nested deeper than any format here."""
    words = (
        "Så här många nivåer av indrag och listor finns det inte i de här filerna.",
        "Jämför med en fråga som fungerar och rätta indraget.",
    )
    return source.problem(*spot, "depth", words)


def too_much(source: SourceText, spot: Spot) -> Problem:
    """The file has more parts than any FAQ file needs."""
    words = (
        "Filen har alltför många rader med fält och listor för att boten ska läsa den.",
        "Dela upp innehållet på flera filer, eller ta bort det som hamnat här av misstag.",
    )
    return source.problem(*spot, "file-size", words)


def no_key(source: SourceText, spot: Spot) -> Problem:
    """There is no word before a colon, or a whole block of text."""
    words = (
        "Före kolonet ska det stå ett fältnamn, till exempel fråga: eller svar:",
        "Skriv fältets namn före kolonet, eller sätt citattecken runt texten.",
    )
    return source.problem(*spot, "no-key", words)


def repeated_keys(place: Place, lines: dict[str, list[int]]) -> Problem:
    """One mapping has the same keys more than once; `lines` are theirs, counted from 0."""
    key, places = next(iter(lines.items()))
    others = [other for other in lines if other != key]
    more = f" Samma sak gäller {', '.join(others)}." if others else ""
    first = places[0] + 1
    message = f"Fältet {key[:_SHOWN]} står redan på rad {first} i samma del av filen.{more}"
    remedy = "Ta bort det ena, eller slå ihop dem."
    if key == "id":
        remedy = (
            'Börjar en ny fråga eller källa här? Skriv "- " före id och dra in raderna under '
            "den lika långt. Annars: ta bort det ena."
        )
    return Problem(place, "repeated-key", message, remedy)
