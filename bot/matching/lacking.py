"""What a question asks for that the entry does not hold: a number, a person, one thing of a kind.

Only variants show how an entry may be asked for: these reasons hold for entries that have some.
"""

from __future__ import annotations

import re
from typing import Final

from bot.matching.asked import EXPLAINED, Asked, common_heads, worded
from bot.matching.index import Index
from bot.matching.questions import NUMBERS
from bot.matching.turning_words import TurningWords
from bot.models import Doubt

SAME: Final = 0.9
# Less than all ways to reach a word but a far misspelling.
_HARDLY: Final = 0.5
# Words of content: in a longer question others carry what is asked.
SHORT: Final = 4
_CURT: Final = 3
# Who writes more tells a story; the words of a story are not each asked for.
_LONG: Final = 8
# So many variants show whether an entry is asked with "när" or "vem" at all.
_WELL_WORDED: Final = 10
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_COUNT: Final = (
    r"(?:\d|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|hundra|tusen|miljon\w*|procent)\b)"
)
_MONTHS: Final = (
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_DATE: Final = re.compile(rf"(?:\b\d{{1,2}}\s+)?{_MONTHS}|{YEAR.pattern}")
# What an answer must hold to tell a number, a day or a time. A year dates a fact but is no number.
_GIVES: Final = {
    "how_many": re.compile(_COUNT),
    "how_much": re.compile(_COUNT),
    "how_long": re.compile(_COUNT + r"\w*\s+(?:år|månad|veck|dag|dygn|timm|minut)"),
    "when": re.compile(_COUNT + "|" + _MONTHS + r"|\b(?:vår|sommar|höst|vinter)\w*\b"),
}
# What an entry is asked for, or is not; "what", "which" and "how" fit almost any.
_TIMES: Final = frozenset({"when", "how_long"})
_DECLARED: Final = {
    **dict.fromkeys(NUMBERS, NUMBERS),
    **dict.fromkeys(_TIMES, _TIMES),
    "who": frozenset({"who"}),
    "why": frozenset({"why"}),
}
# A list, or several things in a row: "a, b och c".
_LIST: Final = re.compile(r"^- |,[^.\n]*,[^.\n]* och ", re.MULTILINE)


def find_lacking(asked: Asked, entry: int, index: Index) -> tuple[Doubt, ...]:
    """What the entry lacks that is asked for."""
    if len(asked.content) > _LONG:
        return ()
    kinds = index.turning_words
    answer = index.entries[entry].answer
    lacking: tuple[tuple[Doubt, bool], ...] = (
        ("strange", _is_strange(asked, kinds)),
        ("number", _lacks_number(asked, entry, index)),
        ("attribute", _lacks_fact(asked, entry, index)),
        ("subject", _lacks_subject(asked, entry, index)),
        ("list", kinds.asks_for_a_list(list(asked.words)) and not _LIST.search(answer)),
        ("present", _is_too_old(asked, entry, index)),
    )
    return tuple(doubt for doubt, is_so in lacking if is_so)


def is_yes_or_no(asked: Asked) -> bool:
    """Whether the question is to be answered by yes or no ("Är X Y?", "Får jag …?")."""
    return asked.opens in {None, "may", "must"} and asked.text.rstrip().endswith("?")


def _is_strange(asked: Asked, kinds: TurningWords) -> bool:
    """Whether half of what a short question is about is nowhere in the FAQ ("recept på bullar")."""
    about = [
        word
        for word in asked.content
        if not kinds.is_everyday(word) or asked.anywhere.get(word, 0) >= EXPLAINED
    ]
    unknown = [word for word in about if asked.anywhere.get(word, 0) < EXPLAINED]
    return len(about) <= SHORT and 0 < len(unknown) >= len(about) / 2


def _lacks_number(asked: Asked, entry: int, index: Index) -> bool:
    """Whether a number or a time is asked for that the entry does not tell.

    A number counts something: with a word that the entry lacks, something else than what it tells.
    """
    if asked.opens not in _GIVES:  # "Vem var där när …?" asks for no day
        return False
    if _is_undeclared(asked, entry, index):
        return True
    if asked.opens in NUMBERS and asked.missing(asked.telling, _HARDLY):
        return True
    return not _is_asked(asked.opens, entry, index) and not _gives(asked.opens, entry, index)


def _is_asked(kind: str, entry: int, index: Index) -> bool:
    return kind in index.variant_types[entry] or kind == index.question_types[entry]


def _gives(kind: str, entry: int, index: Index) -> bool:
    answer = index.entries[entry].answer.casefold()
    # Years and days date a fact; only to "when" are they what is asked for.
    undated = YEAR.sub("", answer) if kind == "when" else _DATE.sub("", answer)
    return bool(_GIVES[kind].search(undated))


def _is_undeclared(asked: Asked, entry: int, index: Index) -> bool:
    """Whether a time, a person … is asked for that none of the entry's many wordings asks for."""
    kinds = _DECLARED.get(asked.opens or "")
    if kinds is None or len(index.entries[entry].variants) < _WELL_WORDED:
        return False
    return not any(_is_asked(kind, entry, index) for kind in kinds)


def _lacks_fact(asked: Asked, entry: int, index: Index) -> bool:
    """Whether a fact is asked for (an age, a person, one of a kind) that the entry lacks."""
    if _lacks_attribute(asked, entry, index):
        return True
    if asked.opens not in _GIVES and _is_undeclared(asked, entry, index):
        return True
    return len(asked.content) <= SHORT and (
        _is_another_kind(asked, entry, index)
        or (is_yes_or_no(asked) and _adds_to_it(asked))
        or any(common_heads(asked, entry, index))
    )


def _lacks_attribute(asked: Asked, entry: int, index: Index) -> bool:
    wanted = index.turning_words.asks_for(list(asked.words))
    held = index.held_expressions.attributes(entry) if wanted else frozenset()
    return any(held.isdisjoint(groups) for _, groups in wanted)


def _is_another_kind(asked: Asked, entry: int, index: Index) -> bool:
    """Whether "vilken skola" asks for a school, and only other entries are asked about schools.

    A word that the whole FAQ lacks may be another word for what the entry tells.
    """
    if len(asked.content) > _CURT:
        return False
    after = zip(asked.words, asked.words[1:], strict=False)
    choosing = index.turning_words.choosing
    nouns = (noun for word, noun in after if word in choosing and noun in asked.telling)
    return any(
        asked.known(noun) and worded(noun, entry, index) < _HARDLY
        for noun in nouns
        if not re.fullmatch(_COUNT, noun)
    )


def _adds_to_it(asked: Asked) -> bool:
    """Whether a yes-or-no question says something of which only other entries tell."""
    return any(asked.missing([word], _HARDLY) and asked.known(word) for word in asked.telling)


def _is_too_old(asked: Asked, entry: int, index: Index) -> bool:
    """Whether the question is about now, and the entry about a certain year and only that."""
    if not YEAR.search(index.entries[entry].answer):
        return False
    asked_about = index.turning_words.present_in(list(asked.words))
    return bool(asked_about) and not asked_about <= index.held_expressions.present(entry)


def _lacks_subject(asked: Asked, entry: int, index: Index) -> bool:
    """Whether the entry does not tell what somebody "sa", or not about the subject asked for."""
    kinds = index.turning_words
    if kinds.sayings.isdisjoint(asked.words):
        return False
    if kinds.asks_for_a_statement(list(asked.words)) and not index.held_expressions.says(entry):
        return True
    if "om" not in asked.words:
        return False
    rest = asked.words[asked.words.index("om") + 1 :]
    subject = next((word for word in rest if word in asked.content), None)
    return subject is not None and asked.missing([subject])
