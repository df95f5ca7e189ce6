"""`schema`: JSON Schema for the editors' files, for programs that complete and explain keys."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from bot.commands import Outcome, Stop
from bot.commands.output import say
from bot.editor.schemas import FOLDER, write_schemas


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    folder = f"mappen att skriva i (annars {FOLDER} i mappen med frågor och svar)"
    parser.add_argument("--output", metavar="MAPP", type=Path, help=folder)


def schema(faq: Path, output: Path | None) -> int:
    """Writes the schemas in `output`, or beside the files of the FAQ that they describe.

    Raises:
        Stop: there is no such FAQ to put them beside.
    """
    if output is None and not faq.is_dir():
        message = f"Mappen {faq} finns inte. Ange den med --faq, eller en annan med --output."
        raise Stop(message, Outcome.WRONG_USE)
    for path in write_schemas(output or faq / FOLDER):
        say(f"Skrev {path}")
    return Outcome.OK
