"""The schemas of all files that an authority has: those of its FAQ, and its settings."""

from __future__ import annotations

from pathlib import Path

from bot.config import DEFAULT_PATH, Settings
from bot.content.folder import Kind
from bot.content.parsed import MODELS
from bot.content.schema import as_text, schema_of

FOLDER = ".schema"


def schema_files() -> dict[str, str]:
    """The text of each schema by the name of its file: `kallor.json`, …, `config.json`."""
    formats = {_stem(kind): model for kind, model in MODELS.items()} | {DEFAULT_PATH.stem: Settings}
    return {f"{stem}.json": as_text(schema_of(model)) for stem, model in formats.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Writes every schema in `folder`, which is made if need be; returns the files.

    Raises:
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_files().items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _stem(kind: Kind) -> str:
    return "amne" if kind is Kind.TOPIC else kind.value.removesuffix(".yaml")
