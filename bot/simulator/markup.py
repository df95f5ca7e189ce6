"""HTML read as Telegram reads it: a text and its entities, or a refusal in Telegram's words.

The rules and the words of the errors are those of core.telegram.org/bots/api#html-style and of
`parse_html` in tdlib. Offsets in errors count UTF-8 bytes, offsets of entities UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.entities import in_order, trimmed, utf16_length
from bot.simulator.errors import Json, bad_request

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTER_OF_NAME = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
LINK = re.compile(r"(?:https?|tg|ton)://[^\s/]+\S*|mailto:\S+|tel:\S+", re.IGNORECASE)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without tags and its entities; ApiError when Telegram cannot parse it."""
    parser = _Parser(source)
    parser.run()
    return trimmed("".join(parser.out), in_order(parser.entities))


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end; `offset` in UTF-16 units, `piece` an index of `out`."""

    tag: str
    argument: str
    offset: int
    piece: int


class _Parser:
    """One pass over the source, from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.units = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> None:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._text()
        if self.open:
            tag = self.open[-1].tag
            raise self._error(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _text(self) -> None:
        character, self.at = self._character(self.at)
        self.out.append(character)
        self.units += utf16_length(character)

    def _character(self, at: int) -> tuple[str, int]:
        """The character at a place, its reference decoded, and the place after it."""
        reference = REFERENCE.match(self.source, at)
        character = _decoded(reference) if reference else None
        if reference and character:
            return character, reference.end()
        return self.source[at], at + 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at = self._until(begin + 1, r"[\s>]", f"Unclosed start tag at {self._place(begin)}")
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in ENTITY_OF_TAG:
            raise self._error(f'Unsupported start tag "{tag}" at {self._place(begin)}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise self._error(f'Tag "span" must have class "tg-spoiler" at {self._place(begin)}')
        self.open.append(_Open(tag, argument, self.units, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> str:
        """What the tag's one meaningful attribute says; leaves `at` behind the ">"."""
        argument = ""
        while True:
            self._skip_space()
            if self._now() == ">":
                self.at += 1
                return argument
            name = self._attribute_name(tag, begin)
            value = self._attribute_value(tag, name, begin)
            argument = _argument(tag, name, value) or argument

    def _attribute_name(self, tag: str, begin: int) -> str:
        unclosed = f'Unclosed start tag "{tag}" at {self._place(begin)}'
        start = self.at
        self.at = self._until(start, r"[\s=>/\"']", unclosed)
        name = self.source[start : self.at]
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}" at {self._place(begin)}')
        return name.lower()

    def _attribute_value(self, tag: str, name: str, begin: int) -> str:
        self._skip_space()
        if self._now() != "=":
            if tag == "blockquote" and name == "expandable":
                return "1"
            raise self._error(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at {self._place(begin)}"
            )
        self.at += 1
        self._skip_space()
        if self._now() in {'"', "'"}:
            return self._quoted(begin)
        return self._name_token()

    def _quoted(self, begin: int) -> str:
        quote = self._now()
        value: list[str] = []
        self.at += 1
        while self._now() not in {quote, ""}:
            character, self.at = self._character(self.at)
            value.append(character)
        self.at += 1
        if self._now() == "":
            raise self._error(f"Unclosed start tag at {self._place(begin)}")
        return "".join(value)

    def _name_token(self) -> str:
        token = NAME_TOKEN.match(self.source, self.at)
        start = self.at
        self.at = token.end() if token else start
        if self._now() != ">" and not self._now().isspace():
            raise self._error(f"Unexpected end of name token at {self._place(start)}")
        return self.source[start : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error(f"Unexpected end tag at {self._place(begin)}")
        end = self._until(begin + 2, ">", f"Unclosed end tag at {self._place(begin)}")
        found = self.source[begin + 2 : end].strip().lower()
        opened = self.open.pop()
        if found and found != opened.tag:
            raise self._error(
                f"Unmatched end tag at {self._place(begin)}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        self.at = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if self.units == opened.offset:
            return
        entity: Json = {
            "type": ENTITY_OF_TAG[opened.tag],
            "offset": opened.offset,
            "length": self.units - opened.offset,
        }
        if opened.tag == "a":
            url = _checked_link(opened.argument or "".join(self.out[opened.piece :]))
            if not url:
                return  # an address that Telegram does not take becomes plain text
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or not int(opened.argument):
                raise self._error("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        self._add(entity, opened)

    def _add(self, entity: Json, opened: _Open) -> None:
        """Add an entity; `<pre><code class="language-…">` is one entity with a language."""
        language = opened.argument if opened.tag == "code" else ""
        before = self.entities[-1] if self.entities else {}
        same = all(before.get(key) == entity[key] for key in ("offset", "length"))
        if opened.tag == "pre" and same and before["type"] == "code" and "language" in before:
            before["type"] = "pre"
            return
        if language and self.open and self.open[-1].tag == "pre":
            entity["language"] = language
        self.entities.append(entity)

    def _now(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._now().isspace():
            self.at += 1

    def _until(self, start: int, pattern: str, otherwise: str) -> int:
        found = re.compile(pattern).search(self.source, start)
        if not found:
            raise self._error(otherwise)
        return found.start()

    def _place(self, at: int) -> str:
        return f"byte offset {len(self.source[:at].encode())}"

    @staticmethod
    def _error(what: str) -> Exception:
        return bad_request(f"can't parse entities: {what}")


def _decoded(reference: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return CHARACTER_OF_NAME.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - Unicode
    return chr(code) if is_character else None


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute means for its tag, "" when nothing."""
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return ""


def _checked_link(url: str) -> str:
    """The address if Telegram takes it (a scheme may be missing), else ""."""
    candidate = url.strip()
    if LINK.fullmatch(candidate):
        return candidate
    looks_like_host = re.fullmatch(r"[^\s:/]+\.[^\s:/]{2,}(?:/\S*)?", candidate)
    return f"http://{candidate}" if looks_like_host else ""
