"""What the commands write on standard output and standard error, in any encoding."""

from __future__ import annotations

import io
import os
import sys

from rich.console import Console


def say(text: str) -> None:
    """Writes a line of result, at once: the reader may be a program that waits for it."""
    print(text, flush=True)  # noqa: T201 - the one place for output


def warn(text: str) -> None:
    """Writes a line for the one who runs the command, where it does not mix with results."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def console() -> Console:
    """Standard output for rich, which must read nothing into the editors' texts."""
    return Console(markup=False, emoji=False, highlight=False)


def is_unicode() -> bool:
    """Whether standard output can hold every letter."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def forgive_encodings() -> None:
    """Makes letters that a stream cannot hold, or bytes that are no letters, show as a mark."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def discard() -> None:
    """Sends the rest of standard output nowhere: its reader has gone."""
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
