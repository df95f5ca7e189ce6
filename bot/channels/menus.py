"""The menu behind /fragor: topics, then a topic's questions, as buttons page by page. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.channels.blocks import escape
from bot.channels.callback_data import MenuTap, Tap, TopicTap, topic_key
from bot.channels.outgoing import Button, Outgoing, Rows
from bot.channels.rendering import MAX_LABEL, entry_button
from bot.channels.telegram_text import shorten
from bot.models import Faq, Topic

PAGE_SIZE = 6  # with the row to leaf by, what a small phone shows without scrolling

Item = TypeVar("Item")


def topics_menu(faq: Faq, page: int = 0) -> Outgoing:
    """A page of the topics, one button each."""
    topics, page = _page(faq.topics, page)
    rows = [(_topic_button(topic),) for topic in topics]
    leaves = _leaves(len(faq.topics), page, MenuTap)
    return Outgoing(escape(faq.texts.choose_topic), _rows(rows, leaves))


def questions_menu(faq: Faq, key: str, page: int = 0) -> Outgoing | None:
    """A page of one topic's questions, one button each; None if the topic is gone."""
    topic = next((one for one in faq.topics if topic_key(one.title) == key), None)
    if topic is None:
        return None
    entries, page = _page(topic.entries, page)
    rows = [(entry_button(entry),) for entry in entries]
    leaves = _leaves(len(topic.entries), page, lambda number: TopicTap(key, number))
    back = (Button(faq.texts.back, MenuTap()),)
    return Outgoing(_heading(topic, faq.texts.choose_question), _rows(rows, leaves, back))


def _heading(topic: Topic, choose: str) -> str:
    parts = [f"<b>{escape(topic.title)}</b>"]
    parts += [escape(text) for text in (topic.description, choose) if text]
    return "\n\n".join(parts)


def _topic_button(topic: Topic) -> Button:
    return Button(shorten(topic.title, MAX_LABEL), TopicTap(topic_key(topic.title)))


def _page(items: Sequence[Item], page: int) -> tuple[Sequence[Item], int]:
    """The items of a page, and its number where a reload has left fewer pages."""
    last = max(len(items) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    return items[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], page


def _leaves(count: int, page: int, to: Callable[[int], Tap]) -> tuple[Button, ...]:
    """Buttons to the page before and the page after; they say where they lead, as in "2/3 ▶"."""
    pages = -(-count // PAGE_SIZE)
    before = [Button(f"◀ {page}/{pages}", to(page - 1))] if page > 0 else []
    after = [Button(f"{page + 2}/{pages} ▶", to(page + 1))] if page + 1 < pages else []
    return (*before, *after)


def _rows(rows: Sequence[tuple[Button, ...]], *more: tuple[Button, ...]) -> Rows:
    return (*rows, *(row for row in more if row))
