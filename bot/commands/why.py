"""`ask --why`: the reasons for a reply in words, for the one who wonders about an answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue import Dialogue
from bot.models import Doubt, How, Match, Reply, ReplyKind, WordReason

_KINDS = {
    ReplyKind.ANSWER: "svar",
    ReplyKind.SUGGESTIONS: "förslag (”Menade du …?”)",
    ReplyKind.FALLBACK: "inget svar",
    ReplyKind.EMERGENCY: "akut",
    ReplyKind.SMALLTALK: "småprat",
}
_HOW: dict[How, str] = {
    "same": "samma ord som",
    "typo": "stavat nästan som",
    "prefix": "börjar som",
    "suffix": "slutar som",
    "synonym": "betyder samma som",
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


def explain(dialogue: Dialogue, question: str, reply: Reply) -> str:
    """The kind of reply, then the best candidates with their scores, word by word."""
    cut_offs = dialogue.cut_offs
    lines = [
        f"Fråga: {question}",
        f"Boten ger: {_KINDS[reply.kind]}",
        f"Gränser: svar från {cut_offs.answer:g}, förslag från {cut_offs.suggest:g}",
    ]
    matches = dialogue.explain(question)
    for number, match in enumerate(matches, start=1):
        lines += ["", *_candidate(number, match)]
    if not matches:
        lines += ["", "Inget ord i frågan går att jämföra med FAQ:n."]
    return "\n".join(lines) + "\n"


def _candidate(number: int, match: Match) -> Iterator[str]:
    entry = match.entry
    yield f"{number}. {entry.question} – {match.score:.0f} av 100"
    yield f"   {entry.id}, {entry.place}"
    if match.variant != entry.question:
        yield f"   närmaste formulering: {match.variant}"
    for doubt in match.doubts:
        yield f"   tveksamt: {_DOUBTS[doubt]}"
    for reason in match.reasons:
        yield f"   {_word(reason)}"


def _word(reason: WordReason) -> str:
    weight = f"väger {reason.weight * 100:.0f} %"
    if reason.matched is None or reason.how == "none":
        return f"”{reason.word}” motsvaras inte av något ({weight})"
    likeness = "" if reason.how == "same" else f", {reason.similarity * 100:.0f} % likt"
    return f"”{reason.word}” {_HOW[reason.how]} ”{reason.matched}” ({weight}{likeness})"
