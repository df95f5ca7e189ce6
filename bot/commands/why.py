"""`ask --why`: the reasons for a reply in words, for the one who wonders about an answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue import Dialogue
from bot.editor import reasons
from bot.editor.reasons import Candidate, Explanation, Word
from bot.models import Reply


def explain(dialogue: Dialogue, question: str, reply: Reply) -> str:
    """The kind of reply, then the best candidates with their scores, word by word."""
    explained = reasons.explain(dialogue, question, reply)
    lines = [f"Fråga: {question}", *_settled(explained)]
    for number, candidate in enumerate(explained.candidates, start=1):
        lines += ["", *_candidate(number, candidate)]
    return "\n".join(lines) + "\n"


def _settled(explained: Explanation) -> Iterator[str]:
    cut_offs = explained.cut_offs
    yield f"Boten ger: {explained.kind}"
    yield f"Gränser: svar från {cut_offs.answer:g}, förslag från {cut_offs.suggest:g}"
    yield explained.because
    if explained.group and explained.group.place:
        yield f"{explained.group.id}, {explained.group.place}"


def _candidate(number: int, candidate: Candidate) -> Iterator[str]:
    entry = candidate.match.entry
    yield f"{number}. {entry.question} – {candidate.match.score:.0f} av 100"
    yield f"   {entry.id}, {entry.place}"
    if candidate.variant:
        yield f"   närmaste formulering: {candidate.variant}"
    for doubt in candidate.doubts:
        yield f"   tveksamt: {doubt}"
    for word in candidate.words:
        yield f"   {_word(word)}"


def _word(word: Word) -> str:
    weight = f"väger {word.weight} %"
    if word.matched is None:
        return f"”{word.word}” {word.how} ({weight})"
    likeness = "" if word.likeness is None else f", {word.likeness} % likt"
    return f"”{word.word}” {word.how} ”{word.matched}” ({weight}{likeness})"
