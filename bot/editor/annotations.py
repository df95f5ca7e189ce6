"""Lines that a code-hosting site shows beside the lines of a file, in a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from bot.models import Place

AnnotationLevel = Literal["error", "warning", "notice"]


def annotation(
    level: AnnotationLevel,
    title: str,
    lines: Iterable[str],
    place: Place | None = None,
    *,
    with_line: bool = True,
) -> str:
    """A workflow command.

    Without a place it concerns no file; `with_line` False means the file as a whole.
    """
    where: Mapping[str, object] = {}
    if place:
        where = {"file": _relative(place.file)}
        if with_line:
            where = {**where, "line": place.line, "col": place.column}
    properties = {**where, "title": title}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {told}::" + _data("\n".join(lines))


def _relative(file: str) -> str:
    """The file as the site knows it: from the top of the repository, where commands are run."""
    path = Path(file)
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
