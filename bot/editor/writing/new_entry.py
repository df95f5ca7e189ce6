"""A new question or variant as a change of a FAQ's files. Pure: nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.folder import TOPICS, FaqFile, Folder, Kind
from bot.content.values import mended_id
from bot.content.yaml_document import Loc
from bot.content.yaml_reader import read
from bot.editor.schemas import FOLDER as SCHEMAS
from bot.editor.writing.insertion import NoRoomError, add_variant, append_item
from bot.editor.writing.texts import scalar

_LONGEST_ID = 40
_WITHOUT_LETTERS = "fraga"
_MODELINE = f"# yaml-language-server: $schema=../{SCHEMAS}/amne.json"


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that is not in `kallor.yaml` yet."""

    id: str
    title: str
    publisher: str
    url: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A file under `amnen/` that is not there yet: its name there, and what the menu shows."""

    file: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that somebody is writing. All texts are as the reader will have them.

    `topic` is the file's name within the FAQ, or a new one; `sources` are ids. A `fragment` needs
    one single source.
    """

    question: str
    id: str
    topic: str | NewTopic
    sources: tuple[str, ...]
    answer: str
    reviewed: str
    new_source: NewSource | None = None
    fragment: str | None = None
    variants: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file that it goes into, within the FAQ."""
        return self.topic.file if isinstance(self.topic, NewTopic) else self.topic


@dataclass(frozen=True, slots=True)
class NewVariant:
    """Another way to ask for the entry with the id `entry`."""

    entry: str
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """The files with a change made, and where it stands: in which of them, at which place."""

    content: Folder
    file: FaqFile
    loc: Loc


def add(change: Draft | NewVariant, content: Folder, root: Path) -> Added:
    """The files of the FAQ in `root` with the change made.

    Raises:
        NoRoomError: a file is written in a way that lines cannot be added to safely, or it is not
            there any more.
    """
    if isinstance(change, NewVariant):
        return _with_variant(change, content)
    if change.new_source:
        content = _with_source(change.new_source, content)
    if isinstance(change.topic, NewTopic):
        return _with_topic(change, change.topic, content, root)
    old = _file(content, change.topic)
    if old is None:
        raise NoRoomError
    data = append_item(old.data, ("frågor",), entry_lines(change), apart=True)
    new = replace(old, data=data)
    return Added(_replaced(content, new), new, ("frågor", _count(new, ("frågor",)) - 1))


def entry_lines(draft: Draft) -> list[str]:
    """The entry as it stands in its file, without dash and indentation."""
    return [
        f"id: {scalar(draft.id)}",
        f"fråga: {scalar(draft.question)}",
        "svar: |",
        *(f"  {line}" if line else "" for line in draft.answer.split("\n")),
        *_source_lines(draft),
        *_list("varianter", draft.variants),
        *_list("prov", draft.tests),
        f"granskad: {draft.reviewed}",
    ]


def propose_id(question: str, taken: Collection[str]) -> str:
    """An id for a question: its first words, and a number where another entry has that id."""
    whole = mended_id(_whole_words(question)) or mended_id(question) or _WITHOUT_LETTERS
    return _free(whole, taken)


def propose_file(title: str, content: Folder) -> str:
    """The name of a new topic's file, within the FAQ."""
    taken = {Path(file.name).stem for file in content.files if file.kind is Kind.TOPIC}
    return f"{TOPICS}/{_free(mended_id(title) or 'amne', taken)}.yaml"


def _whole_words(question: str) -> str:
    """The first words of a question that fit in an id."""
    words = question.split()
    while len(words) > 1 and len(_slug(words)) > _LONGEST_ID:
        words.pop()
    return " ".join(words)


def _slug(words: Iterable[str]) -> str:
    return "-".join(filter(None, map(mended_id, words)))


def _free(wanted: str, taken: Collection[str]) -> str:
    one, number = wanted, 2
    while one in taken:
        ending = f"-{number}"
        one = wanted[: _LONGEST_ID - len(ending)].rstrip("-") + ending
        number += 1
    return one


def _source_lines(draft: Draft) -> Iterator[str]:
    if len(draft.sources) == 1:
        yield f"källa: {scalar(draft.sources[0])}"
    else:
        yield from _list("källa", draft.sources)
    if draft.fragment:
        yield f"textfragment: {scalar(draft.fragment)}"


def _list(key: str, items: Iterable[str]) -> Iterator[str]:
    for number, item in enumerate(items):
        if number == 0:
            yield f"{key}:"
        yield f"  - {scalar(item)}"


def _with_source(source: NewSource, content: Folder) -> Folder:
    old = _file(content, Kind.SOURCES.value)
    if old is None:
        raise NoRoomError
    lines = [
        f"id: {scalar(source.id)}",
        f"titel: {scalar(source.title)}",
        f"utgivare: {scalar(source.publisher)}",
        f"url: {scalar(source.url)}",
        *([f"datum: {source.date}"] if source.date else []),
    ]
    data = append_item(old.data, ("källor",), lines, apart=False)
    return _replaced(content, replace(old, data=data))


def _with_topic(draft: Draft, topic: NewTopic, content: Folder, root: Path) -> Added:
    if _file(content, topic.file):
        raise NoRoomError
    first, *rest = entry_lines(draft)
    lines = [
        *([_MODELINE] if (root / SCHEMAS).is_dir() else []),
        f"ämne: {scalar(topic.title)}",
        *([f"beskrivning: {scalar(topic.description)}"] if topic.description else []),
        "frågor:",
        f"  - {first}",
        *(f"    {line}" if line else "" for line in rest),
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    new = FaqFile(Kind.TOPIC, topic.file, (root / topic.file).as_posix(), data)
    return Added(_replaced(content, new), new, ("frågor", 0))


def _with_variant(change: NewVariant, content: Folder) -> Added:
    for old in content.files:
        if old.kind is Kind.TOPIC and (loc := _entry(old, change.entry)):
            new = replace(old, data=add_variant(old.data, loc, scalar(change.text)))
            variants: Loc = (*loc, "varianter")
            number = _count(new, variants) - 1
            return Added(_replaced(content, new), new, (*variants, number))
    raise NoRoomError


def _entry(file: FaqFile, entry_id: str) -> Loc | None:
    """Where an entry stands in a file; None if it is not there."""
    document = read(file.data, file.shown)
    found = (loc for loc, _ in document.items(("frågor",)) if document.at((*loc, "id")) == entry_id)
    return next(found, None)


def _file(content: Folder, name: str) -> FaqFile | None:
    return next((file for file in content.files if file.name == name), None)


def _count(file: FaqFile, loc: Loc) -> int:
    items = read(file.data, file.shown).at(loc)
    return len(items) if isinstance(items, list) else 0


def _replaced(content: Folder, new: FaqFile) -> Folder:
    others = [file for file in content.files if file.name != new.name]
    return Folder(tuple(sorted([*others, new], key=lambda file: file.name)), content.problems)
