"""The parts of a FAQ as its editors wrote them: texts, entries and sources, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.content.yaml_document import Document, Loc
from bot.editor.checking.positions import place_of
from bot.editor.checking.said import key
from bot.models import Entry, Place, Source


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the files with the place where it stands."""

    text: str
    document: Document
    loc: Loc

    @property
    def place(self) -> Place:
        """Where the text begins."""
        return self.document.place(self.loc)

    @property
    def named(self) -> str:
        """A wording as messages point at it."""
        kind = "frågan" if self.loc[-1] == "fråga" else "varianten"
        return f"{kind} ”{self.text}” på rad {self.place.line}"

    def at(self, offset: int) -> Place:
        """Where the word at `offset` of the text stands."""
        return place_of(self.document, self.loc, self.text, offset)


@dataclass(frozen=True)
class Written:
    """An entry, and where its parts stand."""

    entry: Entry
    document: Document
    loc: Loc

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` within the entry stands, or the nearest value around it."""
        return self.document.place((*self.loc, *path))

    def key_place(self, key: str) -> Place:
        """Where the entry's key `key` stands."""
        return self.document.key_place((*self.loc, key))

    @cached_property
    def question(self) -> Part:
        """The question."""
        return self._part(self.entry.question, "fråga")

    @cached_property
    def answer(self) -> Part:
        """The answer as residents see it, paragraph by paragraph."""
        return self._part(self.entry.answer, "svar")

    @cached_property
    def variants(self) -> tuple[Part, ...]:
        """The variants, in order."""
        return self._parts(self.entry.variants, "varianter")

    @cached_property
    def tests(self) -> tuple[Part, ...]:
        """The test messages, in order."""
        return self._parts(self.entry.tests, "prov")

    @cached_property
    def related(self) -> tuple[Part, ...]:
        """The ids of related entries, in order."""
        return self._parts(self.entry.related, "relaterade")

    @cached_property
    def wordings(self) -> tuple[Part, ...]:
        """The question, then the variants: all that the entry is asked with."""
        return (self.question, *self.variants)

    @cached_property
    def repetitions(self) -> tuple[tuple[Part, Part], ...]:
        """Variants with the words of an earlier wording but for endings and small words.

        Each with that wording.
        """
        first: dict[frozenset[str], Part] = {}
        pairs = ((one, first.setdefault(key(one.text), one)) for one in self.wordings)
        return tuple((one, earlier) for one, earlier in pairs if one is not earlier)

    @cached_property
    def kept_wordings(self) -> tuple[Part, ...]:
        """The question and the variants but for the repetitions."""
        gone = {one.loc for one, _ in self.repetitions}
        return tuple(one for one in self.wordings if one.loc not in gone)

    def fragment_place(self, number: int) -> Place:
        """Where the text fragment of the citation with this number stands, from 0."""
        own = (*self.loc, "källa", number, "textfragment")
        shared = (*self.loc, "textfragment")
        return self.document.place(own if own in self.document.places else shared)

    def _part(self, text: str, *path: str | int) -> Part:
        return Part(text, self.document, (*self.loc, *path))

    def _parts(self, texts: Iterable[str], key: str) -> tuple[Part, ...]:
        return tuple(self._part(text, key, number) for number, text in enumerate(texts))


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """A source and where it stands."""

    source: Source
    document: Document
    loc: Loc

    def place(self, key: str = "id") -> Place:
        """Where the value of one of its keys stands."""
        return self.document.place((*self.loc, key))
