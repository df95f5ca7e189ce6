"""Words of authorities and the everyday words for them, from `official_words.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import yaml

from bot.editor.checking.sentences import Word

_Expression = tuple[str, ...]


class OfficialWords:
    """Words and expressions, each in all its forms, with what to write instead."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[_Expression, str]]] = {}
        for plain, forms in groups:
            for form in forms:
                said = tuple(form.casefold().split())
                self._by_first.setdefault(said[0], []).append((said, plain))

    def found(self, said: Sequence[Word]) -> Iterator[tuple[Word, str]]:
        """Each expression among the words of a sentence, as one word, with the plain one for it."""
        lower = [word.text.casefold() for word in said]
        for place, first in enumerate(lower):
            for expression, plain in self._by_first.get(first, ()):
                end = place + len(expression)
                if tuple(lower[place:end]) == expression:
                    whole = " ".join(word.text for word in said[place:end])
                    yield Word(whole, said[place].start, said[place].opens), plain


@cache
def official_words() -> OfficialWords:
    """The engine's own list."""
    data = files("bot.editor.checking") / "official_words.yaml"
    groups = yaml.safe_load(data.read_text(encoding="utf-8"))["myndighetsord"]
    return OfficialWords((group["skriv"], group["inte"]) for group in groups)
