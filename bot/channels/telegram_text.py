"""Text within Telegram's limits: measured, cut and shortened. It counts in UTF-16 units."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
# The best place to cut stands first.
_SEPARATORS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?]) +"),
    re.compile(r" +"),
)


def units(text: str) -> int:
    """The number of UTF-16 units: a character outside the basic plane counts as two."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """The text itself, or its first words and "…" in at most `limit` units."""
    if units(text) <= limit:
        return text
    end = _fitting(text, limit - 1)
    word = text.rfind(" ", 0, end + 1)
    return text[: word if word > 0 else end].rstrip(" ,;:–-(") + "…"


def split(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` units, cut between paragraphs, sentences or words."""
    pieces = []
    rest = text.strip()
    while units(rest) > limit:
        at = _cut(rest, limit)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, limit: int) -> int:
    """Where to cut: at the best separator in the second half, else between two characters."""
    end = _fitting(text, limit)
    for separator in _SEPARATORS:
        places = [match.start() for match in separator.finditer(text, end // 2, end)]
        if places:
            return places[-1]
    return end


def _fitting(text: str, limit: int) -> int:
    """How many characters fit in `limit` units without breaking an emoji or an accent off."""
    fitting = text[:limit].encode("utf-16-le")[: 2 * limit]
    end = len(fitting.decode("utf-16-le", errors="ignore"))  # half an emoji at the end is left out
    whole = end
    while whole > 1 and _joined(text, whole):
        whole -= 1
    return whole if whole > 1 else end


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after this place are one to the reader."""
    if at >= len(text):
        return False
    after = text[at]
    return (
        unicodedata.category(after) in {"Mn", "Me", "Mc"}
        or _ZERO_WIDTH_JOINER in {after, text[at - 1]}
        or _SKIN_TONES[0] <= after <= _SKIN_TONES[1]
    )
