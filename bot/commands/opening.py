"""From the configuration to a `Dialogue`: strict for tools, on the last good for service."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.channels.screens import Screens
from bot.commands import Outcome, Stop
from bot.commands.output import warn
from bot.config import Config
from bot.content import last_good
from bot.content.loader import Loaded, load
from bot.content.problems import describe
from bot.dialogue import CutOffs, Dialogue
from bot.matching.calibration import Calibration, parse
from bot.models import Faq, Level


def open_strictly(config: Config) -> Dialogue:
    """The dialogue of the FAQ as it is now.

    Raises:
        Stop: the FAQ has faults; the message shows them.
    """
    loaded = load(config.faq)
    if loaded.faq is None:
        raise Stop(_faults(loaded), Outcome.FELL_SHORT)
    return _dialogue(loaded.faq, config)


def open_for_service(config: Config) -> Dialogue:
    """The dialogue of the FAQ, kept for worse days; of the last good one if it has faults now.

    Raises:
        Stop: the FAQ has faults and none was kept; the message shows them.
    """
    loaded = load(config.faq)
    if loaded.faq is not None:
        last_good.keep(config.faq, config.var, loaded.faq.version)
        return _dialogue(loaded.faq, config)
    faults = _faults(loaded)
    kept = last_good.restore(config.var)
    faq = load(kept).faq if kept else None
    if faq is None:
        raise Stop(f"{faults}\n\nBoten kan inte starta: {config.faq} har fel.", Outcome.WRONG_USE)
    warn(f"{faults}\n\nOBS! {config.faq} har fel. Boten svarar ur den senaste felfria versionen.")
    return _dialogue(faq, config)


def screens(dialogue: Dialogue) -> Screens:
    """What the terminal shows today, by the clock of the place where the bot runs."""
    return Screens(dialogue, datetime.now(UTC).astimezone().date())


def _faults(loaded: Loaded) -> str:
    faults = (problem for problem in loaded.problems if problem.level is Level.FAULT)
    return "\n".join(describe(problem) for problem in faults)


def _dialogue(faq: Faq, config: Config) -> Dialogue:
    cut_offs = CutOffs(answer=config.matching.answer_from, suggest=config.matching.suggest_from)
    return Dialogue(faq, cut_offs, _calibration(config.calibration))


def _calibration(path: Path | None) -> Calibration | None:
    if path is None:
        return None
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Stop(
            f"Det går inte att läsa {path} (matching.calibration i config.yaml). "
            "Gör filen på nytt med kommandot calibrate, eller ta bort raden.",
            Outcome.WRONG_USE,
        ) from error
