"""The values that travel between the layers. All are frozen; none does any I/O."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal
from urllib.parse import quote

from bot.texts import Texts


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in an editor's file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Level(StrEnum):
    """How bad a problem is: a fault keeps the FAQ from being used, a warning does not."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in an editor's file, in plain Swedish.

    `rule` is the stable id of the check that found it, `message` says what is wrong and what was
    expected, `remedy` how to mend it (ready to paste where that is possible).
    """

    place: Place
    rule: str
    message: str
    remedy: str
    level: Level = Level.FAULT


@dataclass(frozen=True, slots=True)
class Source:
    """A published document that answers rest on. `date` is a day, a month, a year or a span."""

    id: str
    title: str
    publisher: str
    url: str
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as one entry cites it, scrolled to `fragment` where the page has those words."""

    source: Source
    fragment: str | None = None

    @property
    def url(self) -> str:
        """The address with its text fragment (WICG Scroll to Text Fragment, `#:~:text=`)."""
        if not self.fragment:
            return self.source.url
        # A dash, a comma or an ampersand is syntax inside a text directive and must be encoded.
        text = quote(self.fragment, safe="").replace("-", "%2D")
        return f"{self.source.url}#:~:text={text}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer, as an editor wrote it.

    `variants` are other ways to ask (indexed); `tests` are messages that must find this entry
    (never indexed); `related` are ids of entries to offer next; `cautious` entries are never
    answered outright. `topic` is the title of the file's topic.
    """

    id: str
    question: str
    answer: str
    topic: str
    citations: tuple[Citation, ...]
    place: Place
    variants: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    area: str | None = None
    cautious: bool = False
    reviewed: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One file under `amnen/`: a heading in the topic menu and its entries, in the file's order."""

    title: str
    entries: tuple[Entry, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Phrases that trigger one fixed reply (danger, small talk), and phrases that do not."""

    id: str
    triggers: tuple[str, ...]
    answer: str
    exceptions: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Disruption:
    """A notice above answers while something is out of order.

    It lasts from the minute `begins` to the minute `ends`, both included, in Swedish time as
    `2026-11-21T08:00`. `topics` are the titles of those whose answers it concerns; none: all.
    """

    text: str
    begins: str
    ends: str
    topics: frozenset[str] = frozenset()

    def is_above(self, entry: Entry, minute: str) -> bool:
        """Whether it stands above an answer at that minute."""
        lasts = self.begins <= minute <= self.ends
        return lasts and (not self.topics or entry.topic in self.topics)


@dataclass(frozen=True, slots=True)
class Faq:
    """A whole FAQ without faults.

    `areas` are the names of areas as residents know them, by what entries have as their area;
    `version` is a short hash of its content.
    """

    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    texts: Texts
    danger: tuple[PhraseGroup, ...] = ()
    small_talk: tuple[PhraseGroup, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    out_of_scope: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict, hash=False)
    disruption: Disruption | None = None
    version: str = ""
    by_id: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {old: entry for entry in self.entries for old in entry.former_ids}
        by_id |= {entry.id: entry for entry in self.entries}
        object.__setattr__(self, "by_id", by_id)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of the files and of the entries in each."""
        return tuple(entry for topic in self.topics for entry in topic.entries)

    def find(self, entry_id: str) -> Entry | None:
        """The entry with this id, or that had it before; None if there is none."""
        return self.by_id.get(entry_id)

    def edited(self, change: Callable[[Entry], Entry | None]) -> Faq:
        """This FAQ with `change` made to each entry; None leaves it out, and topics left empty."""
        topics = (
            replace(topic, entries=tuple(filter(None, map(change, topic.entries))))
            for topic in self.topics
        )
        return replace(self, topics=tuple(topic for topic in topics if topic.entries))

    def without(self, ids: Collection[str]) -> Faq:
        """This FAQ without the entries of these ids."""
        return self.edited(lambda entry: None if entry.id in ids else entry)


How = Literal["same", "typo", "prefix", "suffix", "synonym", "none"]


@dataclass(frozen=True, slots=True)
class WordReason:
    """What one word of the message matched in the entry.

    `similarity` is 0–1 (1 for the same word), `weight` the word's share of the message, 0–1.
    `matched` is None when nothing in the entry explains the word.
    """

    word: str
    matched: str | None
    how: How
    similarity: float
    weight: float


Doubt = Literal[
    "negation",
    "opposite",
    "place",
    "year",
    "name",
    "strange",
    "number",
    "attribute",
    "subject",
    "list",
    "present",
]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry as an answer to a message.

    `score` is 0–100, how likely the entry is right in per cent; `variant` its nearest wording;
    `doubts` say what in the message forbids an outright answer whatever the score; `covers` is
    whether the entry (only looked at for the best one) has every word of content in the message.
    """

    entry: Entry
    score: float
    variant: str
    doubts: tuple[Doubt, ...] = ()
    covers: bool = False
    reasons: tuple[WordReason, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the score decides."""
        return not self.doubts and not self.entry.cautious


class ReplyKind(StrEnum):
    """The five kinds of reply; a resident sees each of them differently."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    FALLBACK = "fallback"
    EMERGENCY = "emergency"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says to one message.

    `text` is plain text (an answer without its title and sources). `entry` and `score` are set
    for answers, `suggestions` (at most three) for a question back, with `labels` to choose them by;
    `asks_area` is whether it only asks which area is meant. For editors, `matches` are the
    candidates behind the choice and `group` is whose phrase triggered an emergency or small talk;
    `language` is the other language (its name in Swedish) that kept the bot from looking.
    """

    kind: ReplyKind
    text: str
    entry: Entry | None = None
    score: float | None = None
    suggestions: tuple[Match, ...] = ()
    labels: tuple[str, ...] = ()
    asks_area: bool = False
    matches: tuple[Match, ...] = ()
    group: PhraseGroup | None = None
    language: str | None = None
