"""`check`: every fault and warning in the FAQ and the configuration, for people and programs."""

from __future__ import annotations

import asyncio
from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import Progress

from bot.commands import Outcome
from bot.commands.arguments import SwedishParser
from bot.commands.check_formats import FORMATS
from bot.commands.output import say
from bot.config import Config
from bot.dialogue import CutOffs
from bot.editor.checking.checker import Check, check_folder
from bot.editor.checking.links import Links
from bot.editor.checking.rules import fails
from bot.editor.checking.web import POLITE, Page, ask
from bot.models import Problem


@dataclass(frozen=True, slots=True)
class Manner:
    """How to check: what to write, whether warnings fail, whether to ask the sources' pages."""

    form: str = "text"
    strict: bool = False
    links: bool = False


def add_options(parser: SwedishParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "--format",
        metavar="FORM",
        type=_form,
        default="text",
        help="text för människor, json för program, github för anteckningar på raderna",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="varningar räknas som fel, utom dem som bara kalendern ger",
    )
    parser.add_argument(
        "--links",
        action="store_true",
        help="fråga också källornas webbsidor: finns de kvar, och textfragmenten på dem?",
    )


def _form(text: str) -> str:
    if text in FORMATS:
        return text
    raise ArgumentTypeError(f"{text} finns inte. Skriv {', '.join(FORMATS)}.")


def check(config: Config, faults: Sequence[Problem], manner: Manner) -> int:
    """Prints all problems; falls short if one is a fault (strictly: or a warning to mend).

    `faults` are those of the configuration itself.
    """
    today = datetime.now(UTC).astimezone().date()
    cut_offs = CutOffs(config.matching.answer_from, config.matching.suggest_from)
    found = {*faults, *check_folder(config.faq, cut_offs, today, _track)}
    if manner.links:
        links = Links(config.faq)
        found.update(links.problems(asyncio.run(_ask(links))))
    problems = sorted(found)
    say(FORMATS[manner.form](problems, config.faq))
    short = any(fails(problem, strict=manner.strict) for problem in problems)
    return Outcome.FELL_SHORT if short else Outcome.OK


async def _ask(links: Links) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    with _progress() as progress:
        task = progress.add_task("Frågar källornas webbsidor", total=len(links.addresses))
        async with aclosing(ask(links.addresses, POLITE)) as answers:
            async for address, page in answers:
                pages[address] = page
                progress.advance(task)
    return pages


def _track(checks: Sequence[Check]) -> Iterable[Check]:
    with _progress() as progress:
        yield from progress.track(checks, description="Läser frågor och svar")


def _progress() -> Progress:
    """A bar on a terminal, that leaves nothing behind; nothing where programs read."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)
