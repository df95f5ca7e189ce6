"""Abbreviations that nobody explains to the one who reads the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import yaml

from bot.editor.checking.content import Content
from bot.editor.checking.rules import ABBREVIATION
from bot.editor.checking.written import Written
from bot.matching.lexicon import swedish
from bot.models import Entry, Problem

# Two to six capitals, also with an ending or in a compound: IVO, IVO:s, PCR-test.
_ABBREVIATION = re.compile(r"(?<![\w-])([A-ZÅÄÖ]{2,6})(?!\w|\.\w)")
_ROMAN = re.compile(r"[IVX]+")
_SMALL = ("och", "för", "i", "av", "om", "med", "till", "på", "den", "det")
_EXPLAINS = r"[,:]? (?:\(?(?:som )?(?:är kort för|är en|är ett|står för|betyder|alltså)\b|[(=–])"


def check(content: Content) -> Iterator[Problem]:
    """Each abbreviation of an answer that is neither well known nor explained."""
    common = _explained_anywhere(content)
    for written in content.entries:
        told: set[str] = set()
        for found in _ABBREVIATION.finditer(written.entry.answer):
            short = found[1]
            known = short in told or short in common or _ROMAN.fullmatch(short)
            if not known and not _is_explained(short, _shown(written.entry)):
                told.add(short)
                yield _problem(written, found)


def _problem(written: Written, found: re.Match[str]) -> Problem:
    short = found[1]
    return ABBREVIATION.problem(
        written.answer.at(found.start()),
        f"Förkortningen {short} förklaras inte.",
        f"Skriv ut den första gången: … ({short}). Gäller den i många svar, skriv in den i "
        f"synonymer.yaml:\n  - {short}, …",
    )


def _shown(entry: Entry) -> Sequence[str]:
    """What a resident reads with the answer: each may explain an abbreviation of it."""
    sources = [citation.source for citation in entry.citations]
    named = (f"{source.title} ({source.publisher})" for source in sources)
    return (entry.question, entry.answer, *named)


def _is_explained(short: str, texts: Iterable[str]) -> bool:
    """`Inspektionen för vård och omsorg (IVO)`, `IVO (…)`, `IVO står för …`, or its words."""
    told = rf"\w \({short}\)|\b{short}{_EXPLAINS}|\b{short}\b\W*{_spelled_out(short)}"
    pattern = re.compile(told, re.IGNORECASE)
    return any(pattern.search(text) for text in texts)


def _spelled_out(short: str) -> str:
    """Words that begin with the letters in order, or have them inside: plan- och bygglagen."""
    first, rest = short[0], short[1:]
    further = rf"(?:\w*?|\w*\W+(?:(?:{'|'.join(_SMALL)})\W+)*)"
    return rf"\b{first}(?!{rest}\b)" + "".join(further + letter for letter in rest)


def _explained_anywhere(content: Content) -> frozenset[str]:
    """The well-known ones, those in `synonymer.yaml`, and what the other texts explain."""
    own = {
        word
        for group in content.faq.synonyms
        for word in group
        if _ABBREVIATION.fullmatch(word) and any(len(other) > len(word) for other in group)
    }
    texts = content.faq.texts.model_dump().values()
    explained = {
        short
        for text in texts
        for short in _ABBREVIATION.findall(text)
        if _is_explained(short, (text,))
    }
    return _well_known() | own | explained | _shouted()


def _shouted() -> frozenset[str]:
    """Everyday words in capitals are no abbreviations."""
    return frozenset(word.upper() for word in swedish().stop_words)


@cache
def _well_known() -> frozenset[str]:
    data = files("bot.editor.checking") / "well_known.yaml"
    return frozenset(yaml.safe_load(data.read_text(encoding="utf-8"))["förkortningar"])
