"""A name for everything that one update causes, so that its lines in the log can be found."""

from __future__ import annotations

import secrets
from contextvars import ContextVar

_BYTES = 4  # enough to tell apart what happens on one day


def begin() -> None:
    """From here on, in this task and in those that it begins, a new update is answered.

    The name is drawn by lot: Telegram's own numbers would lead to a person.
    """
    _current.set(secrets.token_hex(_BYTES))


def current() -> str:
    """The name of the update that is being answered; "" outside of any."""
    return _current.get()


_current: ContextVar[str] = ContextVar("correlation", default="")
