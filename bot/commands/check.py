"""`check`: every fault and warning in the FAQ and the configuration."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Outcome
from bot.commands.output import say
from bot.content.problems import describe
from bot.models import Level, Problem


def check(problems: Sequence[Problem]) -> int:
    """Prints the problems and how many they are; falls short if any of them is a fault."""
    for problem in problems:
        say(describe(problem))
    faults = sum(problem.level is Level.FAULT for problem in problems)
    warnings = len(problems) - faults
    say(f"{faults} fel, {_counted(warnings)}.")
    return Outcome.FELL_SHORT if faults else Outcome.OK


def _counted(warnings: int) -> str:
    return f"{warnings} varning" if warnings == 1 else f"{warnings} varningar"
