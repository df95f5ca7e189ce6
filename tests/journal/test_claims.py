"""Replicas that share a database answer an update once; without one they all answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from journals import PATIENCE_SECONDS, execute

from bench.cluster.postgres import PASSWORD, PostgresServer
from bot.journal.claims import LEFT_ALONE_SECONDS, Claims, open_claims

Replica = Callable[..., Claims]


@pytest.fixture
async def replica(postgres_url: str) -> AsyncIterator[Replica]:
    """Opens the claims of another replica on the same database."""
    async with AsyncExitStack() as opened:

        def another(**given: Any) -> Claims:
            options: dict[str, Any] = {"patience_seconds": PATIENCE_SECONDS} | given
            claims = open_claims(postgres_url, **options)
            assert claims
            opened.push_async_callback(claims.close)
            return claims

        yield another


async def test_the_first_replica_has_it(replica: Replica) -> None:
    here, there = replica(), replica()
    assert await here.claim(1)
    assert not await there.claim(1)
    assert not await here.claim(1)
    assert await there.claim(2)
    assert (here.unsure, there.unsure) == (0, 0)


async def test_of_many_at_once_one_has_it(replica: Replica) -> None:
    replicas = [replica() for _ in range(3)]
    for update_id in range(5):
        tries = [one.claim(update_id) for one in replicas for _ in range(5)]
        assert sum(await asyncio.gather(*tries)) == 1


async def test_when_its_lease_has_run_out_another_replica_has_it(replica: Replica) -> None:
    killed, there = replica(lease_seconds=-1), replica()
    assert await killed.claim(1)
    assert not await there.finished(1)
    assert await there.claim(1)
    assert not await killed.claim(1)


async def test_who_is_still_at_it_renews_its_lease(replica: Replica) -> None:
    here, there, renewing = replica(lease_seconds=-1), replica(), replica()
    assert await here.claim(1)
    renewing._owner = here._owner  # the same replica, with a lease that lasts
    await renewing.renew([1, 2])
    assert not await there.claim(1)
    assert await there.claim(2)
    await there.renew([1])  # not its own


async def test_what_is_done_is_never_claimed_again(replica: Replica) -> None:
    here, there = replica(lease_seconds=-1), replica()
    assert await here.claim(1)
    await here.done(1)
    assert not await there.claim(1)
    assert await there.finished(1)


async def test_what_was_done_without_a_claim_is_done_too(replica: Replica) -> None:
    here, there = replica(), replica()
    await here.done(1)
    assert not await there.claim(1)


async def test_what_could_not_be_answered_is_released(replica: Replica) -> None:
    here, there = replica(), replica()
    assert await here.claim(1)
    await there.release(1)  # not its own
    assert not await there.claim(1)
    await here.release(1)
    assert await there.claim(1)


async def test_what_is_done_is_not_released(replica: Replica) -> None:
    here = replica()
    assert await here.claim(1)
    await here.done(1)
    await here.release(1)
    assert not await here.claim(1)


async def test_what_telegram_no_longer_delivers_is_purged(
    replica: Replica, postgres_url: str
) -> None:
    here = replica()
    for update_id in range(4):
        await here.claim(update_id)
        await here.done(update_id)
    yesterday = "UPDATE journal_claims SET until = now() - interval '26 hours'"
    await execute(postgres_url, f"{yesterday} WHERE update_id < 2")
    await here.purge()
    left = "SELECT update_id FROM journal_claims ORDER BY update_id"
    assert await execute(postgres_url, left) == [(2,), (3,)]
    await execute(postgres_url, yesterday)
    later = replica(clock=iter([0.0, 4000.0, 4000.0, 4000.0, 4000.0]).__next__)
    await later.done(9)
    assert await execute(postgres_url, left) == [(9,)]


async def test_with_the_database_down_every_replica_answers(
    server: PostgresServer, replica: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = replica(), replica()
    assert await here.claim(1)
    server.stop()
    try:
        assert all([await there.claim(update_id) for update_id in (1, 2, 3)])
        await there.done(1)
        await there.release(2)
        assert not await there.finished(1)
        assert there.unsure == 3
    finally:
        server.start()
    assert not await there.claim(1)
    assert there.unsure == 3
    down, back = caplog.messages
    assert down.startswith("Databasen kan inte säga vilka meddelanden som är besvarade: ")
    assert back == "Databasen kan åter säga vilka meddelanden som är besvarade."


async def test_a_database_that_does_not_answer_is_left_alone_for_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = 0

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await stop.wait()
        writer.close()

    stop, passed = asyncio.Event(), [0.0]
    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        claims = open_claims(
            f"postgresql://u:{PASSWORD}@127.0.0.1:{port}/x",
            patience_seconds=0.1,
            clock=lambda: passed[0],
        )
        assert claims
        for _ in range(100):
            assert await claims.claim(1)
        assert (asked, claims.unsure) == (1, 100)
        passed[0] += LEFT_ALONE_SECONDS
        assert await claims.claim(1)
        assert asked == 2
        await claims.close()
        stop.set()
    assert len(caplog.messages) == 1
    assert PASSWORD not in caplog.text


async def test_on_sqlite_there_are_no_replicas() -> None:
    assert open_claims("sqlite:///journal.db") is None
    assert open_claims("off") is None
