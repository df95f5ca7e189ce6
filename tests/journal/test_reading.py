"""The journal as the report reads it."""

from datetime import timedelta
from pathlib import Path

import pytest
from journals import DAY, ENTRIES, Clock, Held, answer, fallback, held, running, written

from bot.journal.errors import JournalUrlError
from bot.journal.reading import open_reader

NOTHING = Held((), (), ())


async def test_a_journal_that_is_not_there_holds_nothing_and_is_not_made(
    sqlite_url: str, tmp_path: Path
) -> None:
    assert await held(sqlite_url) == NOTHING
    assert _files(tmp_path) == []


async def test_a_new_journal_holds_nothing(url: str) -> None:
    async with running(url):
        pass
    assert await held(url) == NOTHING


async def test_it_reads_the_days_asked_for_in_order(url: str) -> None:
    clock = Clock()
    for _ in range(3):
        async with running(url, now=clock) as journal:
            journal.reply(fallback(), "öppet")
            journal.reply(fallback(), "badet")
            journal.reply(answer(), None)
            journal.feedback(ENTRIES[0].id, helpful=True)
        clock.pass_days(1)
    second = DAY + timedelta(days=1)
    found = await held(url, second)
    assert [one.day for one in found.asked] == [second] * 2 + [second + timedelta(days=1)] * 2
    assert {one.day for one in found.replies} == {one.day for one in found.feedback}
    assert min(one.day for one in found.replies) == second
    assert found.replied == 6


async def test_it_reads_while_a_bot_writes(url: str) -> None:
    async with running(url) as journal, open_reader(url) as reader:
        for number in range(20):
            journal.reply(fallback(), f"badet {number}")
            await written(journal)
            assert len(await reader.asked(DAY)) == number + 1


async def test_a_path_counts_from_the_folder(tmp_path: Path) -> None:
    async with running("sqlite:///var/journal.db", folder=tmp_path) as journal:
        journal.reply(fallback(), "badet")
    async with open_reader("sqlite:///var/journal.db", tmp_path) as reader:
        assert [one.text for one in await reader.asked(DAY)] == ["badet"]


async def test_an_address_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(JournalUrlError):
        async with open_reader("mysql://server/db"):
            pass


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())
