"""Reasons never to answer outright, whatever the score: what turns a question round.

Entries beside each other share most of their words, so a score alone cannot tell "Vem är X?" from
"Hur gammal är X?". A word that the entry does not explain, of a kind that questions turn on, can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.matching.index import Index
from bot.matching.questions import leading_type
from bot.matching.ranking import Query, Ranking, is_content
from bot.matching.text import fold, stem, words
from bot.matching.turning_words import TurningWords
from bot.models import Doubt, Entry

EXPLAINED: Final = 0.6
SAME: Final = 0.9
SHORT: Final = 4  # words of content
# A negation belongs to one of the words right behind it ("inte byta", "inte längre byta").
_NEGATED_WITHIN: Final = 2
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_NAME: Final = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][a-zåäöé]{2,}")
_COUNT: Final = (
    r"(?:\d|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|hundra|tusen|miljon\w*|procent)\b)"
)
_MONTHS: Final = (
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_DATE: Final = re.compile(rf"(?:\b\d{{1,2}}\s+)?{_MONTHS}|{_YEAR.pattern}")
# What an answer must hold to tell a number, a day or a time. A year dates a fact but is no number.
_GIVES: Final = {
    "how_many": re.compile(_COUNT),
    "how_much": re.compile(_COUNT),
    "how_long": re.compile(_COUNT + r"\w*\s+(?:år|månad|veck|dag|dygn|timm|minut)"),
    "when": re.compile(_COUNT + "|" + _MONTHS + r"|\b(?:vår|sommar|höst|vinter)\w*\b"),
}
# A list, or several things in a row: "a, b och c".
_LIST: Final = re.compile(r"^- |,[^.\n]*,[^.\n]* och ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question in the message and what explains its words.

    `here` says how well the entry explains a word, `anywhere` the whole FAQ, 0–1.
    """

    text: str
    words: tuple[str, ...]
    content: frozenset[str]
    here: dict[str, float]
    anywhere: dict[str, float]

    def missing(self, candidates: Iterable[str], least: float = EXPLAINED) -> bool:
        """Whether the entry explains one of the `candidates` by less than `least`."""
        return any(self.here.get(word, 0) < least for word in candidates)


def find_doubts(entry: int, query: Query, ranking: Ranking, index: Index) -> tuple[Doubt, ...]:
    """What in the message speaks against answering it outright with `entry` (its number)."""
    asked = _asked(entry, query, ranking, index)
    answer = index.entries[entry]
    kinds = index.turning_words
    turned: tuple[tuple[Doubt, bool], ...] = (
        ("negation", _is_negated(asked, kinds) and not _has_negation(entry, kinds, index)),
        ("opposite", _is_opposite(asked, kinds, entry, index)),
        ("place", asked.missing(_places(asked, kinds, answer))),
        ("year", any(year not in _whole(answer) for year in _YEAR.findall(asked.text))),
        ("name", _has_unknown_name(asked)),
    )
    found = [doubt for doubt, is_so in turned if is_so]
    if answer.variants:
        found += _lacking(asked, kinds, query, entry, index)
    return tuple(found)


def _lacking(
    asked: _Asked, kinds: TurningWords, query: Query, entry: int, index: Index
) -> list[Doubt]:
    """What is asked for that the entry does not hold.

    Only variants show how an entry may be asked for: one without them says too little to doubt.
    """
    answer = index.entries[entry]
    lacking: tuple[tuple[Doubt, bool], ...] = (
        ("strange", _is_strange(asked, kinds)),
        ("number", _lacks_number(query, entry, index)),
        ("attribute", _lacks_attribute(asked, kinds, entry, index)),
        ("subject", _has_unknown_subject(asked, kinds)),
        ("list", kinds.asks_for_a_list(list(asked.words)) and not _LIST.search(answer.answer)),
        ("present", _is_too_old(asked, kinds, entry, index)),
    )
    return [doubt for doubt, is_so in lacking if is_so]


def _asked(entry: int, query: Query, ranking: Ranking, index: Index) -> _Asked:
    here = ranking.reached.explained(index.rows.units_of(entry))
    return _Asked(
        text=query.asked,
        words=query.asked_words,
        content=frozenset(word for word in query.asked_words if is_content(word, index)),
        here=dict(zip(query.words, here.tolist(), strict=True)),
        anywhere=dict(zip(query.words, ranking.reached.anywhere().tolist(), strict=True)),
    )


