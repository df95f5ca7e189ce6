"""The dialogue that is in use, renewed as the files of its FAQ change."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.content import last_good
from bot.content.folder import Folder, read_folder
from bot.content.loader import Loaded, Loader, bare, load
from bot.content.problems import describe
from bot.content.reload import changes
from bot.dialogue import Dialogue
from bot.models import Faq, Level, Problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """`dialogue` answers, since `since`; `content` is in the folder now, with these `problems`.

    While the content has faults, the dialogue is that of an earlier one.
    """

    dialogue: Dialogue
    since: datetime
    content: Folder
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps the content of the folder from being used."""
        return tuple(one for one in self.problems if one.level is Level.FAULT)


class NoFaqError(Exception):
    """The FAQ has faults, and no earlier version of it was kept."""

    def __init__(self, faults: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(describe(fault) for fault in faults))


class Serving:
    """Answers from the FAQ in a folder, or from the last version of it that had no faults.

    `build` makes a dialogue of a FAQ. What is good is kept in the folder `var`. With `anyway` it
    serves even if there never was a good version: from the engine's defaults alone.

    Raises:
        NoFaqError: there is nothing to answer from.
    """

    def __init__(
        self, folder: Path, var: Path, build: Callable[[Faq], Dialogue], *, anyway: bool = False
    ) -> None:
        self._folder = folder
        self._var = var
        self._build = build
        self._loader = Loader()
        self._changed = asyncio.Event()
        content = read_folder(folder)
        loaded = self._loader.load(content)
        faq = loaded.faq or self._last_good(loaded, anyway=anyway)
        self._faq = faq
        self.state = State(build(faq), _now(), content, loaded.problems)
        if loaded.faq:
            last_good.keep(content, var)

    def dialogue(self) -> Dialogue:
        """The dialogue in use now; a message in flight keeps the one that it began with."""
        return self.state.dialogue

    async def newer(self, than: State) -> State:
        """The state, as soon as it is another than that one."""
        while self.state is than:
            await self._changed.wait()
        return self.state

    @contextlib.asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Within it every change of the files is taken up as soon as they are without faults."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _follow(self) -> None:
        async with contextlib.aclosing(changes(self._folder, self.state.content)) as contents:
            async for content in contents:
                try:
                    await self._take(content)
                except Exception:  # whatever the files hold, the bot answers and goes on looking
                    logger.exception("Den nya versionen av FAQ:n gick inte att ta i bruk.")

    async def _take(self, content: Folder) -> None:
        loaded = await asyncio.to_thread(self._loader.load, content)
        before = self.state
        if loaded.faq is None or loaded.faq == self._faq:
            self._set(State(before.dialogue, before.since, content, loaded.problems))
            _tell_faults(before, self.state)
            return
        dialogue = await asyncio.to_thread(self._build, loaded.faq)
        self._faq = loaded.faq
        self._set(State(dialogue, _now(), content, loaded.problems))
        _tell_version(loaded.faq)
        await asyncio.to_thread(last_good.keep, content, self._var)

    def _set(self, state: State) -> None:
        self.state = state
        self._changed.set()
        self._changed = asyncio.Event()

    def _last_good(self, loaded: Loaded, *, anyway: bool) -> Faq:
        kept = last_good.restore(self._var)
        faq = load(kept).faq if kept else None
        if faq is None and not anyway:
            faults = tuple(one for one in loaded.problems if one.level is Level.FAULT)
            raise NoFaqError(faults)
        return faq or bare()


def _tell_faults(before: State, now: State) -> None:
    version = now.dialogue.faq.version
    if now.faults and now.faults != before.faults:
        for fault in now.faults:
            logger.error("%s", describe(fault, now.content.line(fault.place)))
        logger.error("FAQ:n har fel. Boten svarar vidare ur version %s.", version)
    elif before.faults and not now.faults:
        logger.info("FAQ:n är utan fel igen: version %s.", version)


def _tell_version(faq: Faq) -> None:
    logger.info("FAQ:n är läst på nytt: version %s, %d frågor.", faq.version, len(faq.entries))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
