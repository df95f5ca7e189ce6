"""Reply → Telegram messages: HTML, links to the sources, buttons. Pure: the day is handed in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.channels.callback_data import EntryTap, MenuTap, NoneTap, Tap
from bot.channels.dates import in_swedish
from bot.channels.telegram_text import shorten, split, units
from bot.models import Citation, Entry, Faq, Reply, ReplyKind
from bot.texts import Texts

MAX_MESSAGE = 4096  # core.telegram.org/bots/api#sendmessage, counted after entities
MAX_LABEL = 45  # about what one row of a phone shows before it cuts the text itself
MAX_SUGGESTIONS = 3
MAX_RELATED = 3
_MAX_TITLE = 256
_MAX_NOTE = 1024
_LIST_ITEM = re.compile(r"^- ", re.MULTILINE)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Button:
    """One button below a message: its text and what a tap on it means."""

    label: str
    tap: Tap


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send; with `as_reply` it refers to the resident's own message."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    as_reply: bool = False

    @property
    def plain(self) -> str:
        """The same words without any markup, for when Telegram refuses the markup."""
        return html.unescape(_TAG.sub("", self.html))


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of a message that is never divided; `size` in UTF-16 units after entities."""

    html: str
    size: int


def render(reply: Reply, faq: Faq, today: date, none_round: int = 0) -> tuple[Outgoing, ...]:
    """A reply as messages in the order to send them.

    `none_round` says how often the resident has turned down suggestions for this message.
    """
    if reply.entry is not None:
        return render_entry(reply.entry, reply.text, faq, today)
    if reply.suggestions:
        return (_suggestions(reply, faq.texts, none_round),)
    messages = render_text(reply.text)
    return with_menu_button(messages, faq) if reply.kind is ReplyKind.FALLBACK else messages


def render_text(text: str) -> tuple[Outgoing, ...]:
    """A plain text as messages."""
    return tuple(Outgoing(one) for one in _pack(_paragraphs(text)))


def render_entry(entry: Entry, text: str, faq: Faq, today: date) -> tuple[Outgoing, ...]:
    """An answer with its bold title, its sources and the questions to go on with."""
    related = _related(entry, faq)
    blocks = [_bold(entry.question)]
    if is_outdated(entry, today):
        blocks += _paragraphs(faq.texts.outdated)
    blocks += _paragraphs(text)
    blocks += _sources(entry.citations, faq.texts.source_label)
    if related:
        blocks.append(_plain(faq.texts.related_label))
    *before, last = (Outgoing(one) for one in _pack(blocks))
    rows = tuple((entry_button(other),) for other in related)
    return (*before, replace(last, rows=rows))


def with_menu_button(messages: tuple[Outgoing, ...], faq: Faq) -> tuple[Outgoing, ...]:
    """The messages with a button to the topics below the last one."""
    *before, last = messages
    button = Button(faq.texts.command_questions, MenuTap(as_new=True))
    return (*before, replace(last, rows=((button,),)))


def entry_button(entry: Entry) -> Button:
    """A button that shows an entry's answer."""
    return Button(shorten(entry.question, MAX_LABEL), EntryTap(entry.id))


def is_outdated(entry: Entry, today: date) -> bool:
    """Whether the last day of the answer (a day, month or year in ISO form) has passed."""
    last = entry.valid_until
    return last is not None and today.isoformat()[: len(last)] > last


def _suggestions(reply: Reply, texts: Texts, none_round: int) -> Outgoing:
    entries = [match.entry for match in reply.suggestions[:MAX_SUGGESTIONS]]
    buttons = [entry_button(entry) for entry in entries]
    text = reply.text
    if any(button.label.endswith("…") for button in buttons):
        # A button shows too little to choose by, so that the text has the whole questions.
        text += "\n\n" + "\n".join(f"- {entry.question}" for entry in entries)
    none = Button(texts.none_of_these, NoneTap(none_round))
    return Outgoing(
        _pack(_paragraphs(text))[0],
        rows=tuple((button,) for button in (*buttons, none)),
        as_reply=True,  # so that "Inget av dessa" still knows the question
    )


def _related(entry: Entry, faq: Faq) -> Sequence[Entry]:
    found = (faq.find(other) for other in entry.related)
    return [other for other in found if other and other.id != entry.id][:MAX_RELATED]


def _sources(citations: Iterable[Citation], label: str) -> list[_Block]:
    """The links to the sources as one block, or as one each where they are too long for that."""
    links = [_source(citation, label.rstrip(": ")) for citation in citations]
    together = _Block("\n".join(link.html for link in links), sum(link.size + 1 for link in links))
    return [together] if links and together.size <= MAX_MESSAGE else links


def _source(citation: Citation, label: str) -> _Block:
    source = citation.source
    by = ", ".join(filter(None, (source.publisher, source.date and in_swedish(source.date))))
    words = shorten(f"{source.title} ({by})", 2 * _MAX_TITLE)
    note = f" – {shorten(source.note, _MAX_NOTE)}" if source.note else ""
    link = f'<a href="{html.escape(citation.url)}">{_escape(words)}</a>'
    return _Block(f"{label}: {link}{_escape(note)}", units(f"{label}: {words}{note}"))


def _bold(title: str) -> _Block:
    words = shorten(title, _MAX_TITLE)
    return _Block(f"<b>{_escape(words)}</b>", units(words))


def _plain(text: str) -> _Block:
    return _Block(_escape(text), units(text))


def _paragraphs(text: str) -> list[_Block]:
    with_bullets = _LIST_ITEM.sub("• ", text.strip())
    paragraphs = re.split(r"\n\s*\n", with_bullets)
    return [_plain(piece) for paragraph in paragraphs for piece in split(paragraph, MAX_MESSAGE)]


def _pack(blocks: Iterable[_Block]) -> list[str]:
    """The blocks in as few messages as they fit into, an empty line between them."""
    messages: list[str] = []
    room = 0
    for block in blocks:
        if messages and block.size + 2 <= room:
            messages[-1] += f"\n\n{block.html}"
            room -= block.size + 2
        else:
            messages.append(block.html)
            room = MAX_MESSAGE - block.size
    return messages


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
