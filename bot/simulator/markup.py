"""HTML read as Telegram reads it: a text and its entities, or a refusal in Telegram's words.

The rules and the words of the errors are those of core.telegram.org/bots/api#html-style and of
`parse_html` in tdlib.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.entities import in_order, trimmed, utf16_length
from bot.simulator.errors import Json
from bot.simulator.markup_tags import ENTITY_OF_TAG, StartTag, TagReader, parse_error, place

LINK = re.compile(r"(?:https?|tg|ton)://[^\s/]+\S*|mailto:\S+|tel:\S+", re.IGNORECASE)
HOST = re.compile(r"[^\s:/]+\.[^\s:/]{2,}(?:/\S*)?")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without tags and its entities; ApiError when Telegram cannot parse it."""
    parser = _Parser(source)
    parser.run()
    return trimmed("".join(parser.out), in_order(parser.entities))


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end; `offset` in UTF-16 units, `piece` an index of `out`."""

    tag: StartTag
    offset: int
    piece: int


class _Parser:
    """One pass over the source, from left to right."""

    def __init__(self, source: str) -> None:
        self.reader = TagReader(source)
        self.units = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> None:
        while self.reader.now():
            if self.reader.is_at("</"):
                self._end_tag()
            elif self.reader.is_at("<"):
                tag = self.reader.start_tag()
                self.open.append(_Open(tag, self.units, len(self.out)))
            else:
                piece = self.reader.text()
                self.out.append(piece)
                self.units += utf16_length(piece)
        if self.open:
            name = self.open[-1].tag.name
            raise parse_error(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _end_tag(self) -> None:
        where = place(self.reader)
        if not self.open:
            raise parse_error(f"Unexpected end tag at {where}")
        found = self.reader.end_tag()
        opened = self.open.pop()
        if found and found != opened.tag.name:
            expected = f'expected "</{opened.tag.name}>", found "</{found}>"'
            raise parse_error(f"Unmatched end tag at {where}, {expected}")
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": ENTITY_OF_TAG[opened.tag.name],
            "offset": opened.offset,
            "length": self.units - opened.offset,
        }
        match opened.tag:
            case StartTag("a", argument):
                entity["url"] = _checked_link(argument or "".join(self.out[opened.piece :]))
            case StartTag("tg-emoji", argument):
                if not argument.isdecimal() or not int(argument):
                    raise parse_error("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = argument
            case StartTag("blockquote", argument) if argument:
                entity["type"] = "expandable_blockquote"
            case StartTag("pre") if self._has_become_pre(entity):
                return
            case StartTag("code", argument) if argument and self._is_in_pre():
                entity["language"] = argument
        if entity.get("url") != "":  # an address that Telegram does not take becomes plain text
            self.entities.append(entity)

    def _has_become_pre(self, entity: Json) -> bool:
        """`<pre><code class="language-…">` is one entity with a language."""
        before = self.entities[-1] if self.entities else {}
        same = all(before.get(key) == entity[key] for key in ("offset", "length"))
        if not same or before["type"] != "code" or "language" not in before:
            return False
        before["type"] = "pre"
        return True

    def _is_in_pre(self) -> bool:
        return bool(self.open) and self.open[-1].tag.name == "pre"


def _checked_link(url: str) -> str:
    """The address if Telegram takes it (a scheme may be missing), else ""."""
    candidate = url.strip()
    if LINK.fullmatch(candidate):
        return candidate
    return f"http://{candidate}" if HOST.fullmatch(candidate) else ""
