"""What is noted, and what is not, on both databases."""

import asyncio
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from journals import (
    DAY,
    ENTRIES,
    Clock,
    answer,
    emergency,
    execute,
    fallback,
    held,
    prepared,
    running,
    suggestions,
    written,
)

from bot.journal.records import Asked, FeedbackCount, ReplyCount
from bot.journal.writer import LONGEST_TEXT, NoJournal, open_journal
from bot.models import Reply, ReplyKind

ID = ENTRIES[0].id
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def test_replies_are_counted_by_entry_kind_and_day(url: str) -> None:
    clock = Clock()
    async with running(url, now=clock) as journal:
        for _ in range(3):
            journal.reply(answer(), "var är det")
        journal.reply(answer(ENTRIES[1]), "var är det")
        journal.reply(Reply(ReplyKind.SMALLTALK, "Hej!"), "hej")
        await written(journal)
        journal.reply(answer(), "var är det")
        await written(journal)
        clock.now = MONDAY
        journal.reply(answer(), "var är det")
    assert set((await held(url)).replies) == {
        ReplyCount(DAY, "answer", ID, 4),
        ReplyCount(DAY, "answer", ENTRIES[1].id, 1),
        ReplyCount(DAY, "smalltalk", "", 1),
        ReplyCount(MONDAY.date(), "answer", ID, 1),
    }


async def test_counts_go_on_after_a_restart(url: str) -> None:
    for _ in range(3):
        async with running(url) as journal:
            journal.reply(answer(), None)
            journal.feedback(ID, helpful=True)
    found = await held(url)
    assert found.replies == (ReplyCount(DAY, "answer", ID, 3),)
    assert found.feedback == (FeedbackCount(DAY, ID, 3, 0),)


async def test_feedback_is_counted_by_entry_and_day(url: str) -> None:
    async with running(url) as journal:
        for helpful in (True, False, True):
            journal.feedback(ID, helpful=helpful)
        journal.feedback("annan", helpful=False)
    assert (await held(url)).feedback == (
        FeedbackCount(DAY, "annan", 0, 1),
        FeedbackCount(DAY, ID, 2, 1),
    )


@pytest.mark.parametrize("made_up", ["", "Anna Ek", "a" * 41, "å", "a\n", "0701234567 "])
async def test_feedback_on_what_can_be_no_entry_is_not_noted(url: str, made_up: str) -> None:
    async with running(url) as journal:
        journal.feedback(made_up, helpful=True)
        assert journal.pending == 0
    assert (await held(url)).feedback == ()


async def test_what_went_unanswered_is_kept_with_the_nearest_entry(url: str) -> None:
    async with running(url) as journal:
        journal.reply(fallback(score=12.5), "när öppnar badet")
        journal.reply(suggestions(), "var parkerar man")
        journal.reply(Reply(ReplyKind.FALLBACK, ""), "xyz")
        journal.rejected("får hunden följa med")
    found = await held(url)
    assert set(found.asked) == {
        Asked("när öppnar badet", "fallback", ID, 12.5, DAY),
        Asked("var parkerar man", "suggestions", ID, 40.0, DAY),
        Asked("xyz", "fallback", None, None, DAY),
        Asked("får hunden följa med", "rejected", None, None, DAY),
    }
    assert set(found.replies) == {
        ReplyCount(DAY, "fallback", "", 2),
        ReplyCount(DAY, "suggestions", "", 1),
        ReplyCount(DAY, "rejected", "", 1),
    }


@pytest.mark.parametrize(
    "reply",
    [
        answer(),
        emergency(),
        Reply(ReplyKind.SMALLTALK, "Hej!"),
        suggestions(asks_area=True),
    ],
    ids=["answered", "danger", "small talk", "which area"],
)
async def test_no_other_text_is_kept(url: str, reply: Reply) -> None:
    async with running(url) as journal:
        journal.reply(reply, "jag kan inte andas")
    found = await held(url)
    assert (found.asked, found.replied) == ((), 1)


async def test_without_a_message_only_the_count_is_kept(url: str) -> None:
    async with running(url) as journal:
        journal.reply(fallback(), None)
        journal.reply(fallback(), " \n ")
    found = await held(url)
    assert (found.asked, found.replied) == ((), 2)


async def test_texts_are_redacted(url: str) -> None:
    async with running(url) as journal:
        journal.reply(fallback(), "ring mig på 070-123 45 67 om badet")
        journal.rejected("mejla anna@example.org om badet")
    texts = (await held(url)).texts
    assert len(texts) == 2
    assert all("badet" in text for text in texts)
    assert not any("123" in text or "anna" in text for text in texts)


async def test_any_text_can_be_kept(url: str) -> None:
    odd = "nollan \0 och \ud800 halva 🙂 'citat\" \\ %s :x"
    async with running(url) as journal:
        journal.reply(fallback(), odd)
        journal.reply(fallback(), "badet " * 1000)
    texts = sorted((await held(url)).texts)
    assert texts == [("badet " * 1000)[:LONGEST_TEXT], "nollan och ? halva 🙂 'citat\" \\ %s :x"]


async def test_a_day_is_one_in_sweden(url: str) -> None:
    late = Clock(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    async with running(url, now=late) as journal:
        journal.reply(fallback(), "badet")
    found = await held(url)
    assert found.asked[0].day == found.replies[0].day == date(2026, 7, 1)


async def test_replicas_add_to_the_same_counts(url: str) -> None:
    async def replica() -> None:
        async with running(url) as journal:
            for number in range(50):
                journal.reply(answer(ENTRIES[number % 2]), None)
                journal.reply(fallback(), "badet")
                journal.feedback(ID, helpful=True)
                await asyncio.sleep(0)

    await asyncio.gather(*(replica() for _ in range(4)))
    found = await held(url)
    assert found.replied == 400
    assert len(found.asked) == 200
    assert found.feedback == (FeedbackCount(DAY, ID, 200, 0),)


async def test_what_cannot_be_noted_is_counted_and_breaks_nothing(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken = cast("Reply", SimpleNamespace(kind=ReplyKind.FALLBACK, entry="hemlig text"))
    async with running(url) as journal:
        journal.reply(broken, "badet")
        journal.rejected(cast("str", 17))
        assert journal.dropped == 2
        journal.reply(answer(), None)
    assert ReplyCount(DAY, "answer", ID, 1) in (await held(url)).replies
    assert [one.getMessage() for one in caplog.records] == [
        "En anteckning till journalen gick inte att göra: AttributeError."
    ] * 2


async def test_no_column_could_hold_an_identity_or_a_time_of_day(url: str) -> None:
    async with running(url) as journal:
        journal.reply(fallback(), "badet")
        journal.feedback(ID, helpful=True)
    ((_day, *rest),) = await execute(url, "SELECT * FROM journal_unanswered")
    assert rest == ["fallback", "badet", ID, 40]
    for table, columns in {"replies": 4, "feedback": 4, "batches": 2}.items():
        (row,) = await execute(url, f"SELECT * FROM journal_{table}")  # noqa: S608 - our own
        assert len(row) == columns


async def test_a_journal_that_is_off_notes_nothing() -> None:
    journal = open_journal("off", 30)
    assert isinstance(journal, NoJournal)
    await journal.start()
    journal.reply(fallback(), "badet")
    journal.rejected("badet")
    journal.feedback(ID, helpful=True)
    await journal.close()
    assert (journal.pending, journal.dropped, journal.is_up) == (0, 0, True)


async def test_a_journal_can_be_closed_without_having_begun(url: str) -> None:
    journal = prepared(url)
    await journal.close()
    assert not journal.is_up
