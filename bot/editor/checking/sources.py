"""Sources that nobody cites, and text fragments that are longer than they need to be."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.yaml_document import Document
from bot.editor.checking.content import Content, cited
from bot.editor.checking.rules import LONG_FRAGMENT, UNUSED_SOURCE
from bot.models import Problem

# A phrase of a few words is unique on most pages; each further one may be changed there, and then
# the link no longer finds it.
MOST_WORDS = 12
_ENOUGH = 8


def check(content: Content) -> Iterator[Problem]:
    """Both kinds."""
    yield from _unused(content)
    yield from _long(content)


def _unused(content: Content) -> Iterator[Problem]:
    documents = content.topics
    if documents is None or any(map(_hides_citations, documents)):
        return
    used = {text for document in documents for text in _cited_ids(document)}
    for written in content.sources:
        if written.source.id not in used:
            yield UNUSED_SOURCE.problem(
                written.place(),
                f"Inget svar använder källan {written.source.id}.",
                "Ta bort källan, eller skriv dess id under källa i det svar som bygger på den.",
            )


def _hides_citations(document: Document) -> bool:
    """Whether a fault keeps it unknown which sources an entry has."""
    return any(document.told((*loc, "källa")) for loc, _ in document.items(("frågor",)))


def _cited_ids(document: Document) -> Iterator[str]:
    """Also those of entries that have a fault of their own."""
    for loc, _ in document.items(("frågor",)):
        for _, text in document.texts((*loc, "källa")):
            yield text
        for item_loc, _ in document.items((*loc, "källa")):
            for _, text in document.texts((*item_loc, "id")):
                yield text


def _long(content: Content) -> Iterator[Problem]:
    for written, number, citation in cited(content):
        said = (citation.fragment or "").split()
        if len(said) > MOST_WORDS:
            yield LONG_FRAGMENT.problem(
                written.fragment_place(number),
                f"Textfragmentet är {len(said)} ord. Ju längre det är, desto lättare slutar länken "
                "att hitta fram när sidan ändras.",
                "De första orden räcker oftast:\n"
                f"  textfragment: {' '.join(said[:_ENOUGH]).rstrip(',.;:')}",
            )
