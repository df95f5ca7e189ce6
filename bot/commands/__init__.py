"""The commands: one module each, with a function that does it and returns an `Outcome`."""

from __future__ import annotations

from enum import IntEnum


class Outcome(IntEnum):
    """The exit code of a command."""

    OK = 0
    FELL_SHORT = 1
    """What was asked for fell short: faults in the FAQ."""
    WRONG_USE = 2
    """The command or the configuration is wrong."""


class Stop(Exception):  # noqa: N818 - it ends a command with a message; that need not be an error
    """Ends the command with a message for the one who ran it, in Swedish."""

    def __init__(self, message: str, outcome: Outcome) -> None:
        super().__init__(message)
        self.outcome = outcome
