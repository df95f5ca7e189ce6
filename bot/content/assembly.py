"""From files without faults to one `Faq`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

from bot.content.disruptions import make_disruption
from bot.content.documents import (
    DangerDocument,
    EntryDocument,
    GroupDocument,
    OutOfScopeDocument,
    SmallTalkDocument,
    SourceDocument,
    SourcesDocument,
    SynonymsDocument,
    TextsDocument,
    TopicDocument,
)
from bot.content.parsed import ParsedFile
from bot.content.yaml_document import Document
from bot.models import Citation, Entry, Faq, PhraseGroup, Place, Source, Topic
from bot.texts import Texts

_Model = TypeVar("_Model", bound=BaseModel)


def assemble(files: Sequence[ParsedFile], version: str) -> Faq:
    """The FAQ in `files`, where the engine's defaults stand before the authority's own files."""
    sources = tuple(_source(item) for doc in _all(files, SourcesDocument) for item in doc.sources)
    by_id = {source.id: source for source in sources}
    texts = _all(files, TextsDocument)[-1]
    return Faq(
        topics=tuple(
            _topic(file.model, file.document, by_id)
            for file in files
            if isinstance(file.model, TopicDocument)
        ),
        sources=sources,
        texts=Texts.model_construct(**{name: getattr(texts, name) for name in Texts.model_fields}),
        danger=_groups(files, DangerDocument, "akut"),
        small_talk=_groups(files, SmallTalkDocument, "småprat"),
        synonyms=tuple(group for doc in _all(files, SynonymsDocument) for group in doc.groups),
        out_of_scope=tuple(
            message for doc in _all(files, OutOfScopeDocument) for message in doc.messages
        ),
        areas=texts.areas,
        disruption=make_disruption(texts.disruption, _documents(files, TopicDocument)),
        version=version,
    )


def _all(files: Iterable[ParsedFile], model: type[_Model]) -> list[_Model]:
    return [file.model for file in files if isinstance(file.model, model)]


def _documents(files: Iterable[ParsedFile], model: type[BaseModel]) -> list[Document]:
    return [file.document for file in files if isinstance(file.model, model)]


def _source(document: SourceDocument) -> Source:
    return Source(
        id=document.id,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        date=document.date,
        note=document.note,
    )


def _topic(topic: TopicDocument, document: Document, sources: Mapping[str, Source]) -> Topic:
    entries = tuple(
        make_entry(entry, topic, sources, document.place(("frågor", index)))
        for index, entry in enumerate(topic.entries)
    )
    return Topic(title=topic.title, entries=entries, description=topic.description)


def make_entry(
    entry: EntryDocument, topic: TopicDocument, sources: Mapping[str, Source], place: Place
) -> Entry:
    """One entry of `topic`; every source that it cites must be in `sources`."""
    citations = tuple(
        Citation(sources[citation.id], citation.fragment or entry.fragment)
        for citation in entry.citations
    )
    return Entry(
        id=entry.id,
        question=entry.question,
        answer=entry.answer,
        topic=topic.title,
        citations=citations,
        place=place,
        variants=tuple(entry.variants),
        tests=tuple(entry.tests),
        related=tuple(entry.related),
        former_ids=tuple(entry.former_ids),
        area=entry.area or topic.area,
        cautious=entry.cautious,
        reviewed=entry.reviewed,
        valid_until=entry.valid_until,
    )


def _groups(
    files: Iterable[ParsedFile],
    model: type[DangerDocument | SmallTalkDocument],
    list_key: str,
) -> tuple[PhraseGroup, ...]:
    """All groups; one with the id of an earlier group takes that one's place."""
    groups: dict[str, PhraseGroup] = {}
    for file in files:
        if isinstance(file.model, model):
            for index, group in enumerate(file.model.groups):
                place = file.document.place((list_key, index))
                groups[group.id] = _group(group, place)
    return tuple(groups.values())


def _group(group: GroupDocument, place: Place) -> PhraseGroup:
    return PhraseGroup(
        id=group.id,
        triggers=tuple(group.triggers),
        answer=group.answer,
        exceptions=tuple(group.exceptions),
        place=place,
    )
