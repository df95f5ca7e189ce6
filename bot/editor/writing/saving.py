"""Changed files put in the place of the old ones, each whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.content.folder import Folder, Kind


def save(old: Folder, new: Folder) -> tuple[Path, ...]:
    """Writes the files of `new` that are not in `old`, sources first; returns their paths.

    Raises:
        OSError: a file cannot be written; then all are as they were.
    """
    changed = sorted(set(new.files) - set(old.files), key=lambda file: file.kind is Kind.TOPIC)
    # A link stays a link: what it leads to is replaced.
    paths = [Path(file.shown).resolve() for file in changed]
    unfinished: list[Path] = []
    try:
        for path, file in zip(paths, changed, strict=True):
            unfinished.append(_beside(path, file.data))
        for path, copy in zip(paths, unfinished, strict=True):
            copy.replace(path)
    finally:
        _remove(unfinished)
    return tuple(Path(file.shown) for file in changed)


def replace_file(path: Path, data: bytes) -> None:
    """Puts `data` in the place of a file, or of none, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    path = path.resolve()
    _beside(path, data).replace(path)


def _beside(path: Path, data: bytes) -> Path:
    """New data, safe on the disk beside its file, under a name that no reader looks at."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, copy)
        else:
            copy.chmod(0o666 & ~_umask())
    except BaseException:
        _remove([copy])
        raise
    return copy


def _umask() -> int:
    """What new files of this process are not allowed to be; asking sets it, so it is set back."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
