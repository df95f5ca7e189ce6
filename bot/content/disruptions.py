"""A line of disruption: the topics that it names, and the notice that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from bot.content.dates import first_minute, last_minute
from bot.content.documents import DisruptionDocument
from bot.content.problems import did_you_mean
from bot.content.yaml_document import Document
from bot.models import Disruption, Problem

KEY = "störning"
TOPICS = "ämnen"
_LONG_AGO = "0001-01-01"


def make_disruption(
    written: DisruptionDocument | None, topics: Sequence[Document]
) -> Disruption | None:
    """The notice that an editor has written, if any; `topics` are the topics' files."""
    if written is None:
        return None
    titles = {name: title for title, name in _names(topics)}
    return Disruption(
        written.text,
        first_minute(written.begins or _LONG_AGO),
        last_minute(written.ends),
        frozenset(titles[name.casefold()] for name in written.topics),
    )


def check(texts: Iterable[Document], topics: Sequence[Document]) -> Iterator[Problem]:
    """The topics that a notice names and that are not there."""
    if not topics or not all(_title(topic) for topic in topics):
        return  # a fault elsewhere keeps it unknown what topics there are
    known = {name for _, name in _names(topics)}
    for document in texts:
        for loc, name in document.texts((KEY, TOPICS)):
            if _one_line(name).casefold() in known or document.told(loc):
                continue
            guess = did_you_mean(name, (_title(topic) for topic in topics))
            question = f' Menade du "{guess}"?' if guess else ""
            yield Problem(
                document.place(loc),
                "unknown-reference",
                f"Inget ämne i mappen amnen heter {name[:60]}.{question}",
                f"Skriv {guess} i stället."
                if guess
                else "Skriv ämnet som det står efter ämne: i sin fil, eller filens namn.",
            )


def _names(topics: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Each topic's title with what it may be called: that, or its file."""
    for topic in topics:
        title = _title(topic)
        yield title, PurePath(topic.file).stem.casefold()
        yield title, title.casefold()


def _title(topic: Document) -> str:
    title = topic.at(("ämne",))
    return _one_line(title) if isinstance(title, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
