"""From the folder `faq/` to a `Faq`, or to every fault in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content import references
from bot.content.assembly import assemble
from bot.content.folder import FaqFile, Folder, Kind, read_folder
from bot.content.parsed import ParsedFile, parse
from bot.content.yaml_document import Value
from bot.models import Faq, Level, Problem

DEFAULTS = Path(__file__).parent / "defaults"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A FAQ, or None when there are faults; and all problems, in the order of files and lines.

    `files` are the editors' own, as they were read: with faults too, each part that has none.
    """

    faq: Faq | None
    problems: tuple[Problem, ...]
    files: tuple[ParsedFile, ...] = ()


class Loader:
    """Loads one FAQ again and again: only the files that changed are read anew."""

    def __init__(self) -> None:
        self._latest: dict[FaqFile, ParsedFile] = {}
        self._good: dict[FaqFile, ParsedFile] = {}

    def load(self, content: Folder) -> Loaded:
        """The FAQ in `content` on top of the engine's defaults; never fails, faults are told."""
        known = self._good | self._latest
        self._latest = {file: known.get(file) or _parse(file) for file in content.files}
        parsed = tuple(self._latest.values())
        problems = {*content.problems, *references.check(parsed)}
        for file in (*_defaults(), *parsed):
            problems.update(file.problems)
        if any(problem.level is Level.FAULT for problem in problems):
            return Loaded(None, tuple(sorted(problems)), parsed)
        self._good = self._latest
        faq = assemble((*_defaults(), *parsed), content.version)
        return Loaded(faq, tuple(sorted(problems)), parsed)


def load(folder: Path) -> Loaded:
    """The FAQ in `folder` on top of the engine's defaults; never fails, what is wrong is told."""
    return Loader().load(read_folder(folder))


def bare() -> Faq:
    """A FAQ of nothing but the engine's defaults: danger, small talk and texts."""
    return assemble(_defaults(), read_folder(DEFAULTS).version)


@cache
def _defaults() -> tuple[ParsedFile, ...]:
    """The engine's own danger, small talk and texts. Read once: they do not change as it runs."""
    kinds = (Kind.DANGER, Kind.SMALL_TALK, Kind.TEXTS)
    paths = [DEFAULTS / kind.value for kind in kinds]
    return tuple(
        parse(FaqFile(kind, kind.value, path.as_posix(), path.read_bytes()), {})
        for kind, path in zip(kinds, paths, strict=True)
    )


def _parse(file: FaqFile) -> ParsedFile:
    return parse(file, _default_texts(file))


def _default_texts(file: FaqFile) -> dict[str, Value]:
    """What `texter.yaml` need not repeat; nothing for the other files."""
    if file.kind is not Kind.TEXTS:
        return {}
    values = [default.document.value for default in _defaults() if default.kind is Kind.TEXTS]
    return {key: text for value in values if isinstance(value, dict) for key, text in value.items()}
