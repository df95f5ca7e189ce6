"""A new authority's FAQ: settings, one example, the guide, all in its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.line_shape import quoted
from bot.content.source_text import UnreadableError, decode
from bot.editor.schemas import FOLDER as SCHEMAS
from bot.editor.schemas import schema_files

STARTER = Path(__file__).parent / "starter"
# What a version control system, a Python environment or a file manager leaves in an empty folder.
HARMLESS = frozenset({".git", ".venv", ".DS_Store"})
_LONGEST = 100
# A name with a dot in front would be left out when the package is built.
_NAMES = {"gitignore": ".gitignore"}
_GAP = re.compile(r"\{\{(\w+)\}\}")
# The guide is the one of the program's own repository, where commands are called in other ways than
# where the program is installed.
_CALL = re.compile(
    r"make ask Q=|(?<=`)make (?=[a-z])|(?:^|(?<=  ))make (?=[a-z])|[\w./-]*python3? -m bot ",
    re.MULTILINE,
)


class UnusableError(ValueError):
    """A name, contact or folder that will not do; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who runs the bot, and how residents reach them: a line each, at most 100 characters."""

    name: str
    contact: str


def line(text: str) -> str:
    """A name or contact as one line.

    Raises:
        UnusableError: it is empty, too long, or has letters that the editors' files may not have.
    """
    text = " ".join(text.split())
    if not text:
        raise UnusableError("Det får inte vara tomt.")
    if len(text) > _LONGEST:
        raise UnusableError(f"Det är {len(text)} tecken. Högst {_LONGEST} får plats.")
    try:
        if text.isprintable():
            return decode(text.encode(), "").text
    except UnreadableError:
        pass
    raise UnusableError("Det innehåller tecken som inte går att läsa. Skriv om det för hand.")


def refuse_used(folder: Path) -> None:
    """Makes sure that nothing stands where a new FAQ would.

    Raises:
        UnusableError: there is something.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UnusableError(f"{folder} är en fil. Ange en mapp som är ny eller tom.")
    if found := sorted({path.name for path in folder.iterdir()} - HARMLESS):
        more = f" och {len(found) - 1} till" if len(found) > 1 else ""
        raise UnusableError(
            f"Mappen {folder} är inte tom: där finns {found[0]}{more}. Inget är ändrat. "
            "Ange en mapp som är ny eller tom."
        )


def found(folder: Path, sender: Sender) -> list[Path]:
    """Writes the files of a new FAQ in `folder`, which is made if need be; returns their paths.

    Raises:
        UnusableError: the folder is not empty.
        OSError: a file cannot be written.
    """
    refuse_used(folder)
    written = []
    for name, text in _files(sender):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        written.append(path)
    return written


def _files(sender: Sender) -> Iterator[tuple[Path, str]]:
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = path.relative_to(STARTER)
            text = path.read_text(encoding="utf-8")
            text = _as_installed(text) if name.suffix == ".md" else _filled(text, sender)
            yield name.with_name(_NAMES.get(name.name, name.name)), text
    for schema, text in schema_files().items():
        yield Path("faq", SCHEMAS, schema), text


def _filled(text: str, sender: Sender) -> str:
    values = {
        "name": sender.name,
        "quoted_name": quoted(sender.name),
        "contact": sender.contact,
    }
    return _GAP.sub(lambda gap: values[gap[1]], text)


def _as_installed(guide: str) -> str:
    return _CALL.sub(lambda call: "narasvar ask " if "Q=" in call[0] else "narasvar ", guide)
