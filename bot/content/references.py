"""What must agree between the files: ids are unique, and what is pointed to is there.

Works on the plain documents rather than on validated models: an entry with a fault of its own
must not hide the faults of the others, nor make others' references look wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.content import disruptions, phrases
from bot.content.folder import Kind
from bot.content.parsed import ParsedFile
from bot.content.problems import did_you_mean
from bot.content.values import mended_id
from bot.content.yaml_document import Document, Loc
from bot.models import Place, Problem

_LIST_KEYS = {
    Kind.SOURCES: "källor",
    Kind.TOPIC: "frågor",
    Kind.DANGER: "akut",
    Kind.SMALL_TALK: "småprat",
}


def check(files: Sequence[ParsedFile]) -> list[Problem]:
    """Every repeated id, unknown source, entry or topic, and phrase that nothing can match."""
    problems: list[Problem] = []
    for kind, list_key in _LIST_KEYS.items():
        problems += _repeated(_ids(_documents(files, kind), list_key))
    for kind in (Kind.DANGER, Kind.SMALL_TALK):
        problems += phrases.check(_documents(files, kind), _LIST_KEYS[kind])
    topics = _documents(files, Kind.TOPIC)
    sources = _documents(files, Kind.SOURCES)
    problems += _unknown(_citations(topics), _known(sources, "källor"), _SOURCE)
    problems += _unknown(_related(topics), _known(topics, "frågor"), _QUESTION)
    problems += disruptions.check(_documents(files, Kind.TEXTS), topics)
    return problems


def _documents(files: Iterable[ParsedFile], kind: Kind) -> list[Document]:
    return [file.document for file in files if file.kind is kind]


def _ids(documents: Iterable[Document], list_key: str) -> Iterator[tuple[str, Place]]:
    for document in documents:
        for loc, _ in document.items((list_key,)):
            for key in ("id", "tidigare_id"):
                for id_loc, entry_id in document.texts((*loc, key)):
                    yield entry_id, document.place(id_loc)


def _known(documents: Sequence[Document], list_key: str) -> set[str] | None:
    """All ids there are; None when some of them cannot be known, because of a fault told already.

    Otherwise one slip in an id would make every reference to it look wrong.
    """
    if not documents or not all(_has_all_ids(document, list_key) for document in documents):
        return None
    return {entry_id for entry_id, _ in _ids(documents, list_key)}


def _has_all_ids(document: Document, list_key: str) -> bool:
    if not document.readable or not isinstance(document.at((list_key,)), list):
        return False
    ids = [document.at((*loc, "id")) for loc, _ in document.items((list_key,))]
    return all(isinstance(one, str) and mended_id(one) == one for one in ids)


def _repeated(ids: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for entry_id, place in ids:
        if entry_id not in first:
            first[entry_id] = place
            continue
        other = first[entry_id]
        where = (
            f"rad {other.line}" if other.file == place.file else f"{other.file} rad {other.line}"
        )
        yield Problem(
            place,
            "repeated-id",
            f"Id {entry_id} är redan upptaget: det står också på {where}.",
            f"Ge den ena ett annat id, till exempel {entry_id[:38]}-2",
        )


_Reference = tuple["Document", "Loc", str]
_SOURCE = ("Ingen källa i kallor.yaml", "lägg till källan i kallor.yaml")
_QUESTION = ("Ingen fråga i mappen amnen", "lägg till frågan")


def _citations(topics: Iterable[Document]) -> Iterator[_Reference]:
    for document in topics:
        for loc, _ in document.items(("frågor",)):
            for text_loc, text in document.texts((*loc, "källa")):
                yield document, text_loc, text
            for item_loc, _ in document.items((*loc, "källa")):
                for text_loc, text in document.texts((*item_loc, "id")):
                    yield document, text_loc, text


def _related(topics: Iterable[Document]) -> Iterator[_Reference]:
    for document in topics:
        for loc, _ in document.items(("frågor",)):
            for text_loc, text in document.texts((*loc, "relaterade")):
                yield document, text_loc, text


def _unknown(
    references: Iterable[_Reference], known: set[str] | None, words: tuple[str, str]
) -> Iterator[Problem]:
    nothing, add = words
    for document, loc, text in references:
        # What can be nobody's id is told as such.
        if known is None or text in known or document.told(loc) or mended_id(text) != text:
            continue
        guess = did_you_mean(text, known)
        question = f' Menade du "{guess}"?' if guess else ""
        yield Problem(
            document.place(loc),
            "unknown-reference",
            f"{nothing} har id {text[:60]}.{question}",
            f"Skriv {guess} i stället." if guess else f"Rätta id, eller {add} först.",
        )
