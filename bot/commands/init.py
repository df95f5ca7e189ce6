"""`init`: another authority's FAQ, settings and guide in an empty folder."""

from __future__ import annotations

import shlex
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path

from bot.commands import Outcome, Stop
from bot.commands.output import say
from bot.editor.founding import Sender, UnusableError, found, line, refuse_used

_NAME = ("--name", "Vad heter ni? Till exempel Exempelstads kommun: ")
_CONTACT = ("--contact", "Hur når invånarna er? Till exempel telefon eller e-post: ")


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("folder", metavar="MAPP", type=Path, help="en mapp som är ny eller tom")
    parser.add_argument("--name", metavar="NAMN", help="vem som driver boten")
    parser.add_argument("--contact", metavar="KONTAKT", help="hur invånarna når er")


def init(folder: Path, name: str | None, contact: str | None) -> int:
    """Writes a new FAQ in `folder`, asks for what it must know, and says what to do next.

    Raises:
        Stop: the folder is in use, or there is nobody to ask.
    """
    try:
        refuse_used(folder)
        sender = Sender(_given(name, *_NAME), _given(contact, *_CONTACT))
        found(folder, sender)
    except UnusableError as error:
        raise Stop(str(error), Outcome.WRONG_USE) from error
    say(_next_steps(folder))
    return Outcome.OK


def _given(value: str | None, option: str, question: str) -> str:
    """The value of an option; without it what is answered in the terminal."""
    if value is None and not sys.stdin.isatty():
        raise UnusableError(f"{option} saknas. Skriv till exempel: {_example()}")
    try:
        return line(input(question) if value is None else value)
    except EOFError:
        raise UnusableError(f"{option} saknas.") from None
    except UnusableError as error:
        raise UnusableError(f"{option}: {error}") from error


def _example() -> str:
    return 'init MAPP --name "Exempelstads kommun" --contact "010-123 45 67"'


def _next_steps(folder: Path) -> str:
    here = folder.resolve() == Path.cwd()
    config = "" if here else f" --config {shlex.quote(str(folder / 'config.yaml'))}"
    program = _program()
    return f"""\
Klart. I {folder} finns nu inställningar, en guide och en fråga som exempel.

Prova i webbläsaren:       {program} preview{config}
Leta fel:                  {program} check{config}
Skriv egna frågor i:       {folder / "faq" / "amnen"}
Läs hur man gör i guiden:  {folder / "faq" / "README.md"}

Har ni en token från @BotFather, i TELEGRAM_BOT_TOKEN? Starta på Telegram: {program} run{config}"""


def _program() -> str:
    """How this program was called, so that the same words work again."""
    called = Path(sys.argv[0])
    if called.stem != "narasvar":
        return f"{sys.orig_argv[0]} -m bot"
    return called.stem if shutil.which(called.stem) else shlex.quote(str(called))
