"""`evaluate --against`: what a change to the FAQ or its cut-offs alters, message by message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands import Outcome, Stop
from bot.commands.evaluate_output import Wanted, give_summary, progress_bar
from bot.commands.opening import load_strictly, opener
from bot.commands.output import console, say, warn
from bot.config import DEFAULT_PATH, Config, ConfigError, load_config
from bot.content.loader import Loaded, load
from bot.content.problems import describe
from bot.dialogue import CutOffs
from bot.editor.evaluation import machine, markdown, table
from bot.editor.evaluation.comparison import Case, Comparison, Direction, Version, compare
from bot.editor.evaluation.git import Commit, GitError, find_commit
from bot.editor.evaluation.messages import Message, gather
from bot.models import Level, Place


def evaluate_against(config: Config, settings: Path | None, ref: str, wanted: Wanted) -> int:
    """Compares with the commit that `ref` names; falls short if a reply turned wrong.

    `settings` is the file that `config` comes from, None for the usual one: its cut-offs at that
    commit are those of the earlier version.
    """
    loaded, faq = load_strictly(config.faq)
    try:
        before = _version_at(find_commit(ref, config.faq), config, settings or DEFAULT_PATH)
    except GitError as error:
        raise Stop(str(error), Outcome.WRONG_USE) from error
    after = Version(opener(config)(faq), gather(loaded))
    with progress_bar() as progress:

        def track(cases: Sequence[Case]) -> Iterable[Case]:
            return progress.track(cases, description="Jämför")

        found = compare(before, after, track)
    _give(found, ref, _moved(before, after), wanted)
    failing = [Direction.REGRESSION, *([Direction.WEAKER] if wanted.strict else [])]
    return Outcome.FELL_SHORT if any(map(found.of, failing)) else Outcome.OK


def _version_at(commit: Commit, config: Config, settings: Path) -> Version:
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        commit.folder(config.faq, folder / "faq")
        loaded = load(folder / "faq")
        shown = f"{commit.ref}:{config.faq.as_posix()}"
        if loaded.faq is None:
            raise Stop(_faults(commit, loaded, folder / "faq", shown), Outcome.WRONG_USE)
        config_then = _config_at(commit, config, settings, folder)
        messages = tuple(_at(one, folder / "faq", shown) for one in gather(loaded))
        return Version(opener(config_then)(loaded.faq), messages)


def _faults(commit: Commit, loaded: Loaded, folder: Path, shown: str) -> str:
    faults = (one for one in loaded.problems if one.level is Level.FAULT)
    lines = [describe(replace(one, place=_place(one.place, folder, shown))) for one in faults]
    end = f"FAQ:n i {commit.ref} har fel, så det går inte att jämföra med den. Välj en annan."
    return "\n".join([*lines, "", end])


def _at(message: Message, folder: Path, shown: str) -> Message:
    return replace(message, place=_place(message.place, folder, shown))


def _place(place: Place, folder: Path, shown: str) -> Place:
    """A place in the temporary folder as one in the version that it was taken from."""
    return replace(place, file=place.file.replace(folder.as_posix(), shown, 1))


def _config_at(commit: Commit, config: Config, settings: Path, folder: Path) -> Config:
    """`config` with the matching of its file at the commit, where the file was there."""
    target = folder / "config.yaml"
    if not commit.holds(settings) or not commit.file(settings, target):
        return config
    try:
        matching = load_config(target, {}).matching
    except ConfigError:
        warn(f"{settings} i {commit.ref} har fel. Jämför i stället med gränserna som gäller nu.")
        return config
    return replace(
        config,
        matching=matching,
        calibration=_calibration(commit, settings, matching.calibration, folder),
    )


def _calibration(commit: Commit, settings: Path, name: str | None, folder: Path) -> Path | None:
    if name is None:
        return None
    target = folder / "calibration.json"
    if not commit.file(settings.parent / name, target):
        raise GitError(f"{name} (matching.calibration) fanns inte i {commit.ref}.")
    return target


def _moved(before: Version, after: Version) -> str:
    """That the cut-offs have changed; empty if they have not."""
    old, new = before.dialogue.cut_offs, after.dialogue.cut_offs
    return "" if old == new else f"Gränserna har ändrats: {_cut_offs(old)} → {_cut_offs(new)}."


def _cut_offs(one: CutOffs) -> str:
    return f"svar från {one.answer:g}, förslag från {one.suggest:g}"


def _give(found: Comparison, ref: str, moved: str, wanted: Wanted) -> None:
    if wanted.form == "json":
        say(machine.comparison_json(found, ref))
        return
    if moved:
        say(moved)
    if wanted.form == "github":
        for line in machine.change_annotations(found.changes):
            say(line)
        give_summary(markdown.comparison_markdown(found, ref), wanted.summary)
        return
    out = console()
    for part in table.show_changes(found, ref):
        out.print(part)
