"""Klarspråk: what makes an answer hard to read, each with a way to make it easier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.editor.checking.content import Content
from bot.editor.checking.official_words import official_words
from bot.editor.checking.rules import HARD_TO_READ, LONG_SENTENCE, OFFICIAL_WORD
from bot.editor.checking.sentences import Sentence, Word, sentences
from bot.editor.checking.written import Part, Written
from bot.matching.text import stem, words
from bot.models import Problem

# LIX (Björnsson 1968, Läsbarhet): words a sentence plus the percentage of words longer than six
# letters. 40–50 is newspaper and factual prose, above 50 difficult.
MOST_LIX = 45.0
LONG_WORD = 6  # letters; longer ones count
MOST_WORDS = 25
# A share of long words says little of a few words.
_FEWEST_WORDS = 30
_SHOWN = 4


def check(content: Content) -> Iterator[Problem]:
    """Hard texts, long sentences and official words in all that residents read."""
    for written in content.entries:
        yield from _in_text(written.answer, _terms(written))
    for text in content.other_texts:
        yield from _in_text(text, frozenset())


def _in_text(text: Part, terms: frozenset[str]) -> Iterator[Problem]:
    said = list(sentences(text.text))
    yield from _hard(text, said, terms)
    yield from _long(text, said)
    yield from _official(text, said, terms)


def lix(said: Iterable[Sentence], terms: frozenset[str] = frozenset()) -> float | None:
    """The LIX of the sentences outside lists; None if they have too few words to tell.

    Names and the `terms` (stems) are not counted as long: the writer cannot choose another word.
    """
    prose = [sentence for sentence in said if not sentence.listed]
    number = sum(len(sentence.words) for sentence in prose)
    if number < _FEWEST_WORDS:
        return None
    return number / len(prose) + 100 * len(_long_words(prose, terms)) / number


def _terms(written: Written) -> frozenset[str]:
    """The stems of the words that the entry is about: in its question, topic and sources."""
    entry = written.entry
    sources = (citation.source for citation in entry.citations)
    texts = (
        entry.question,
        entry.topic,
        entry.area or "",
        *(text for source in sources for text in (source.title, source.publisher)),
    )
    return frozenset(stem(word) for text in texts for word in words(text))


def _long_words(prose: Iterable[Sentence], terms: frozenset[str]) -> list[Word]:
    return [
        word
        for sentence in prose
        for word in sentence.words
        if len(word.text) > LONG_WORD and not _is_given(word, terms)
    ]


def _is_given(word: Word, terms: frozenset[str]) -> bool:
    is_name = word.text[0].isupper() and not word.opens
    return is_name or "." in word.text or any(stem(part) in terms for part in words(word.text))


def _hard(text: Part, said: Sequence[Sentence], terms: frozenset[str]) -> Iterator[Problem]:
    value = lix(said, terms)
    if value is None or value <= MOST_LIX:
        return
    prose = [sentence for sentence in said if not sentence.listed]
    longest = sorted({word.text for word in _long_words(prose, terms)}, key=len, reverse=True)
    yield HARD_TO_READ.problem(
        text.place,
        f"Texten är svårläst: läsbarhetsindex (LIX) är {value:.0f}, och över {MOST_LIX:.0f} är för "
        "svårt för många.",
        "Dela de längsta meningarna, och byt långa ord mot vardagliga: "
        f"{', '.join(longest[:_SHOWN])}",
    )


def _long(text: Part, said: Iterable[Sentence]) -> Iterator[Problem]:
    for sentence in said:
        if len(sentence.words) > MOST_WORDS:
            yield LONG_SENTENCE.problem(
                text.at(sentence.words[0].start),
                f"Meningen har {len(sentence.words)} ord. Över {MOST_WORDS} är svårt att följa: "
                f"”{_shortened(sentence)}”",
                _how_to_divide(sentence),
            )


def _shortened(sentence: Sentence) -> str:
    return " ".join(sentence.text.removeprefix("- ").split()[: 2 * _SHOWN]) + " …"


def _how_to_divide(sentence: Sentence) -> str:
    """Where the sentence may be cut, if it has a joint near its middle."""
    middle = len(sentence.words) / 2
    joints = [
        place
        for place, word in enumerate(sentence.words)
        if word.text in {"och", "men", "som", "där", "vilket", "eftersom", "så", "när", "samt"}
        and 0 < place < len(sentence.words) - 1
    ]
    if sentence.listed or not joints:
        return "Dela den i två, eller gör en lista av den."
    cut = min(joints, key=lambda place: abs(place - middle))
    around = " ".join(word.text for word in sentence.words[cut - 1 : cut + 2])
    return f"Sätt punkt och börja en ny mening, till exempel vid ”{around}”. Eller gör en lista."


def _official(text: Part, said: Iterable[Sentence], terms: frozenset[str]) -> Iterator[Problem]:
    told: set[str] = set()
    for sentence in said:
        for word, plain in official_words().found(sentence.words):
            if plain not in told and not terms.issuperset(map(stem, words(word.text))):
                told.add(plain)
                yield OFFICIAL_WORD.problem(
                    text.at(word.start),
                    f"”{word.text}” är ett myndighetsord.",
                    f"Skriv till exempel: {plain}",
                )
