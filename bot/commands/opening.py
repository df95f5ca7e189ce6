"""From the configuration to a `Dialogue`: strict for tools, on the last good for service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.channels.dates import swedish_minute
from bot.channels.screens import Screens
from bot.commands import Outcome, Stop
from bot.commands.output import warn
from bot.config import Config, Journal
from bot.content.loader import Loaded, load
from bot.content.problems import describe
from bot.dialogue import CutOffs, Dialogue
from bot.matching.calibration import Calibration, parse
from bot.models import Faq, Level, Problem
from bot.serving import NoFaqError, Serving
from bot.texts import DAYS, Texts

OFF = "off"


def open_strictly(config: Config) -> Dialogue:
    """The dialogue of the FAQ as it is now.

    Raises:
        Stop: the FAQ has faults; the message shows them.
    """
    _, faq = load_strictly(config.faq)
    return opener(config)(faq)


def load_strictly(folder: Path) -> tuple[Loaded, Faq]:
    """What was read from a FAQ folder, and the FAQ.

    Raises:
        Stop: the FAQ has faults; the message shows them.
    """
    loaded = load(folder)
    if loaded.faq is None:
        faults = (problem for problem in loaded.problems if problem.level is Level.FAULT)
        raise Stop(_lines(faults), Outcome.FELL_SHORT)
    return loaded, loaded.faq


def opener(config: Config) -> Callable[[Faq], Dialogue]:
    """What makes a dialogue of a FAQ, with the configuration's cut-offs and calibration.

    Raises:
        Stop: the calibration cannot be read.
    """
    return partial(_dialogue, config=config, calibration=_calibration(config.calibration))


def open_for_service(config: Config) -> Serving:
    """What answers from the FAQ, kept for worse days; from the last good one if it has faults now.

    Raises:
        Stop: the FAQ has faults and none was kept; the message shows them.
    """
    try:
        return _told(_serving(config), config)
    except NoFaqError as error:
        message = f"{error}\n\nBoten kan inte starta: {config.faq} har fel."
        raise Stop(message, Outcome.WRONG_USE) from error


def open_for_preview(config: Config) -> Serving:
    """The same, but where there is no FAQ to answer from, it waits for one."""
    return _serving(config, anyway=True)


def screens(dialogue: Dialogue) -> Screens:
    """What the terminal shows today, by the clock of the place where the bot runs."""
    now = datetime.now(UTC)
    return Screens(dialogue, now.astimezone().date(), swedish_minute(now))


def as_kept(texts: Texts, journal: Journal) -> Texts:
    """The texts, of which those on privacy say what the journal keeps and for how long."""
    if journal.url.get_secret_value() == OFF:
        swedish, english = texts.privacy_without_journal, texts.privacy_without_journal_english
    else:
        swedish, english = texts.privacy, texts.privacy_english
    days = str(journal.keep_days)
    told = {
        "privacy": swedish.replace(DAYS, days),
        "privacy_english": english.replace(DAYS, days),
    }
    return texts.model_copy(update=told)


def _serving(config: Config, *, anyway: bool = False) -> Serving:
    return Serving(config.faq, config.var, opener(config), anyway=anyway)


def _told(serving: Serving, config: Config) -> Serving:
    faults = serving.state.faults
    if faults:
        old = "Boten svarar ur den senaste felfria versionen."
        warn(f"{_lines(faults)}\n\nOBS! {config.faq} har fel. {old}")
    return serving


def _lines(faults: Iterable[Problem]) -> str:
    return "\n".join(describe(fault) for fault in faults)


def _dialogue(faq: Faq, config: Config, calibration: Calibration | None) -> Dialogue:
    faq = replace(faq, texts=as_kept(faq.texts, config.journal))
    cut_offs = CutOffs(answer=config.matching.answer_from, suggest=config.matching.suggest_from)
    return Dialogue(faq, cut_offs, calibration)


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
