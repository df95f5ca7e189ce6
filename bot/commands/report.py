"""`report`: what residents asked in vain, how the answers did, and what to do about it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from rich.console import Console

from bot.commands import Outcome, Stop
from bot.commands.arguments import one_of
from bot.commands.opening import load_strictly, opener
from bot.commands.output import console, say
from bot.config import Config
from bot.editor.noted import WEEK, Kept, NothingNotedError
from bot.editor.report import machine
from bot.editor.report.message import messages, notice_message
from bot.editor.report.page import notice_page, page
from bot.editor.report.report import Noted, Report, make_report
from bot.editor.report.table import show
from bot.journal.errors import JournalError

DAYS: Final = 30
_MOST_DAYS: Final = 3650
Form: TypeAlias = Literal["text", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a report is sent to, and with which bot."""

    token: str
    api_url: str
    group: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What the command tells, in each of the ways in which it can be told."""

    page: Callable[[], str]
    messages: Callable[[], Sequence[str]]
    forms: Mapping[Form, Callable[[], str]]
    show: Callable[[], None]


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--format", metavar="FORM", type=_form, default="text", help="text, csv eller json")
    add("--html", metavar="FIL", type=Path, help="skriv en sida med diagram")
    first = parser.add_mutually_exclusive_group()
    first.add_argument(
        "--days", metavar="ANTAL", type=_days,
        help=f"så många dagar, med i dag (annars {DAYS}, med --send {WEEK})",
    )  # fmt: skip
    first.add_argument(
        "--since", metavar="DATUM", type=_day, help="från och med en dag: 2026-11-01"
    )
    add(
        "--send", action="store_true",
        help="skicka det viktigaste till redaktörernas grupp på Telegram "
        "(telegram.editors_group i config.yaml)",
    )  # fmt: skip


def report(config: Config, options: Namespace) -> int:
    """Does what the options of `add_options` ask for.

    Raises:
        Stop: the journal cannot be read, the FAQ has faults, or nobody can be sent the report.
    """
    target = _target(config) if options.send else None
    kept = Kept(config.journal.url.get_secret_value(), config.var.parent)
    since, until = kept.last(options.days or (WEEK if options.send else DAYS))
    since = options.since or since
    if since > until:
        raise Stop(f"--since {since} har inte varit ännu.", Outcome.WRONG_USE)
    try:
        noted = asyncio.run(kept.noted(since, until))
    except JournalError as error:
        raise Stop(str(error), Outcome.WRONG_USE) from error
    except NothingNotedError as nothing:
        return _give(_notice(str(nothing)), options, target)
    return _give(_report(_made(noted, config)), options, target)


def _made(noted: Noted, config: Config) -> Report:
    _, faq = load_strictly(config.faq)
    opened = opener(config)
    with Console(stderr=True).status("Läser journalen och ställer frågorna på nytt …"):
        return make_report(noted, opened(faq), opened)


def _report(made: Report) -> _Said:
    return _Said(
        page=partial(page, made),
        messages=partial(messages, made),
        forms={
            "json": partial(machine.report_json, made),
            "csv": partial(machine.report_csv, made),
        },
        show=partial(_show, made),
    )


def _notice(words: str) -> _Said:
    """That there is nothing to report, in the words that say why."""
    return _Said(
        page=partial(notice_page, words),
        messages=partial(notice_message, words),
        forms={
            "json": partial(machine.notice_json, words),
            "csv": partial(machine.notice_csv, words),
        },
        show=partial(say, words),
    )


def _give(said: _Said, options: Namespace, target: Target | None) -> int:
    if options.html:
        options.html.write_text(said.page(), "utf-8")
    if target:
        _send(target, said.messages())
    elif options.format in said.forms:
        say(said.forms[options.format]())
    else:
        said.show()
        if options.html:
            console().print(f"\nSidan ligger i {options.html}.")
    return Outcome.OK


def _show(made: Report) -> None:
    out = console()
    for part in show(made):
        out.print(part)


def _target(config: Config) -> Target:
    group = config.telegram.editors_group
    if group is None:
        raise Stop(
            "Ingen grupp att skicka till. Skriv gruppens nummer i config.yaml, under telegram:\n"
            "  editors_group: -100…",
            Outcome.WRONG_USE,
        )
    if config.token is None:
        raise Stop(
            "TELEGRAM_BOT_TOKEN saknas i miljön. Utan den går inget att skicka.", Outcome.WRONG_USE
        )
    return Target(config.token.get_secret_value(), config.api_url, group)


def _send(target: Target, texts: Sequence[str]) -> None:
    # python-telegram-bot takes half a second to import, and the other forms do without it.
    from bot.channels.posting import NotPostedError, post  # noqa: PLC0415

    try:
        asyncio.run(post(target.token, target.api_url, target.group, texts))
    except NotPostedError as error:
        raise Stop(str(error), Outcome.FELL_SHORT) from error
    count = "ett meddelande" if len(texts) == 1 else f"{len(texts)} meddelanden"
    say(f"Skickat till redaktörernas grupp: {count}.")


def _form(text: str) -> str:
    return one_of(text, get_args(Form))


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= _MOST_DAYS:
        return int(text)
    raise ArgumentTypeError(f"{text} är inget antal dagar: skriv ett tal från 1 till {_MOST_DAYS}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} är inget datum: skriv så här, 2026-11-01.") from None
