"""A message → the reply: danger first, then small talk, another language, then the FAQ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.areas import Areas
from bot.matching.calibration import Calibration
from bot.matching.index import build
from bot.matching.language import OtherLanguages
from bot.matching.matcher import explain, rank
from bot.matching.phrases import compile_groups
from bot.matching.text import words
from bot.models import Entry, Faq, Match, Reply, ReplyKind

MOST_SUGGESTIONS: Final = 3
# A suggestion with a smaller share of the best one's score only makes the list longer.
LEAST_SUGGESTED: Final = 0.02


@dataclass(frozen=True, slots=True)
class CutOffs:
    """Scores in per cent.

    The bot answers if the best entry has at least `answer`, and asks back if the suggestions
    together have at least `suggest`.
    """

    answer: float = 80.0
    suggest: float = 35.0


class Dialogue:
    """One loaded FAQ, ready to reply; immutable and safe to share between threads.

    A reload makes a new one: a message in flight keeps the one that it began with.
    """

    def __init__(
        self,
        faq: Faq,
        cut_offs: CutOffs = CutOffs(),
        calibration: Calibration | None = None,
    ) -> None:
        self.faq = faq
        self.cut_offs = cut_offs
        self._danger = compile_groups(faq.danger)
        self._small_talk = compile_groups(faq.small_talk)
        self._index = build(faq, calibration)
        self._areas = Areas(self._index, faq.areas)
        self._other_languages = OtherLanguages(_asked_words(faq))

    def reply(self, message: str, rejected: frozenset[str] = frozenset()) -> Reply:
        """The reply to `message`, which may be of any length and hold anything.

        `rejected` are ids of entries that were offered and turned down ("Inget av dessa").
        """
        danger = self.danger(message)
        if danger is not None:
            return danger
        small_talk = self._small_talk.covers(message)
        if small_talk is not None:
            return Reply(ReplyKind.SMALLTALK, small_talk.answer, group=small_talk)
        language = self.other_language(message)
        if language is not None:
            # Shared words would lead an answer astray; who reads no Swedish could not tell.
            return Reply(ReplyKind.FALLBACK, self.faq.texts.other_language, language=language)
        return self._from_faq(message, rejected)

    def danger(self, message: str) -> Reply | None:
        """The emergency reply if `message` tells of danger (captions, forwarded texts)."""
        group = self._danger.find(message)
        return None if group is None else Reply(ReplyKind.EMERGENCY, group.answer, group=group)

    def other_language(self, message: str) -> str | None:
        """The name, in Swedish, of the language of `message` where that is not Swedish."""
        return self._other_languages.of(message)

    def entry(self, entry_id: str) -> Reply | None:
        """The answer of an entry, by its id or a former one; None if there is none."""
        entry = self.faq.find(entry_id)
        return None if entry is None else _answer(entry)

    def nearest(self, message: str, limit: int) -> tuple[Match, ...]:
        """A longer list to choose from, best first; none where it would only be guessing."""
        if self._small_talk.covers(message) or self.other_language(message):
            return ()
        matches = rank(message, self._index, limit)
        if not self._is_worth_asking(matches[:MOST_SUGGESTIONS]):
            return ()
        return _not_far_behind(matches)

    def explain(self, message: str, limit: int = MOST_SUGGESTIONS) -> tuple[Match, ...]:
        """The best entries for `message` with what each word matched, whatever the reply was."""
        return explain(message, self._index, limit)

    def _from_faq(self, message: str, rejected: frozenset[str]) -> Reply:
        ranked = rank(message, self._index, MOST_SUGGESTIONS + len(rejected))
        matches = tuple(match for match in ranked if match.entry.id not in rejected)
        if not self._is_worth_asking(matches[:MOST_SUGGESTIONS]):
            text = self.faq.texts.none_of_these_reply if rejected else self.faq.texts.fallback
            return Reply(ReplyKind.FALLBACK, text, matches=matches)
        settled = self._settled(message, matches) if matches[0].is_plain and not rejected else None
        return settled or self._did_you_mean(matches)

    def _settled(self, message: str, matches: tuple[Match, ...]) -> Reply | None:
        """The best one's answer, or the question for which area; None if neither is likely enough.

        Entries of several areas that are equally near may each be unlikely, though it is plain what
        is asked: together they have what it takes for an answer.
        """
        best = matches[0]
        by_area = self._areas.alternatives(message, matches)
        together = sum(match.score for match in by_area or (best,))
        if min(together, 100) < self.cut_offs.answer:
            return None
        if not by_area:
            return _answer(best.entry, best.score, matches)
        return Reply(
            ReplyKind.SUGGESTIONS,
            self.faq.texts.which_area,
            suggestions=by_area[:MOST_SUGGESTIONS],
            labels=self._areas.labels(by_area[:MOST_SUGGESTIONS]),
            asks_area=True,
            matches=matches,
        )

    def _did_you_mean(self, matches: tuple[Match, ...]) -> Reply:
        offered = _not_far_behind(matches[:MOST_SUGGESTIONS])
        return Reply(
            ReplyKind.SUGGESTIONS,
            self.faq.texts.did_you_mean,
            suggestions=offered,
            labels=self._areas.titles(offered),
            matches=matches,
        )

    def _is_worth_asking(self, offered: tuple[Match, ...]) -> bool:
        """Whether one of the matches is likely enough, or the best has all that was written.

        Three that are equally near are each unlikely, but one of them is probably right. And a
        resident who writes one word of the FAQ ("ministern") should see what there is.
        """
        together = sum(match.score for match in offered)
        return bool(offered) and (together >= self.cut_offs.suggest or offered[0].covers)


def _not_far_behind(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    least = matches[0].score * LEAST_SUGGESTED
    return tuple(match for match in matches if match.score >= least)


def _asked_words(faq: Faq) -> frozenset[str]:
    """The words of the questions, as editors write them; answers may quote any language."""
    asked = (text for entry in faq.entries for text in (entry.question, *entry.variants))
    return frozenset(word for text in asked for word in words(text))


def _answer(entry: Entry, score: float | None = None, matches: tuple[Match, ...] = ()) -> Reply:
    return Reply(ReplyKind.ANSWER, entry.answer, entry=entry, score=score, matches=matches)
