"""The FAQ that a new question is written for: tries changes of it, and saves them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.commands import Outcome, Stop
from bot.commands.asking import Asker
from bot.commands.evaluate_output import progress_bar
from bot.commands.new_parts import TopicFile, topic_files
from bot.commands.new_trial import show_trial
from bot.commands.opening import opener
from bot.config import Config
from bot.content.folder import Folder, read_folder
from bot.content.loader import Loaded, Loader
from bot.content.problems import describe
from bot.content.yaml_reader import read
from bot.dialogue import Dialogue
from bot.editor.evaluation.comparison import Case, Version
from bot.editor.evaluation.messages import gather
from bot.editor.links import published_ids
from bot.editor.writing.insertion import NoRoomError
from bot.editor.writing.new_entry import Added, Draft, NewVariant, add, entry_lines
from bot.editor.writing.saving import save
from bot.editor.writing.trial import Bench, tests
from bot.models import Faq, Level

NOTHING_SAVED: Final = "Inget är ändrat."
_NO_ROOM: Final = "Det går inte att skriva där: filen är borta, eller så skulle annat i den ändras."


@dataclass(frozen=True, slots=True)
class Workbench:
    """A FAQ without faults as it was when somebody began to write, and who is told of it."""

    asker: Asker
    content: Folder
    loaded: Loaded
    faq: Faq
    bench: Bench
    loader: Loader

    @classmethod
    def at(cls, config: Config, asker: Asker, today: date) -> Workbench:
        """The FAQ of a configuration.

        Raises:
            Stop: it has faults; the message shows them.
        """
        content, loader = read_folder(config.faq), Loader()
        loaded = loader.load(content)
        if loaded.faq is None:
            raise Stop(f"{_faults(loaded)}\n\nRätta felen först.", Outcome.FELL_SHORT)
        opened = opener(config)
        before = Version(opened(loaded.faq), tests(gather(loaded)))
        bench = Bench(config.faq, before, opened, today)
        return cls(asker, content, loaded, loaded.faq, bench, loader)

    @property
    def root(self) -> Path:
        """The folder of the FAQ."""
        return self.bench.root

    @property
    def dialogue(self) -> Dialogue:
        """The bot as it was."""
        return self.bench.before.dialogue

    @property
    def topics(self) -> tuple[TopicFile, ...]:
        """The topics that were there."""
        return topic_files(self.content, self.loaded)

    @property
    def taken(self) -> frozenset[str]:
        """The ids that lead somewhere, or did on paper."""
        return frozenset(self.faq.by_id) | published_ids(self.root)

    def tried(self, change: Draft | NewVariant) -> bool:
        """Whether the change can be saved; shows what it does, or why not."""
        added = self._added(change, self.content)
        if added is None:
            return False
        loaded = self.loader.load(added.content)
        if loaded.faq is None:
            self.asker.tell(f"\n{_faults(loaded)}", "red")
            return False
        with progress_bar() as progress:

            def track(cases: Sequence[Case]) -> Iterable[Case]:
                return progress.track(cases, description="Provar")

            trial = self.bench.try_out(added, loaded, loaded.faq, track)
        show_trial(self.asker, trial, self.bench.today)
        return True

    def saved(self, change: Draft | NewVariant) -> bool:
        """Whether the change is on the disk now, in the files as they are at this moment."""
        now = read_folder(self.root)
        added = self._added(change, now)
        if added is None:
            return False
        loaded = self.loader.load(added.content)
        if loaded.faq is None:
            self.asker.tell(f"\nFAQ:n har ändrats under tiden.\n{_faults(loaded)}", "red")
            return False
        try:
            save(now, added.content)
        except OSError as error:
            reason = f"Det går inte att spara: {error.strerror}. {NOTHING_SAVED}"
            self.asker.tell(f"\n{reason}", "red")
            return False
        place = read(added.file.data, added.file.shown).place(added.loc)
        self.asker.head(f"Sparat: {place.file}, rad {place.line}.")
        return True

    def _added(self, change: Draft | NewVariant, content: Folder) -> Added | None:
        try:
            return add(change, content, self.root)
        except NoRoomError:
            self.asker.tell(f"\n{_NO_ROOM}", "red")
            lines = entry_lines(change) if isinstance(change, Draft) else [f"- {change.text}"]
            self.asker.tell(
                "\n".join(["Lägg in det själv, med samma indrag som det runt om:", *lines])
            )
            return None


def _faults(loaded: Loaded) -> str:
    faults = (one for one in loaded.problems if one.level is Level.FAULT)
    return "\n".join(describe(fault) for fault in faults)
