"""What is compared: the project's matcher and, in `peers`, what others would use instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bench.matching import peers
from bench.matching.matcher import DEPTH, OURS, Found, Kind
from bot.matching.index import build
from bot.matching.matcher import rank
from bot.models import Faq


class NaraSvar:
    """The project's matcher; its score is per cent and its doubts forbid an outright answer."""

    def __init__(self, faq: Faq) -> None:
        self._index = build(faq)

    def ask(self, message: str) -> Found:
        """The best four entries for `message`."""
        matches = rank(message, self._index, DEPTH)
        return Found(
            entries=tuple(match.entry.id for match in matches),
            scores=tuple(match.score for match in matches),
            plain=bool(matches) and matches[0].is_plain,
        )

    def best(self, message: str) -> object:
        """The matches that the dialogue asks for."""
        return rank(message, self._index)


KINDS: Final[Mapping[str, Kind]] = {
    OURS: Kind(NaraSvar),
    "TF-IDF characters 3–5": Kind(lambda faq: peers.TfIdfLetters(peers.by_entry(faq))),
    "TF-IDF words + Snowball": Kind(lambda faq: peers.TfIdfWords(peers.by_entry(faq))),
    "BM25 + Snowball": Kind(lambda faq: peers.Bm25(peers.by_entry(faq))),
    "rapidfuzz token_set_ratio": Kind(
        lambda faq: peers.RapidFuzz(peers.by_wording(faq), "token_set_ratio")
    ),
    "rapidfuzz ratio": Kind(lambda faq: peers.RapidFuzz(peers.by_wording(faq), "ratio")),
    "rapidfuzz WRatio": Kind(lambda faq: peers.RapidFuzz(peers.by_wording(faq), "WRatio")),
    "TF-IDF characters 3–5, by wording": Kind(
        lambda faq: peers.TfIdfLetters(peers.by_wording(faq)), speed_only=True
    ),
    "TF-IDF words + Snowball, by wording": Kind(
        lambda faq: peers.TfIdfWords(peers.by_wording(faq)), speed_only=True
    ),
    "BM25 + Snowball, by wording": Kind(
        lambda faq: peers.Bm25(peers.by_wording(faq)), speed_only=True
    ),
}
