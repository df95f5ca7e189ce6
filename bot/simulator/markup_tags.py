"""Tags and characters of a text in HTML, read from left to right as tdlib's `parse_html` does.

Offsets in errors count UTF-8 bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.errors import ApiError, bad_request

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
# What an attribute must begin with to mean anything; the rest of it is the tag's argument.
ARGUMENTS = {
    ("a", "href"): "",
    ("tg-emoji", "emoji-id"): "",
    ("blockquote", "expandable"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
}
CHARACTER_OF_NAME = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
PLAIN = re.compile(r"[^<&]+")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
END_OF_TAG_NAME = re.compile(r"[\s>]")
END_OF_ATTRIBUTE_NAME = re.compile(r"[\s=>/\"']")
END_OF_TAG = re.compile(">")


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag and the value of its one meaningful attribute, "" without one."""

    name: str
    argument: str


class TagReader:
    """A place in a source that moves on with each thing that is read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def now(self) -> str:
        """The character at the place, "" at the end."""
        return self.source[self.at : self.at + 1]

    def is_at(self, start: str) -> bool:
        """Whether the source goes on like this."""
        return self.source.startswith(start, self.at)

    def text(self) -> str:
        """The text up to the next tag or reference, or the one character of a reference."""
        plain = PLAIN.match(self.source, self.at)
        if plain is None:
            return self._character()
        self.at = plain.end()
        return plain.group()

    def start_tag(self) -> StartTag:
        """A start tag with its attributes; ApiError if it is none that Telegram knows."""
        begin = self.at
        self.at = self._until(begin + 1, END_OF_TAG_NAME, f"Unclosed start tag at {place(self)}")
        name = self.source[begin + 1 : self.at].lower()
        where = f"at {place(self, begin)}"
        if name not in ENTITY_OF_TAG:
            raise parse_error(f'Unsupported start tag "{name}" {where}')
        argument = self._attributes(name, where)
        if name == "span" and argument != "spoiler":
            raise parse_error(f'Tag "span" must have class "tg-spoiler" {where}')
        return StartTag(name, argument)

    def end_tag(self) -> str:
        """The name in an end tag, which may be empty."""
        begin = self.at
        end = self._until(begin + 2, END_OF_TAG, f"Unclosed end tag at {place(self)}")
        self.at = end + 1
        return self.source[begin + 2 : end].strip().lower()

    def _attributes(self, tag: str, where: str) -> str:
        argument = ""
        while True:
            self._skip_space()
            if self.now() == ">":
                self.at += 1
                return argument
            name = self._attribute_name(tag, where)
            value = self._attribute_value(tag, name, where)
            start = ARGUMENTS.get((tag, name))
            if start is not None and value.startswith(start):
                argument = value.removeprefix(start) or argument

    def _attribute_name(self, tag: str, where: str) -> str:
        start = self.at
        self.at = self._until(start, END_OF_ATTRIBUTE_NAME, f'Unclosed start tag "{tag}" {where}')
        name = self.source[start : self.at]
        if not name:
            raise parse_error(f'Empty attribute name in the tag "{tag}" {where}')
        return name.lower()

    def _attribute_value(self, tag: str, name: str, where: str) -> str:
        self._skip_space()
        if self.now() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "1"
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise parse_error(f"{what} {where}")
        self.at += 1
        self._skip_space()
        return self._quoted(where) if self.now() in {'"', "'"} else self._name_token()

    def _quoted(self, where: str) -> str:
        quote = self.now()
        value: list[str] = []
        self.at += 1
        while self.now() not in {quote, ""}:
            value.append(self._character())
        self.at += 1
        if self.now() == "":
            raise parse_error(f"Unclosed start tag {where}")
        return "".join(value)

    def _name_token(self) -> str:
        token = NAME_TOKEN.match(self.source, self.at)
        start = self.at
        self.at = token.end() if token else start
        if self.now() != ">" and not self.now().isspace():
            raise parse_error(f"Unexpected end of name token at {place(self, start)}")
        return self.source[start : self.at].lower()

    def _character(self) -> str:
        """One character, its reference decoded."""
        reference = REFERENCE.match(self.source, self.at)
        decoded = _decoded(reference) if reference else None
        if reference and decoded:
            self.at = reference.end()
            return decoded
        self.at += 1
        return self.source[self.at - 1]

    def _skip_space(self) -> None:
        while self.now().isspace():
            self.at += 1

    def _until(self, start: int, pattern: re.Pattern[str], otherwise: str) -> int:
        found = pattern.search(self.source, start)
        if not found:
            raise parse_error(otherwise)
        return found.start()


def place(reader: TagReader, at: int | None = None) -> str:
    """A place in the source, as errors name it."""
    before = reader.source[: reader.at if at is None else at]
    return f"byte offset {len(before.encode())}"


def parse_error(what: str) -> ApiError:
    """The refusal of a text that cannot be parsed."""
    return bad_request(f"can't parse entities: {what}")


def _decoded(reference: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return CHARACTER_OF_NAME.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - Unicode
    return chr(code) if is_character else None
