"""The pieces that messages are packed from: titles, paragraphs, sources, escaped and measured."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.channels.dates import in_swedish
from bot.channels.telegram_text import shorten, split, units
from bot.models import Citation

MAX_MESSAGE = 4096  # core.telegram.org/bots/api#sendmessage, counted after entities
_MAX_TITLE = 256
_MAX_NOTE = 1024
_LIST_ITEM = re.compile(r"^- ", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message that is never divided; `size` in UTF-16 units after entities."""

    html: str
    size: int


def bold(title: str) -> Block:
    """A title."""
    words = shorten(title, _MAX_TITLE)
    return Block(f"<b>{escape(words)}</b>", units(words))


def plain(text: str) -> Block:
    """A text as it is."""
    return Block(escape(text), units(text))


def link(words: str, url: str) -> Block:
    """Words that lead somewhere."""
    return Block(f'<a href="{html.escape(url)}">{escape(words)}</a>', units(words))


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of an editor's text, lists with bullets."""
    with_bullets = _LIST_ITEM.sub("• ", text.strip())
    pieces = _EMPTY_LINE.split(with_bullets)
    return [plain(part) for piece in pieces for part in split(piece, MAX_MESSAGE)]


def sources(citations: Iterable[Citation], label: str) -> list[Block]:
    """The links to the sources as one block, or as one each where they are too long for that."""
    links = [_source(citation, label.rstrip(": ")) for citation in citations]
    together = Block("\n".join(one.html for one in links), sum(one.size + 1 for one in links))
    return [together] if links and together.size <= MAX_MESSAGE else links


def pack(blocks: Iterable[Block]) -> list[str]:
    """The blocks as HTML in as few messages as they fit into, an empty line between them."""
    messages: list[list[str]] = []
    room = 0
    for block in blocks:
        if messages and block.size + 2 <= room:
            messages[-1].append(block.html)
            room -= block.size + 2
        else:
            messages.append([block.html])
            room = MAX_MESSAGE - block.size
    return ["\n\n".join(parts) for parts in messages]


def escape(text: str) -> str:
    """A text as Telegram's HTML shows it unchanged."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=1024)  # the same few documents stand below every answer
def _source(citation: Citation, label: str) -> Block:
    source = citation.source
    by = ", ".join(filter(None, (source.publisher, source.date and in_swedish(source.date))))
    title = link(shorten(f"{source.title} ({by})", 2 * _MAX_TITLE), citation.url)
    note = f" – {shorten(source.note, _MAX_NOTE)}" if source.note else ""
    around = plain(f"{label}: {note}")
    return Block(f"{escape(label)}: {title.html}{escape(note)}", title.size + around.size)
