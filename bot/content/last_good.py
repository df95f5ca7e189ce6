"""The last good version of the FAQ, kept in `var/` so that a faulty `faq/` never stops the bot."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from pathlib import Path

from bot.content.folder import Folder, read_folder

_log = logging.getLogger(__name__)

_FOLDER = "last-good"
_KEPT = re.compile(r"(?P<number>\d{6,})-(?P<version>[0-9a-f]{12})")
_UNFINISHED = ".new-"
# Two, so that a version damaged on the disk still leaves the one before it.
_VERSIONS = 2


def keep(content: Folder, var: Path) -> None:
    """Writes the files of a good FAQ to `var`.

    Never fails: a disk that cannot be written is logged. A crash leaves the earlier copy whole,
    since the new one is put in place by one rename.
    """
    root = var / _FOLDER
    try:
        latest = restore(var)
        if latest is not None and latest.name.endswith(content.version):
            return
        root.mkdir(parents=True, exist_ok=True)
        _write(content, root)
        _prune(root)
    except OSError as error:
        _log.warning("Den senaste felfria versionen kunde inte sparas i %s: %s", root, error)


def restore(var: Path) -> Path | None:
    """The folder of the latest good FAQ kept in `var`; None if there is none that is whole."""
    for path in reversed(_kept(var / _FOLDER)):
        if read_folder(path).version == path.name.partition("-")[2]:
            return path
    return None


def _kept(root: Path) -> list[Path]:
    """The kept versions, oldest first."""
    try:
        paths = [path for path in root.iterdir() if _KEPT.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(paths, key=_number)


def _number(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _write(content: Folder, root: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
    try:
        for file in content.files:
            path = unfinished / file.name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as copy:
                copy.write(file.data)
                copy.flush()
                os.fsync(copy.fileno())
        number = max(map(_number, _kept(root)), default=0) + 1
        unfinished.rename(root / f"{number:06}-{content.version}")
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _prune(root: Path) -> None:
    for path in [*_kept(root)[:-_VERSIONS], *root.glob(f"{_UNFINISHED}*")]:
        shutil.rmtree(path, ignore_errors=True)
