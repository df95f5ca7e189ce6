"""What supervisors and Prometheus are told, in both modes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from running_bot import RunningBot
from small_faq import LOAN
from transports import POLLING, WEBHOOK, Site

from bot.channels.health import State, health_app
from bot.channels.metrics import Metrics
from bot.config import Address
from bot.simulator.faults import server_error
from bot.simulator.server import Simulator


@pytest.fixture
async def client(unused_tcp_port_factory: object) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks how the bot is."""
    port = unused_tcp_port_factory()  # type: ignore[operator]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        yield client


def watched(bot: RunningBot, client: httpx.AsyncClient) -> RunningBot:
    """The bot with its health where the client looks for it."""
    bot.health = Address("127.0.0.1", client.base_url.port or 0)
    return bot


@pytest.mark.parametrize("transport", [POLLING, WEBHOOK])
async def test_a_bot_that_answers_is_alive_and_ready(
    client: httpx.AsyncClient, unused_tcp_port: int, transport: str
) -> None:
    site = Site(transport, unused_tcp_port)
    async with site.simulator() as simulator, watched(site.bot(simulator), client) as bot:
        await bot.chat(987654321).ask(LOAN.question)
        alive, ready, counted = [
            await client.get(path) for path in ("/healthz", "/readyz", "/metrics")
        ]
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "content": bot.current.faq.version}
    assert counted.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'narasvar_updates_total{kind="message"} 1.0' in counted.text
    assert 'narasvar_replies_total{kind="answer"} 1.0' in counted.text
    assert "narasvar_reply_seconds_count 1.0" in counted.text
    assert f'content_info{{version="{bot.current.faq.version}"}} 1.0' in counted.text
    assert ("narasvar_seconds_since_poll NaN" in counted.text) == (transport == WEBHOOK)
    assert "987654321" not in counted.text
    assert LOAN.question not in counted.text


async def test_a_bot_that_still_waits_for_telegram_is_alive_but_not_ready(
    client: httpx.AsyncClient, unused_tcp_port: int
) -> None:
    bot = watched(RunningBot(Simulator(port=unused_tcp_port)), client)
    bot.start()
    await bot.paused.wait()
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 503
    assert await bot.stopped() == 0


async def test_a_bot_that_fetches_nothing_any_more_is_not_alive() -> None:
    now = [0.0]
    metrics = Metrics(lambda: now[0])
    app = httpx.ASGITransport(health_app(State(ready=True), metrics, lambda: "v1"))
    async with httpx.AsyncClient(transport=app, base_url="http://bot") as client:
        metrics.polled()
        for seconds, status in ((299, 200), (300, 503)):
            now[0] = seconds
            assert (await client.get("/healthz")).status_code == status
        metrics.polled()
        assert (await client.get("/healthz")).status_code == 200


async def test_an_address_in_use_ends_it_with_one_clear_line(
    simulator: Simulator, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(RunningBot(simulator), client) as first:
        await first.chat().ask("hej")
        second = watched(RunningBot(simulator), client)
        second.start()
        assert await second.exit_code == 2
    (record,) = [one for one in caplog.records if "telegram.health" in one.message]
    assert f"127.0.0.1:{client.base_url.port}" in record.message


async def test_repeats_that_may_be_doubles_are_counted(
    simulator: Simulator, client: httpx.AsyncClient
) -> None:
    simulator.faults.next("sendMessage", server_error(after=True))
    async with watched(RunningBot(simulator), client) as bot:
        chat = bot.chat()
        chat.send("hej")
        await chat.replies(2)
        counted = await client.get("/metrics")
    assert "narasvar_doubtful_sends_total 1.0" in counted.text