def _is_negated(asked: _Asked, kinds: TurningWords) -> bool:
    """Whether a negation that is not harmless stands right before what the entry is about."""
    if kinds.negations.isdisjoint(asked.words):
        return False
    rest = kinds.harmless_negations.without(asked.words)
    return any(
        asked.here.get(word, 0) >= EXPLAINED and word in asked.content
        for place, negation in enumerate(rest)
        if negation in kinds.negations
        for word in rest[place + 1 : place + 1 + _NEGATED_WITHIN]
    )


def _has_negation(entry: int, kinds: TurningWords, index: Index) -> bool:
    """Whether the entry is asked with a negation; without variants its answer counts too."""
    bare = not index.entries[entry].variants
    held = index.rows.units_of(entry) if bare else index.wordings.units_of(entry)
    negations = {index.vocabulary.unit_of.get(word, -1) for word in kinds.negations}
    return not negations.isdisjoint(held.tolist())


def _is_opposite(asked: _Asked, kinds: TurningWords, entry: int, index: Index) -> bool:
    sides = [side for word in asked.content for side in kinds.opposites.get(stem(word), ())]
    if not sides:
        return False
    units = index.rows.units_of(entry)
    held = {index.vocabulary.units[unit] for unit in units}
    return any(opposite & held and not own & held for own, opposite in sides)


def _places(asked: _Asked, kinds: TurningWords, answer: Entry) -> list[str]:
    """The places asked about, but for the entry's own area."""
    area = fold(answer.area.casefold()) if answer.area else ""
    named = (word for word in asked.words if kinds.is_place(word))
    return [word for word in named if not area or fold(word).removesuffix("s") not in area]


def _has_unknown_name(asked: _Asked) -> bool:
    names = (word for name in _NAME.findall(asked.text) for word in words(name))
    return any(asked.anywhere.get(name, 0) < EXPLAINED for name in names)


def _is_strange(asked: _Asked, kinds: TurningWords) -> bool:
    """Whether half of what a short question is about is nowhere in the FAQ ("recept på bullar")."""
    about = [
        word
        for word in asked.content
        if not kinds.is_everyday(word) or asked.anywhere.get(word, 0) >= EXPLAINED
    ]
    unknown = [word for word in about if asked.anywhere.get(word, 0) < EXPLAINED]
    return len(about) <= SHORT and 0 < len(unknown) >= len(about) / 2


def _lacks_number(query: Query, entry: int, index: Index) -> bool:
    """Whether a number or a day is asked for that the entry neither gives nor is asked about."""
    asked = query.question_type
    given = _GIVES.get(asked or "")
    if given is None or asked in index.variant_types[entry] or asked == index.question_types[entry]:
        return False
    if leading_type(query.asked) != asked:  # "Vem var där när …?" asks for no day
        return False
    answer = index.entries[entry].answer.casefold()
    # Years and days date a fact; only to "when" are they what is asked for.
    return not given.search(_YEAR.sub("", answer) if asked == "when" else _DATE.sub("", answer))


def _lacks_attribute(asked: _Asked, kinds: TurningWords, entry: int, index: Index) -> bool:
    """Whether a fact is asked for (an age, an address) of which the entry has no word."""
    wanted = kinds.asks_for(list(asked.words))
    if not wanted:
        return False
    held = index.held_expressions.attributes(entry)
    return any(held.isdisjoint(groups) and asked.missing(said, SAME) for said, groups in wanted)


def _is_too_old(asked: _Asked, kinds: TurningWords, entry: int, index: Index) -> bool:
    """Whether the question is about now, and the entry about a certain year and only that."""
    if not _YEAR.search(index.entries[entry].answer):
        return False
    asked_about = kinds.present_in(list(asked.words))
    return bool(asked_about) and not asked_about <= index.held_expressions.present(entry)


def _has_unknown_subject(asked: _Asked, kinds: TurningWords) -> bool:
    """Whether what somebody "sa om …" is a subject of which the entry tells nothing."""
    if kinds.sayings.isdisjoint(asked.words) or "om" not in asked.words:
        return False
    rest = asked.words[asked.words.index("om") + 1 :]
    subject = next((word for word in rest if word in asked.content), None)
    return subject is not None and asked.missing([subject])


def _whole(entry: Entry) -> str:
    return " ".join((entry.question, *entry.variants, entry.answer))
