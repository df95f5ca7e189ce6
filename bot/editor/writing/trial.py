"""A change tried before it is saved: what it reaches, what it spoils, what `check` says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.loader import Loaded
from bot.content.yaml_document import Document
from bot.dialogue import Dialogue
from bot.editor.checking.checker import check_loaded
from bot.editor.evaluation.comparison import Case, Change, Direction, Version, compare
from bot.editor.evaluation.messages import Message, Origin, gather
from bot.editor.evaluation.verdicts import Opened, Result, ask
from bot.editor.writing.insertion import last_line
from bot.editor.writing.new_entry import Added
from bot.models import Entry, Faq, Level, Problem

# Shows how far the comparison of the messages has come.
Track = Callable[[Sequence[Case]], Iterable[Case]]


@dataclass(frozen=True, slots=True)
class Trial:
    """How a FAQ does with a change.

    `own` are the replies to the messages of the changed `entry`, `losses` those replies to test
    messages that got worse, `warnings` what `check` says of the lines that were added.
    """

    dialogue: Dialogue
    entry: Entry
    own: tuple[Result, ...]
    losses: tuple[Change, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """Tries changes of the FAQ in the folder `root`, which is now as in `before`."""

    root: Path
    before: Version
    opened: Opened
    today: date

    def try_out(self, added: Added, loaded: Loaded, faq: Faq, track: Track = iter) -> Trial:
        """The change `added`; `loaded` is the FAQ with it, which has no faults: `faq`."""
        dialogue = self.opened(faq)
        messages = gather(loaded)
        entry = _entry(added, loaded, faq)
        compared = compare(self.before, Version(dialogue, tests(messages)), track)
        return Trial(
            dialogue,
            entry,
            own=tuple(ask(dialogue, (one for one in messages if one.entry == entry.id))),
            losses=tuple(
                change
                for change in compared.changes
                if change.direction in {Direction.REGRESSION, Direction.WEAKER}
            ),
            warnings=self._warnings(added, loaded, dialogue),
        )

    def _warnings(self, added: Added, loaded: Loaded, dialogue: Dialogue) -> tuple[Problem, ...]:
        problems = check_loaded(loaded, self.root, dialogue.cut_offs, self.today)
        document = _document(added, loaded)
        first = document.place(added.loc).line
        lines = range(first, last_line(document, added.loc) + 2)
        return tuple(
            one
            for one in problems
            if one.level is Level.WARNING
            and one.place.file == document.file
            and one.place.line in lines
        )


def tests(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages that say what the bot must do: `prov`, and those of `utanfor.yaml`."""
    return tuple(one for one in messages if one.origin in {Origin.TEST, Origin.OUTSIDE})


def _document(added: Added, loaded: Loaded) -> Document:
    documents = (file.document for file in loaded.files)
    return next(one for one in documents if one.file == added.file.shown)


def _entry(added: Added, loaded: Loaded, faq: Faq) -> Entry:
    entry_id = _document(added, loaded).at((*added.loc[:2], "id"))
    return faq.by_id[str(entry_id)]
