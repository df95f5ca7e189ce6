"""Results in words for editors: what the bot said, what stood first instead, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.dialogue import Dialogue
from bot.editor import reasons
from bot.editor.evaluation.verdicts import LABELS, Result
from bot.editor.reasons import Candidate
from bot.models import Match, Reply, ReplyKind

_MOST_WORDS: Final = 4
_FEWEST_PER_CENT: Final = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """One result told.

    `verdict` is its name for people, `said` what the bot replied, `because` why; `rival` is the
    entry that stood first instead with its score, `words` what of the message it met, `doubts` what
    spoke against it, `own` where the right entry came. All but the first three may be empty.
    """

    result: Result
    verdict: str
    said: str
    because: str
    rival: str
    words: tuple[str, ...]
    doubts: tuple[str, ...]
    own: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The telling, a line each."""
        named = (
            ("", self.said),
            ("", self.because),
            ("vann i stället: ", self.rival),
            ("avgörande ord: ", "; ".join(self.words)),
            ("tveksamt: ", "; ".join(self.doubts)),
            ("", self.own),
        )
        return tuple(name + text for name, text in named if text)


def tell(result: Result, dialogue: Dialogue) -> Telling:
    """`result`, which `dialogue` gave, with its reasons."""
    explained = reasons.explain(dialogue, result.message.text, result.reply)
    rival = next((one for one in explained.candidates if one.match.entry == result.rival), None)
    return Telling(
        result=result,
        verdict=LABELS[result.verdict],
        said=in_words(result.reply),
        because=explained.because,
        # An answer has been told already, with its title.
        rival=_scored(rival.match) if rival and not result.reply.entry else "",
        words=_words(rival) if rival else (),
        doubts=explained.candidates[0].doubts if explained.candidates else (),
        own=_own(result, dialogue),
    )


def in_words(reply: Reply) -> str:
    """What the bot replied, in one line."""
    if reply.entry:
        return f"Svarar på ”{reply.entry.question}” ({reply.entry.id})."
    if reply.suggestions:
        return f"Föreslår {', '.join(match.entry.id for match in reply.suggestions)}."
    if reply.group:
        kind = "fara" if reply.kind is ReplyKind.EMERGENCY else "småprat"
        return f"Svarar som på {kind} ({reply.group.id})."
    if reply.language:
        return f"Ger inget svar: meddelandet är på {reply.language}."
    return "Ger inget svar."


def _scored(match: Match) -> str:
    return f"{match.entry.question} ({match.entry.id}, {match.score:.0f} poäng)"


def _words(candidate: Candidate) -> tuple[str, ...]:
    """The words that weigh most among those that the entry explains."""
    met = [word for word in candidate.words if word.matched and word.weight >= _FEWEST_PER_CENT]
    heaviest = sorted(met, key=lambda word: -word.weight)[:_MOST_WORDS]
    return tuple(
        f"{word.word} ({word.weight} %)"
        if word.word == word.matched
        else f"{word.word} {word.how} {word.matched} ({word.weight} %)"
        for word in heaviest
    )


def _own(result: Result, dialogue: Dialogue) -> str:
    entry = dialogue.faq.find(result.right or "")
    if entry is None:
        return ""
    ranked = enumerate(result.reply.matches, start=1)
    place = next(((number, match) for number, match in ranked if match.entry == entry), None)
    if place is None:
        return f"Rätt fråga ({entry.id}) var inte bland de tre närmaste."
    number, match = place
    return f"Rätt fråga ({entry.id}) kom på plats {number} med {match.score:.0f} poäng."
