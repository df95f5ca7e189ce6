"""Answers that are too long for one message, or that time has passed by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.channels.blocks import MAX_MESSAGE, paragraphs, plain
from bot.channels.dates import in_swedish
from bot.channels.rendering import answer_blocks, is_outdated
from bot.editor.checking.content import Content
from bot.editor.checking.rules import EXPIRED, LONG_ANSWER, REVIEW_DUE
from bot.editor.checking.written import Written
from bot.models import Problem
from bot.texts import Texts

_BETWEEN = 2  # the empty line between two blocks


def check(content: Content, today: date) -> Iterator[Problem]:
    """Length, last day and last review of every answer."""
    for written in content.entries:
        yield from _too_long(written, content.faq.texts, today)
        yield from _passed(written, today)
        yield from _long_ago(written, today)


def _too_long(written: Written, texts: Texts, today: date) -> Iterator[Problem]:
    blocks = [*answer_blocks(written.entry, texts, today), plain(texts.was_it_helpful)]
    if written.entry.valid_until and not is_outdated(written.entry, today):
        blocks += paragraphs(texts.outdated)  # there must be room for it one day
    size = sum(block.size + _BETWEEN for block in blocks) - _BETWEEN
    if size > MAX_MESSAGE:
        yield LONG_ANSWER.problem(
            written.place("svar"),
            f"Svaret blir {size} tecken med rubrik och källor. Telegram tar högst {MAX_MESSAGE} i "
            "ett meddelande, så det delas i flera.",
            f"Korta svaret med minst {size - MAX_MESSAGE} tecken, eller dela det i två frågor och "
            "skriv den andra under relaterade.",
        )


def _passed(written: Written, today: date) -> Iterator[Problem]:
    last = written.entry.valid_until
    if last and is_outdated(written.entry, today):
        yield EXPIRED.problem(
            written.place("gäller_till"),
            f"Svaret gällde till {in_swedish(last)}. Nu visas det med en varning om att det kan "
            "vara gammalt.",
            "Läs källan, rätta svaret och skriv ett nytt datum. Behövs inte frågan längre: ta bort "
            "den, och skriv dess id under tidigare_id i en annan.",
        )


def _long_ago(written: Written, today: date) -> Iterator[Problem]:
    reviewed = written.entry.reviewed
    if reviewed and reviewed < _year_before(today):
        yield REVIEW_DUE.problem(
            written.place("granskad"),
            f"Svaret granskades {in_swedish(reviewed)}, för mer än ett år sedan.",
            "Läs svaret mot källan. Stämmer det, skriv dagens datum:\n"
            f"  granskad: {today.isoformat()}",
        )


def _year_before(today: date) -> str:
    return f"{today.year - 1:04}-{today.month:02}-{today.day:02}"
