"""From the folder `faq/` to a `Faq`, or to every fault in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content import references
from bot.content.assembly import assemble
from bot.content.folder import FaqFile, Kind, read_folder
from bot.content.parsed import ParsedFile, parse
from bot.content.yaml_document import Value
from bot.models import Faq, Level, Problem

_DEFAULTS = Path(__file__).parent / "defaults"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A FAQ, or None when there are faults; and all problems, in the order of files and lines."""

    faq: Faq | None
    problems: tuple[Problem, ...]


def load(folder: Path) -> Loaded:
    """The FAQ in `folder` on top of the engine's defaults; never fails, what is wrong is told."""
    content = read_folder(folder)
    defaults = _defaults()
    parsed = [parse(file, _default_texts(file)) for file in content.files]
    problems = {*content.problems, *references.check(parsed)}
    for file in (*defaults, *parsed):
        problems.update(file.problems)
    faulty = any(problem.level is Level.FAULT for problem in problems)
    faq = None if faulty else assemble((*defaults, *parsed), content.version)
    return Loaded(faq, tuple(sorted(problems)))


@cache
def _defaults() -> tuple[ParsedFile, ...]:
    """The engine's own danger, small talk and texts. Read once: they do not change as it runs."""
    kinds = (Kind.DANGER, Kind.SMALL_TALK, Kind.TEXTS)
    paths = [_DEFAULTS / kind.value for kind in kinds]
    return tuple(
        parse(FaqFile(kind, kind.value, path.as_posix(), path.read_bytes()), {})
        for kind, path in zip(kinds, paths, strict=True)
    )


def _default_texts(file: FaqFile) -> dict[str, Value]:
    """What `texter.yaml` need not repeat; nothing for the other files."""
    if file.kind is not Kind.TEXTS:
        return {}
    values = [default.document.value for default in _defaults() if default.kind is Kind.TEXTS]
    return {key: text for value in values if isinstance(value, dict) for key, text in value.items()}
