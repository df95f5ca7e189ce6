"""What Telegram says when nobody can be reached there any more. Nobody's words, nobody's name."""

from __future__ import annotations

import logging
import traceback
from typing import NamedTuple

from telegram.error import BadRequest, ChatMigrated, Forbidden


class Unreachable(NamedTuple):
    """Why a reply cannot arrive, in Swedish, and how loudly to say so."""

    why: str
    level: int = logging.INFO


# Pieces of the server's own words, in lower case, before what each of them means.
_SIGNS = (
    (("blocked by the user",), Unreachable("den som frågade har stängt ute boten")),
    (("user is deactivated", "user not found"), Unreachable("kontot finns inte längre")),
    (("kicked", "not a member"), Unreachable("boten är inte med i gruppen längre")),
    (
        ("chat not found", "chat was deleted", "chat was deactivated", "peer_id_invalid"),
        Unreachable("chatten finns inte längre"),
    ),
    (
        ("thread not found", "topic_deleted", "topic_closed"),
        Unreachable("tråden är stängd eller finns inte längre"),
    ),
    (
        ("enough rights", "have no rights", "write_forbidden", "restricted", "plain_forbidden"),
        Unreachable("boten får inte skriva där", logging.WARNING),
    ),
)


def why_unreachable(error: BaseException | None) -> Unreachable | None:
    """Why no message arrives there any more; None if it is another kind of failure."""
    if isinstance(error, ChatMigrated):
        return Unreachable("gruppen har blivit en supergrupp")
    if not isinstance(error, Forbidden | BadRequest):
        return None
    said = error.message.lower()
    for signs, meaning in _SIGNS:
        if any(sign in said for sign in signs):
            return meaning
    return Unreachable("Telegram tillåter det inte") if isinstance(error, Forbidden) else None


def what_and_where(error: BaseException | None) -> tuple[str, str]:
    """The kind of an error and the place in the code; its words may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return type(error).__name__, place
