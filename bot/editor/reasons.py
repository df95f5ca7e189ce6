"""Why the bot replies as it does, in words for those who edit its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue import MOST_SUGGESTIONS, CutOffs, Dialogue
from bot.models import Doubt, How, Match, PhraseGroup, Reply, ReplyKind, WordReason

_KINDS = {
    ReplyKind.ANSWER: "svar",
    ReplyKind.SUGGESTIONS: "förslag (”Menade du …?”)",
    ReplyKind.FALLBACK: "inget svar",
    ReplyKind.EMERGENCY: "akut",
    ReplyKind.SMALLTALK: "småprat",
}
_ASKS_AREA = "frågan vilket område som menas"
_HOW: dict[How, str] = {
    "same": "samma ord som",
    "typo": "stavat nästan som",
    "prefix": "börjar som",
    "suffix": "slutar som",
    "synonym": "betyder samma som",
    "none": "motsvaras inte av något",
}
_DOUBTS: dict[Doubt, str] = {
    "negation": "frågan har ett ”inte” som svaret saknar",
    "opposite": "frågan gäller motsatsen",
    "place": "frågan nämner en plats som svaret saknar",
    "year": "frågan nämner ett år som svaret saknar",
    "name": "frågan nämner ett namn som svaret saknar",
    "strange": "frågan gäller något som inte finns i FAQ:n",
    "number": "frågan gäller ett antal som svaret saknar",
    "attribute": "frågan gäller en uppgift som svaret saknar",
    "subject": "frågan gäller vad någon sagt om ett ämne som svaret saknar",
    "list": "frågan vill ha en uppräkning som svaret saknar",
    "present": "frågan gäller nu, men svaret berättar om ett visst år",
}
_CAUTIOUS = "frågan är märkt ”försiktig: ja”, så boten frågar alltid först"
NOTHING_TO_COMPARE = "Inget ord i meddelandet går att jämföra med FAQ:n."


@dataclass(frozen=True, slots=True)
class Word:
    """What one word of the message met: `how` in words, `weight` and `likeness` in per cent."""

    word: str
    how: str
    matched: str | None
    weight: int
    likeness: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that was considered; `variant` is its nearest wording, unless that is its title."""

    match: Match
    variant: str | None
    doubts: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the bot replies with and why; `margin` is how far the best is before the next.

    `group` is set where danger or small talk settled it.
    """

    kind: str
    because: str
    cut_offs: CutOffs
    candidates: tuple[Candidate, ...]
    margin: float | None
    group: PhraseGroup | None


def explain(dialogue: Dialogue, message: str, reply: Reply | None = None) -> Explanation:
    """The reasons for the reply to `message`, with the best candidates whatever the reply is."""
    reply = reply or dialogue.reply(message)
    matches = dialogue.explain(message)
    return Explanation(
        kind=_ASKS_AREA if reply.asks_area else _KINDS[reply.kind],
        because=_because(reply, matches, dialogue.cut_offs),
        cut_offs=dialogue.cut_offs,
        candidates=tuple(_candidate(match) for match in matches),
        margin=matches[0].score - matches[1].score if len(matches) > 1 else None,
        group=reply.group,
    )


def _candidate(match: Match) -> Candidate:
    doubts = [_DOUBTS[doubt] for doubt in match.doubts]
    if match.entry.cautious:
        doubts.append(_CAUTIOUS)
    return Candidate(
        match=match,
        variant=match.variant if match.variant != match.entry.question else None,
        doubts=tuple(doubts),
        words=tuple(_word(reason) for reason in match.reasons),
    )


def _word(reason: WordReason) -> Word:
    met = reason.how if reason.matched is not None else "none"
    return Word(
        word=reason.word,
        how=_HOW[met],
        matched=None if met == "none" else reason.matched,
        weight=round(reason.weight * 100),
        likeness=None if met in {"none", "same"} else round(reason.similarity * 100),
    )


def _because(reply: Reply, matches: tuple[Match, ...], cut_offs: CutOffs) -> str:
    if reply.group and reply.kind is ReplyKind.EMERGENCY:
        return f"Gruppen {reply.group.id} känner igen meddelandet. Fara går före allt annat."
    if reply.group:
        return f"Hela meddelandet är småprat: gruppen {reply.group.id} känner igen det."
    if reply.language:
        return (
            f"Meddelandet är skrivet på {reply.language}. "
            "Då letar boten inte efter ett svar, utan visar vägen vidare."
        )
    if not matches:
        return NOTHING_TO_COMPARE
    return " ".join(_by_score(reply, matches[:MOST_SUGGESTIONS], cut_offs))


def _by_score(reply: Reply, matches: tuple[Match, ...], cut_offs: CutOffs) -> Iterator[str]:
    best = matches[0].score
    yield f"Den bästa frågan får {best:.0f} poäng av 100."
    if reply.kind is ReplyKind.ANSWER:
        yield f"Från {cut_offs.answer:g} poäng svarar boten direkt."
    elif reply.asks_area:
        yield "En fråga för ett annat område passar också, och meddelandet säger inte vilket."
        yield "Därför frågar boten vilket område det gäller."
    elif best >= cut_offs.answer:
        yield f"Det räcker för ett svar (gränsen är {cut_offs.answer:g}), men något är tveksamt."
        yield "Då frågar boten hellre tillbaka."
    else:
        yield f"Det räcker inte för ett svar (gränsen är {cut_offs.answer:g})."
        together = sum(match.score for match in matches)
        yield (
            f"Förslagen får tillsammans {together:.0f} poäng, och gränsen för att föreslå är "
            f"{cut_offs.suggest:g}."
        )
        yield _whether_to_ask(reply, enough=together >= cut_offs.suggest)


def _whether_to_ask(reply: Reply, *, enough: bool) -> str:
    if reply.kind is ReplyKind.FALLBACK:
        return "Därför säger boten att den inte vet."
    if enough:
        return "Därför frågar boten ”Menade du …?”."
    return (
        "Men alla viktiga ord i meddelandet finns i den bästa frågan. "
        "Därför frågar boten ”Menade du …?” ändå."
    )
