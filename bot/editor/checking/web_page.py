"""A web page as its visitors read it: the text of each block, for comparing with an excerpt."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from rapidfuzz import fuzz

# Elements whose text no visitor sees.
_HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "title", "svg", "textarea"})
# Elements that have no end tag, so that nothing may wait for one.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Elements within a line of text; every other one begins a block of its own.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i"}
    | {"ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time"}
    | {"u", "var", "wbr"}
)
_SIGNS = str.maketrans({"’": "'", "‘": "'", "”": '"', "“": '"', "–": "-", "—": "-", "\u00ad": None})
# Below this share of common letters (per cent) an excerpt has gone rather than changed.
_LIKE = 75.0


class WebPage:
    """The visible text of a page."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        self._shown = [block for block in map(_tidy, reader.blocks) if block]
        self._plain = [_plain(block) for block in self._shown]

    @property
    def length(self) -> int:
        """How many characters it shows."""
        return sum(map(len, self._shown))

    def has(self, excerpt: str) -> bool:
        """Whether a text fragment finds `excerpt`: whole words within one block, in any case.

        https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
        """
        pattern = re.compile(rf"(?<!\w){re.escape(_plain(excerpt))}(?!\w)")
        return any(pattern.search(block) for block in self._plain)

    def nearest(self, excerpt: str) -> str | None:
        """The words of the page that are most like `excerpt`; None if it has none like them."""
        wanted = _plain(excerpt)
        found = [fuzz.partial_ratio_alignment(wanted, block) for block in self._plain]
        ranked = [
            (one.score, -number) for number, one in enumerate(found) if one and one.score >= _LIKE
        ]
        if not ranked:
            return None
        number = -max(ranked)[1]
        place = found[number]
        if place is None or len(self._plain[number]) != len(self._shown[number]):
            return None
        return _whole_words(self._shown[number], place.dest_start, place.dest_end)


def _whole_words(text: str, start: int, end: int) -> str:
    first = text.rfind(" ", 0, start + 1) + 1
    last = text.find(" ", max(end - 1, 0))
    return text[first : last if last >= 0 else len(text)].strip(" .,;:!?()\"'”")


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def _plain(text: str) -> str:
    return _tidy(text).casefold().translate(_SIGNS)


class _Reader(HTMLParser):
    """Collects the visible text, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.blocks.append("")
        given = dict(attrs)
        style = (given.get("style") or "").replace(" ", "")
        unseen = tag in _HIDDEN or "hidden" in given or "display:none" in style
        # Within something hidden, elements of the same name are counted to find its end.
        if tag not in _VOID and (unseen or tag in self._hidden):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[len(self._hidden) - 1 - self._hidden[::-1].index(tag) :]
        if tag not in _INLINE:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.blocks[-1] += data
