"""A FAQ as the rules see it: every part that can be read, typed, with its place in the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pydantic import ValidationError

from bot.content.assembly import make_entry
from bot.content.documents import (
    EntryDocument,
    SourceDocument,
    SynonymsDocument,
    TopicDocument,
)
from bot.content.folder import Kind
from bot.content.loader import Loaded, bare
from bot.content.paragraphs import paragraphs
from bot.content.parsed import ParsedFile
from bot.content.yaml_document import Document, Loc
from bot.editor.checking.written import Part, Written, WrittenSource
from bot.matching.index import Index, build
from bot.models import Citation, Entry, Faq, Source, Topic

_FOREIGN = re.compile(r"engelska|språk")


class Content:
    """What the files hold. An entry or a source with a fault of its own is left out.

    `faq` holds just the same; where nothing has a fault, it is the FAQ that the bot uses.
    """

    def __init__(self, loaded: Loaded) -> None:
        self.files = loaded.files
        self.sources = tuple(_sources(self._of(Kind.SOURCES)))
        by_id = {one.source.id: one.source for one in self.sources}
        written = [tuple(_entries(file, by_id)) for file in self._of(Kind.TOPIC)]
        self.entries = tuple(one for topic in written for one in topic)
        self.faq = loaded.faq or self._without_faults(written)

    @cached_property
    def lean_index(self) -> Index:
        """The entries made ready for matching, without their variants that are repetitions."""
        lean = {
            one.entry.id: tuple(variant.text for variant in one.kept_wordings[1:])
            for one in self.entries
        }
        return build(self.faq.edited(lambda entry: _with(entry, lean[entry.id])))

    @property
    def other_texts(self) -> Iterator[Part]:
        """What else residents read in these files: replies to danger and small talk, other texts.

        Not what is meant for those who read no Swedish.
        """
        for kind, key_of_list in ((Kind.DANGER, "akut"), (Kind.SMALL_TALK, "småprat")):
            for file in self._of(kind):
                for loc, _ in file.document.items((key_of_list,)):
                    yield from _laid_out(file.document, (*loc, "svar"))
        for file in self._of(Kind.TEXTS):
            for loc in file.document.key_places:
                if not _FOREIGN.search(str(loc[-1])):
                    yield from _laid_out(file.document, loc)

    @property
    def texts(self) -> Iterator[Document]:
        """The files of other texts."""
        for file in self._of(Kind.TEXTS):
            yield file.document

    @property
    def topics(self) -> list[Document] | None:
        """The topics' files; None if a fault keeps it unknown which entries one of them has."""
        documents = [file.document for file in self._of(Kind.TOPIC)]
        return documents if all(map(_is_whole, documents)) else None

    def _of(self, kind: Kind) -> list[ParsedFile]:
        return [file for file in self.files if file.kind is kind]

    def _without_faults(self, topics: Sequence[Sequence[Written]]) -> Faq:
        models = (file.model for file in self.files)
        return replace(
            bare(),
            topics=tuple(
                Topic(topic[0].entry.topic, tuple(one.entry for one in topic))
                for topic in topics
                if topic
            ),
            sources=tuple(one.source for one in self.sources),
            synonyms=tuple(
                group
                for model in models
                if isinstance(model, SynonymsDocument)
                for group in model.groups
            ),
        )


def _laid_out(document: Document, loc: Loc) -> Iterator[Part]:
    text = document.at(loc)
    if isinstance(text, str):
        yield Part(paragraphs(text), document, loc)


def _with(entry: Entry, variants: tuple[str, ...]) -> Entry:
    return replace(entry, variants=variants)


def _is_whole(topic: Document) -> bool:
    items = list(topic.items(("frågor",)))
    ids = (topic.at((*loc, "id")) for loc, _ in items)
    return topic.readable and bool(items) and all(isinstance(one, str) for one in ids)


def _sources(files: Iterable[ParsedFile]) -> Iterator[WrittenSource]:
    for file in files:
        for loc, item in file.document.items(("källor",)):
            try:
                one = SourceDocument.model_validate(item)
            except ValidationError:
                continue  # told as a fault
            source = Source(one.id, one.title, one.publisher, one.url, one.date, one.note)
            yield WrittenSource(source, file.document, loc)


def _entries(file: ParsedFile, sources: Mapping[str, Source]) -> Iterator[Written]:
    document = file.document
    topic = _topic(document)
    seen: set[str] = set()
    for loc, item in document.items(("frågor",)):
        try:
            one = EntryDocument.model_validate(item)
        except ValidationError:
            continue  # told as a fault
        known = [citation for citation in one.citations if citation.id in sources]
        one = one.model_copy(update={"citations": known})
        if one.id not in seen:
            seen.add(one.id)
            entry = make_entry(one, topic, sources, document.place(loc))
            yield Written(entry, document, loc)


def _topic(document: Document) -> TopicDocument:
    """What the entries need to know of their file, whatever else may be wrong with it."""
    title, area = document.at(("ämne",)), document.at(("område",))
    return TopicDocument.model_construct(
        title=title if isinstance(title, str) else "",
        area=area if isinstance(area, str) else None,
        entries=[],
    )


def cited(content: Content) -> Iterator[tuple[Written, int, Citation]]:
    """Every citation, with its entry and its number there."""
    for written in content.entries:
        for number, citation in enumerate(written.entry.citations):
            yield written, number, citation
