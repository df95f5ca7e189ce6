"""Texts go when their days are over; counts stay."""

from dataclasses import replace
from pathlib import Path

import pytest
from journals import (
    DAY,
    ENTRIES,
    PACE,
    Clock,
    answer,
    execute,
    fallback,
    held,
    running,
    until,
    written,
)

from bot.journal.records import ReplyCount

TEXT = "hemligt och gammalt"


@pytest.mark.parametrize(("days", "left"), [(0, 1), (29, 1), (30, 0), (400, 0)])
async def test_a_text_is_kept_for_its_days_and_purged_at_the_start(
    url: str, days: int, left: int
) -> None:
    clock = Clock()
    async with running(url, now=clock) as journal:
        journal.reply(fallback(), TEXT)
        journal.feedback(ENTRIES[0].id, helpful=True)
    clock.pass_days(days)
    async with running(url, now=clock):
        pass
    found = await held(url)
    assert len(found.asked) == left
    assert found.replies == (ReplyCount(DAY, "fallback", "", 1),)
    assert len(found.feedback) == 1


async def test_a_new_day_purges_though_nothing_is_written(url: str) -> None:
    clock = Clock()
    async with running(url, 1, now=clock, pace=replace(PACE, idle=0.01)) as journal:
        journal.reply(fallback(), TEXT)
        await written(journal)
        clock.pass_days(1)
        found = await held(url)
        while found.asked:
            found = await held(url)
    assert found.replied == 1


async def test_a_text_that_waited_too_long_in_memory_is_not_kept(url: str) -> None:
    clock = Clock()
    async with running(url, 1, now=clock, pace=replace(PACE, gather=3600)) as journal:
        journal.reply(fallback(), TEXT)
        clock.pass_days(2)
    found = await held(url)
    assert (found.asked, found.replied) == ((), 1)


async def test_the_ids_of_old_batches_go_too(url: str) -> None:
    clock = Clock()
    for _ in range(3):
        async with running(url, now=clock) as journal:
            journal.reply(answer(), None)
        clock.pass_days(8)
    assert await execute(url, "SELECT count(*) FROM journal_batches") == [(1,)]


async def test_a_purged_text_is_in_no_file(tmp_path: Path) -> None:
    url, clock = f"sqlite:///{tmp_path}/journal.db", Clock()
    async with running(url, now=clock, pace=replace(PACE, idle=0.01)) as journal:
        journal.reply(fallback(), TEXT)
        await written(journal)
        assert _anywhere(tmp_path)
        clock.pass_days(30)
        await until(lambda: not _anywhere(tmp_path))
    assert not _anywhere(tmp_path)


async def test_only_the_bots_own_user_may_read_the_file(tmp_path: Path) -> None:
    async with running(f"sqlite:///{tmp_path}/var/journal.db") as journal:
        journal.reply(fallback(), "badet")
        await written(journal)
        files = list((tmp_path / "var").iterdir())
        assert "journal.db-wal" in {file.name for file in files}
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def _anywhere(folder: Path) -> bool:
    return any(TEXT.encode() in file.read_bytes() for file in folder.iterdir())
