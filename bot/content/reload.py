"""Tells when the files of a FAQ have changed, and hands them over whole.

Events of the file system tell at once, but go deaf when the folder is deleted or a link to it
turned, and some file systems send none: the content is therefore compared twice a second too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchfiles import awatch

from bot.content.folder import Folder, read_folder

Pause = Callable[[float], Awaitable[None]]
SETTLE_SECONDS: Final = 0.12
"""How long the files must stay the same: a program that saves writes them piece by piece."""
_LOOK_MILLISECONDS: Final = 500
# The time without events that ends a burst of them, and the longest that one is waited out.
_QUIET_MILLISECONDS: Final = 20
_BURST_MILLISECONDS: Final = 100


@dataclass(frozen=True, slots=True)
class _Look:
    """The files, and when they were written: one that is emptied again and again looks the same."""

    content: Folder
    stamps: tuple[tuple[int, ...], ...]


async def changes(
    folder: Path, known: Folder, pause: Pause = asyncio.sleep
) -> AsyncGenerator[Folder, None]:
    """The files of `folder` each time they have become other than they were, `known` at first.

    Never half a change: only what stayed the same for `SETTLE_SECONDS`, which `pause` waits, is
    handed over. Never ends by itself, whatever happens to the folder.
    """
    async with aclosing(_occasions(folder)) as occasions:
        async for _ in occasions:
            content = await asyncio.to_thread(read_folder, folder)
            if content != known and (content := await _settled(folder, pause)) != known:
                known = content
                yield known


async def _settled(folder: Path, pause: Pause) -> Folder:
    look = await asyncio.to_thread(_look, folder)
    while True:
        await pause(SETTLE_SECONDS)
        earlier, look = look, await asyncio.to_thread(_look, folder)
        if look == earlier:
            return look.content


def _look(folder: Path) -> _Look:
    content = read_folder(folder)
    return _Look(content, tuple(_stamp(Path(file.shown)) for file in content.files))


def _stamp(path: Path) -> tuple[int, ...]:
    """Which file it is and when it was written; nothing if it has gone."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_mtime_ns


async def _occasions(folder: Path) -> AsyncGenerator[None, None]:
    """When to look: at once after an event, otherwise twice a second."""
    while True:
        watched = _stamp(folder)[:2]
        yield
        try:
            async with aclosing(_events(folder)) as events:
                async for _ in events:
                    yield
                    if _stamp(folder)[:2] != watched:
                        break  # another folder has taken its place, of which no event would tell
        except (OSError, RuntimeError):  # no such folder, or no more watchers to be had
            await asyncio.sleep(_LOOK_MILLISECONDS / 1000)


def _events(folder: Path) -> AsyncGenerator[object, None]:
    return awatch(
        folder,
        watch_filter=None,
        debounce=_BURST_MILLISECONDS,
        step=_QUIET_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
