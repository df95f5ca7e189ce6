"""Replicas that share PostgreSQL: a message is answered once, and not lost with a replica."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import httpx
import pytest
from running_bot import RunningBot
from small_faq import FEE, LOAN
from test_webhook import deliver, update
from transports import SECRET

from bench.cluster.postgres import PostgresServer
from bot.channels.services import Services
from bot.channels.webhook import WebhookSettings
from bot.config import Address
from bot.journal.claims import Claims, open_claims
from bot.simulator.faults import hanging, server_error
from bot.simulator.server import Simulator

PUBLIC_URL = "https://bot.example.org/telegram/in"


@pytest.fixture
def url(server: PostgresServer) -> str:
    return server.new_database()


class Replicas:
    """Two replicas behind a proxy that gives each delivery to the next one in turn."""

    def __init__(self, ports: list[int], url: str, lease_seconds: float = 30.0) -> None:
        self.ports = ports
        self.url = url
        self.lease_seconds = lease_seconds
        self.turn = itertools.cycle(ports)
        self.simulator = Simulator(webhook_route=self._route, pause=lambda _: asyncio.sleep(0.05))

    def bot(self, number: int) -> RunningBot:
        """A replica, not yet started."""
        claims = open_claims(self.url, lease_seconds=self.lease_seconds)
        assert claims
        address = Address("127.0.0.1", self.ports[number])
        return RunningBot(
            self.simulator,
            webhook=WebhookSettings(PUBLIC_URL, address, SECRET),
            services=Services(claims=claims),
        )

    def client(self, number: int) -> httpx.AsyncClient:
        """Somebody who calls one replica."""
        return httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.ports[number]}")

    def _route(self, url: str) -> str:
        return f"http://127.0.0.1:{next(self.turn)}{urlsplit(url).path}"


def claims_of(bot: RunningBot) -> Claims:
    claims = bot.services.claims
    assert claims
    return claims


@pytest.fixture
async def running(
    unused_tcp_port_factory: Callable[[], int], url: str
) -> AsyncIterator[tuple[RunningBot, RunningBot, Replicas]]:
    """Two replicas that run."""
    replicas = Replicas([unused_tcp_port_factory() for _ in range(2)], url)
    async with replicas.simulator, AsyncExitStack() as stack:
        bots = []
        for number in range(2):
            replicas.simulator.world.finished.pop("setWebhook", None)
            bots.append(await stack.enter_async_context(replicas.bot(number)))
            await replicas.simulator.finished("setWebhook")
        yield bots[0], bots[1], replicas


async def test_a_repeat_that_lands_on_another_replica_is_answered_once(
    running: tuple[RunningBot, RunningBot, Replicas],
) -> None:
    here, _, replicas = running
    chat = here.chat()
    async with replicas.client(0) as one, replicas.client(1) as other:
        assert await deliver(one, update(LOAN.question, 77)) == 200
        assert await deliver(other, update(LOAN.question, 77)) == 200
        assert await deliver(other, update(FEE.question, 78)) == 200
    assert [reply.bold for reply in chat.unread] == [[LOAN.question], [FEE.question]]


async def test_what_another_replica_is_at_is_to_come_again(
    running: tuple[RunningBot, RunningBot, Replicas],
) -> None:
    here, _, replicas = running
    chat = here.chat()
    held = asyncio.Event()

    async def hold(_seconds: float) -> None:
        await held.wait()

    here.pause_with = hold
    replicas.simulator.faults.next("sendMessage", server_error())
    async with replicas.client(0) as one, replicas.client(1) as other:
        first = asyncio.create_task(deliver(one, update(LOAN.question, 77)))
        await here.paused.wait()
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        again = await other.post("/telegram/in", json=update(LOAN.question, 77), headers=headers)
        assert (again.status_code, again.headers["retry-after"]) == (503, "5")
        held.set()
        assert await first == 200
        assert await deliver(other, update(LOAN.question, 77)) == 200
    assert len(chat.unread) == 1


async def test_what_could_not_go_out_here_may_go_out_there(
    running: tuple[RunningBot, RunningBot, Replicas],
) -> None:
    here, _, replicas = running
    chat = here.chat()
    replicas.simulator.faults.next("sendMessage", server_error(), times=12)
    async with replicas.client(0) as one, replicas.client(1) as other:
        assert await deliver(one, update(LOAN.question, 77)) == 503
        assert await deliver(other, update(LOAN.question, 77)) == 200
    assert len(chat.unread) == 1


async def test_with_the_database_down_all_are_answered(
    running: tuple[RunningBot, RunningBot, Replicas], server: PostgresServer
) -> None:
    here, there, _ = running
    chats = [here.chat(number) for number in range(1, 11)]
    await chats[0].ask(LOAN.question)
    server.stop()
    try:
        for chat in chats:
            chat.send(FEE.question)
        for chat in chats:
            assert (await chat.reply()).bold == [FEE.question]
        assert claims_of(here).unsure + claims_of(there).unsure >= len(chats)
    finally:
        server.start()
    assert (await chats[0].ask(LOAN.question)).bold == [LOAN.question]


async def test_what_a_killed_replica_had_claimed_is_answered_when_its_lease_has_run_out(
    unused_tcp_port_factory: Callable[[], int], url: str
) -> None:
    replicas = Replicas([unused_tcp_port_factory() for _ in range(2)], url, lease_seconds=0.5)
    killed = open_claims(url, lease_seconds=0.5)
    assert killed
    async with replicas.simulator, replicas.bot(0) as bot, replicas.client(0) as client:
        await replicas.simulator.finished("setWebhook")
        chat = bot.chat()
        assert await killed.claim(77)
        status = 503
        async with asyncio.timeout(10):
            while status == 503:
                status = await deliver(client, update(LOAN.question, 77))
                assert (status == 200) == bool(chat.unread)
    await killed.close()
    assert [reply.bold for reply in chat.unread] == [[LOAN.question]]


async def test_a_stopped_replica_releases_what_it_could_not_answer(
    running: tuple[RunningBot, RunningBot, Replicas],
) -> None:
    _, there, replicas = running
    chat = there.chat()
    claims = open_claims(replicas.url)
    assert claims
    replicas.simulator.faults.next("sendMessage", hanging())
    async with replicas.client(1) as other:
        waiting = asyncio.create_task(deliver(other, update(LOAN.question, 77)))
        await replicas.simulator.finished("sendMessage")
        assert not await claims.claim(77)
        await there.application.intake.drop()
        assert await waiting == 503
    assert await claims.claim(77)
    await claims.close()
    assert chat.unread == []
