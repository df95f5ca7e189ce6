"""argparse in Swedish: headings, usage, and errors that say what to write instead."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from bot.commands import Outcome
from bot.content.problems import did_you_mean

# The messages of argparse (CPython 3.11 to 3.14) that our commands can give rise to.
_ERRORS = (
    (r"the following arguments are required: (.+)", r"{0} saknas."),
    (r"argument (\S+): expected one argument", r"{0} behöver ett värde."),
    (r"argument (\S+): not allowed with argument (\S+)", r"{0} kan inte stå ihop med {1}."),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"{0} ska inte ha något värde."),
    (r"argument (\S+): (.+)", r"{0}: {1}"),  # our own words about a value
    (r"unrecognized arguments: (.+)", r"{0} känns inte igen."),
)
_INVALID_CHOICE = re.compile(r"argument \S+: invalid choice: '?(.*?)'? \(choose from (.+)\)")


class SwedishParser(ArgumentParser):
    """An argument parser whose help and errors are in Swedish."""

    def __init__(self, **options: Any) -> None:
        wants_help = options.pop("add_help", True)
        options.setdefault("formatter_class", _SwedishHelp)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "argument"
        self._optionals.title = "val"
        if wants_help:
            self.add_argument("-h", "--help", action="help", help="visa den här hjälpen och sluta")

    def error(self, message: str) -> NoReturn:
        """Prints the message and where help is, and exits with the code for wrong use."""
        text = f"{self.prog}: {in_swedish(message)}\nHjälp: {self.prog} --help\n"
        self.exit(Outcome.WRONG_USE, text)


class _SwedishHelp(HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:  # fmt: skip
        super().add_usage(usage, actions, groups, "Skriv så här: " if prefix is None else prefix)


def one_of(text: str, known: Sequence[str]) -> str:
    """`text` if it is among what may be chosen.

    Raises:
        ArgumentTypeError: it is not; the message says what may be.
    """
    if text in known:
        return text
    guess = did_you_mean(text, known)
    hint = f"Menade du {guess}?" if guess else f"Skriv {', '.join(known)}."
    raise ArgumentTypeError(f"{text} går inte att välja. {hint}")


def in_swedish(message: str) -> str:
    """An error message of argparse in Swedish; as it is, if it is not one that we know."""
    if found := _INVALID_CHOICE.fullmatch(message):
        return _unknown_command(found[1], re.findall(r"[a-z]+", found[2]))
    for pattern, swedish in _ERRORS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return swedish.format(*found.groups())
    return message


def _unknown_command(word: str, known: list[str]) -> str:
    guess = did_you_mean(word, known)
    hint = f"Menade du {guess}?" if guess else f"Kommandona är {', '.join(known)}."
    return f"Det finns inget kommando ”{word}”. {hint}"
