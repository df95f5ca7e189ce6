"""The report as messages to the editors' group: what to do something about, in short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.channels.blocks import Block, bold, pack, plain
from bot.channels.telegram_text import shorten
from bot.editor.report import telling
from bot.editor.report.groups import Group, effect, todo
from bot.editor.report.report import Report

_MOST_GROUPS: Final = 15
_MOST_ANSWERS: Final = 10
_LONGEST: Final = 700  # units of a line: an editor in the group wants to know where to look
_COMMAND: Final = "Allt står i kommandot report."


def messages(report: Report) -> tuple[str, ...]:
    """The messages as HTML for Telegram, each short enough to be sent."""
    return tuple(pack(_blocks(report)))


def _blocks(report: Report) -> Iterator[Block]:
    yield bold(f"{telling.TITLE} {telling.period(report.since, report.until)}")
    yield _line(" ".join(filter(None, (telling.summary(report), telling.answered(report)))))
    waiting = [one for one in report.groups if not one.is_done]
    if waiting:
        yield bold(telling.IN_VAIN)
    for number, group in enumerate(waiting[:_MOST_GROUPS], start=1):
        yield _line(_told(number, group))
    if words := telling.scattered(report):
        yield _line(words)
    if report.poor:
        yield bold(telling.POOR)
    for one in report.poor[:_MOST_ANSWERS]:
        votes = f"{one.unhelpful} av {one.votes} sa nej"
        place = f"{one.entry.place.file}:{one.entry.place.line}"
        yield _line(f"{one.entry.question}\n{votes} ({telling.surely(one)}). {place}")
    if report.never:
        counts = f"{len(report.never)} av {report.entries}"
        yield _line(f"{telling.NEVER}: {counts}. {_COMMAND}")
    else:
        yield _line(_COMMAND)


def _told(number: int, group: Group) -> str:
    lines = (
        f"{number}. {group.times} gånger: {shorten(group.name, _LONGEST // 3)}",
        f"→ {shorten(todo(group), _LONGEST // 2)}.",
        effect(group),
    )
    return "\n".join(filter(None, lines))


def _line(text: str) -> Block:
    return plain(shorten(text, _LONGEST))


def notice_message(words: str) -> tuple[str, ...]:
    """A message that only says why there is no report."""
    return tuple(pack((bold(telling.TITLE), _line(words))))
