"""Wordings of one entry that fit another as well: a resident's words cannot tell the two apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.editor.checking.content import Content
from bot.editor.checking.rules import CONFUSABLE
from bot.editor.checking.said import content as content_of
from bot.editor.checking.said import is_content, spelled
from bot.editor.checking.written import Part, Written
from bot.matching.index import Index
from bot.matching.matcher import EXACT
from bot.matching.questions import is_question_word
from bot.matching.ranking import analyse, rank_entries
from bot.matching.text import stem, words
from bot.models import Problem

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Rival:
    """Another entry with a wording that has all words of content of one's own, and its score."""

    written: Written
    wording: Part
    score: float = EXACT


def check(content: Content, answer_from: float) -> Iterator[Problem]:
    """A wording that stands in another entry, in its very words or among a few more.

    Among others only if it scores enough there too for an answer, which is from `answer_from`. Who
    lacks one of the words can be told apart by it; that is seen without ranking, so few are ranked.
    """
    table = _Table(content.entries)
    for written in content.entries:
        for wording in written.kept_wordings:
            same = table.same(written, wording)
            near = same or _nearest(written, wording, table, content.lean_index, answer_from)
            if near:
                yield _problem(written, wording, near, same=bool(same))


class _Table:
    """All wordings, by their spelling and by the stems of their words."""

    def __init__(self, entries: Sequence[Written]) -> None:
        self._by_spelling: dict[str, list[_Rival]] = defaultdict(list)
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        self._all: list[_Rival] = []
        for written in entries:
            topic = content_of(written.entry.topic)
            for wording in written.wordings:
                rival = _Rival(written, wording)
                for one in content_of(wording.text) | topic:
                    self._by_stem[one].add(len(self._all))
                self._all.append(rival)
                self._by_spelling[spelled(wording.text)].append(rival)

    def same(self, own: Written, wording: Part) -> _Rival | None:
        """A wording of another entry with the same words."""
        found = self._by_spelling[spelled(wording.text)]
        return next((one for one in found if _may_be_taken_for(own, one.written)), None)

    def holding(self, own: Written, wording: Part) -> Iterator[_Rival]:
        """The wordings of other entries that have its words of content and few others."""
        stems = content_of(wording.text)
        if not stems:
            return
        smallest, *others = sorted((self._by_stem[one] for one in stems), key=len)
        for number in sorted(smallest.intersection(*others)):
            rival = self._all[number]
            more = len(content_of(rival.wording.text) - stems)
            if _may_be_taken_for(own, rival.written) and more <= len(stems):
                yield rival


def _may_be_taken_for(own: Written, other: Written) -> bool:
    """Whether it is another entry, and not of another area: then the bot asks which is meant."""
    one, two = (written.entry.area for written in (own, other))
    return other is not own and not (one and two and one.casefold() != two.casefold())


def _nearest(
    own: Written, wording: Part, table: _Table, index: Index, answer_from: float
) -> _Rival | None:
    """The wording of another entry that has these words, if that entry scores enough."""
    rivals = {one.written.entry.id: one for one in table.holding(own, wording)}
    if not rivals:
        return None
    ranking = rank_entries(analyse(wording.text), index)
    scores = {index.entries[entry].id: float(ranking.score[entry]) for entry in ranking.order}
    best = next((entry_id for entry_id in scores if entry_id in rivals), None)
    if best is None:
        return None
    # As the matcher weighs an entry against the one that has the very words of the message.
    ahead = scores[best] - scores.get(own.entry.id, scores[best])
    score = EXACT * float(np.exp(min(ahead, 0.0)))
    return replace(rivals[best], score=score) if score >= answer_from else None


def _problem(own: Written, wording: Part, rival: _Rival, *, same: bool) -> Problem:
    other = rival.written.entry
    message = f"”{wording.text}” står också i frågan {other.id} (”{other.question}”)."
    if not same:
        message = (
            f"Boten kan knappt skilja ”{wording.text}” från frågan {other.id} "
            f"(”{other.question}”). Den frågan får {rival.score:.0f} poäng av 100."
        )
    return CONFUSABLE.problem(wording.place, message, _remedy(own, wording, rival))


def _remedy(own: Written, wording: Part, rival: _Rival) -> str:
    other = rival.written.entry
    theirs = frozenset().union(*(content_of(one.text) for one in rival.written.wordings))
    telling = [
        word
        for word in dict.fromkeys(words(own.entry.question))
        if is_content(word) and not is_question_word(word) and stem(word) not in theirs
    ][:_SHOWN]
    lines = []
    if telling:
        lines.append(f"Ta med ett ord som bara hör hit, till exempel: {', '.join(telling)}")
    if wording.loc[-1] != "fråga":
        lines.append(f"Hör den bättre hemma i {other.id}? Flytta den dit.")
    lines.append("Är det samma fråga? Slå ihop dem och låt det ena id:t stå under tidigare_id.")
    return "\n".join(lines)
