"""A journal made by hand: messages, replies and feedback on days of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.content.loader import load
from bot.dialogue import Dialogue
from bot.editor.report.report import Noted, Report, make_report
from bot.journal import schema
from bot.journal.database import open_database
from bot.journal.records import Asked, FeedbackCount, ReplyCount
from bot.models import Faq, Place

FIXTURE = Path(__file__).parent.parent / "fixtures" / "faq"
TODAY = datetime.now(ZoneInfo("Europe/Stockholm")).date()
SINCE = TODAY - timedelta(days=29)
URL = "sqlite:///var/journal.db"


def parking_faq() -> Faq:
    """The FAQ on parking, as it is read from the folder `faq`; it leaves nothing out."""
    loaded = load(FIXTURE)
    assert loaded.faq
    faq = loaded.faq.edited(lambda entry: replace(entry, place=_from_here(entry.place)))
    return replace(faq, out_of_scope=())


def _from_here(place: Place) -> Place:
    file = Path("faq") / Path(place.file).relative_to(FIXTURE)
    return replace(place, file=file.as_posix())


def asked(
    text: str, times: int = 1, kind: str = "fallback", day: date = TODAY
) -> tuple[Asked, ...]:
    """So many messages with the same text."""
    return (Asked(text, kind, None, None, day),) * times


def noted(
    *messages: Iterable[Asked],
    replies: Iterable[ReplyCount] = (),
    feedback: Iterable[FeedbackCount] = (),
) -> Noted:
    """What a journal of the last thirty days holds."""
    texts = tuple(one for group in messages for one in group)
    return Noted(SINCE, TODAY, texts, tuple(replies), tuple(feedback))


def report_on(given: Noted, faq: Faq | None = None) -> Report:
    """The report beside the FAQ on parking, or another."""
    return make_report(given, Dialogue(faq or parking_faq()), Dialogue)


def write(given: Noted, url: str = URL) -> None:
    """Put it into the journal at `url`."""
    tables = (
        (schema.unanswered, ("text", "kind", "nearest", "score", "day"), given.asked),
        (schema.replies, ("day", "kind", "entry", "count"), given.replies),
        (schema.feedback, ("day", "entry", "helpful", "unhelpful"), given.feedback),
    )

    async def fill() -> None:
        database = open_database(url)
        async with database.transaction() as connection:
            for table, names, records in tables:
                rows = [{name: getattr(one, name) for name in names} for one in records]
                if rows:
                    await connection.execute(insert(table), rows)
        await database.close()

    asyncio.run(fill())
