"""What the webhook lets in, what it turns away, and when it says that all is well."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from running_bot import BrokenDialogue, RunningBot
from small_faq import LOAN, small_faq, texts
from starlette.types import Receive, Scope, Send
from telegram import Bot, Update
from transports import PUBLIC_URL, SECRET, WEBHOOK, Site, running

from bot.channels.ending import Ending
from bot.channels.http_server import HttpServer, listening
from bot.channels.intake import Intake
from bot.channels.pacing import MAX_ATTEMPTS
from bot.channels.webhook import WebhookSettings, secret_for
from bot.channels.webhook_app import MAX_BODY, WebhookApp
from bot.config import Address
from bot.simulator.errors import bad_request
from bot.simulator.faults import Fault, flood_wait, hanging, server_error

JSON = {"content-type": "application/json"}
SIGNED = JSON | {"X-Telegram-Bot-Api-Secret-Token": SECRET}
LOCAL = Address("127.0.0.1", 0)


@pytest.fixture
def site(unused_tcp_port: int) -> Site:
    return Site(WEBHOOK, unused_tcp_port)


@pytest.fixture
async def bot(site: Site) -> AsyncIterator[RunningBot]:
    """The bot on a webhook; the server listens before Telegram is told."""
    async with running(site) as bot:
        await bot.simulator.finished("setWebhook")
        yield bot


@pytest.fixture
async def client(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who calls the address where the bot listens."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{site.port}") as client:
        yield client


def update(text: str, update_id: int = 1, chat_id: int = 42) -> dict[str, Any]:
    """An update as Telegram delivers it."""
    user = {"id": chat_id, "is_bot": False, "first_name": "Astrid"}
    chat = {"id": chat_id, "type": "private", "first_name": "Astrid"}
    message = {"message_id": update_id, "date": 1, "chat": chat, "from": user, "text": text}
    return {"update_id": update_id, "message": message}


async def deliver(client: httpx.AsyncClient, content: object, **more: Any) -> int:
    """Call the webhook; the status it answers with."""
    body = content if isinstance(content, str) else json.dumps(content)
    answer = await client.post("/telegram/in", content=body, headers=more.get("headers", SIGNED))
    return answer.status_code


async def test_telegram_is_told_where_to_deliver(bot: RunningBot) -> None:
    hook = bot.simulator.world.webhook
    assert hook
    assert (hook.url, hook.secret, hook.max_connections) == (PUBLIC_URL, SECRET, 100)
    assert bot.simulator.world.updates.allowed == (
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
    )


async def test_a_delivered_question_is_answered(bot: RunningBot) -> None:
    assert (await bot.chat().ask("hej")).text == "Hej själv!"
    assert "getUpdates" not in bot.simulator.world.calls


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 403),
        (JSON | {"X-Telegram-Bot-Api-Secret-Token": ""}, 403),
        (JSON | {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}, 403),
        (JSON | {"X-Telegram-Bot-Api-Secret-Token": "hémlig".encode()}, 403),
        (SIGNED | {"content-type": "text/plain"}, 415),
        (SIGNED | {"content-type": ""}, 415),
        (SIGNED | {"content-type": "Application/JSON; charset=utf-8"}, 200),
    ],
)
async def test_only_telegram_gets_in(
    bot: RunningBot, client: httpx.AsyncClient, headers: dict[str, Any], status: int
) -> None:
    bot.chat()
    assert await deliver(client, update(LOAN.question), headers=headers) == status
    assert ("sendMessage" in bot.simulator.world.calls) == (status == 200)


@pytest.mark.parametrize(
    "body", ["", "hej", "{", "[]", "1", '{"update_id": "1"}', '{"update_id": true}', "[" * 9999]
)
async def test_what_is_no_update_is_refused(
    bot: RunningBot, client: httpx.AsyncClient, body: str
) -> None:
    assert await deliver(client, body) == 400
    assert (await bot.chat().ask("hej")).text == "Hej själv!"


async def test_an_update_that_cannot_be_read_does_not_come_again(
    bot: RunningBot, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert await deliver(client, {"update_id": 1, "message": {"text": "hemligt"}}) == 200
    assert "gick inte att läsa (" in caplog.text
    assert "hemligt" not in caplog.text
    assert (await bot.chat().ask("hej")).text == "Hej själv!"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_a_delivery_is_a_post(client: httpx.AsyncClient, method: str) -> None:
    assert (await client.request(method, "/telegram/in", headers=SIGNED)).status_code == 405


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("path", ["/", "/telegram", "/telegram/in/", "/healthz"])
async def test_nothing_else_is_served_there(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.post(path, headers=SIGNED)).status_code == 404


@pytest.mark.usefixtures("bot")
async def test_a_body_that_is_too_long_is_refused(client: httpx.AsyncClient) -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 100_000 + 1):
            yield b" " * 100_000

    announced = await client.post("/telegram/in", content=" " * (MAX_BODY + 1), headers=SIGNED)
    streamed = await client.post("/telegram/in", content=unannounced(), headers=SIGNED)
    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert await deliver(client, " " * (MAX_BODY - 1)) == 400


async def test_it_says_so_only_once_the_reply_has_gone_out(
    bot: RunningBot, client: httpx.AsyncClient
) -> None:
    chat = bot.chat()
    assert await deliver(client, update(LOAN.question)) == 200
    assert [reply.bold for reply in chat.unread] == [[LOAN.question]]


async def test_an_update_that_comes_twice_is_answered_once(
    bot: RunningBot, client: httpx.AsyncClient
) -> None:
    chat = bot.chat()
    one = update(LOAN.question)
    assert await asyncio.gather(*(deliver(client, one) for _ in range(5))) == [200] * 5
    assert await deliver(client, one) == 200
    assert len(chat.unread) == 1


async def test_a_reply_that_cannot_go_out_is_asked_for_again(
    bot: RunningBot, client: httpx.AsyncClient
) -> None:
    chat = bot.chat()
    bot.simulator.faults.next("sendMessage", server_error(), times=2 * MAX_ATTEMPTS)
    assert await deliver(client, update(LOAN.question)) == 503
    assert chat.unread == []
    assert await deliver(client, update(LOAN.question)) == 200
    assert [reply.bold for reply in chat.unread] == [[LOAN.question]]


async def test_a_fault_of_the_bot_is_told_once(bot: RunningBot, client: httpx.AsyncClient) -> None:
    chat = bot.chat()
    bot.current = BrokenDialogue(small_faq())
    for _ in range(2):
        assert await deliver(client, update("krasch")) == 200
    assert [reply.text for reply in chat.unread] == [texts().error]


async def test_a_resident_who_blocked_the_bot_is_no_reason_to_try_again(
    bot: RunningBot, client: httpx.AsyncClient
) -> None:
    bot.chat().block()
    assert await deliver(client, update(LOAN.question)) == 200


async def test_too_many_at_once_are_asked_to_come_again() -> None:
    gate, full = asyncio.Event(), asyncio.Event()

    async def answer(_update: Update) -> None:
        if intake.is_full:
            full.set()
        await gate.wait()

    intake = Intake(answer, limit=2)
    app = WebhookApp("/telegram/in", SECRET, Bot("1:x"), intake)
    server = HttpServer(app, LOCAL)
    await server.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as client:
        taken = [asyncio.create_task(deliver(client, update("hej", one))) for one in (1, 2)]
        await full.wait()
        assert await deliver(client, update("hej", 3)) == 503
        again = asyncio.create_task(deliver(client, update("hej", 2)))
        gate.set()
        assert await asyncio.gather(*taken, again) == [200, 200, 200]
        assert await deliver(client, update("hej", 3)) == 200
    await server.stop(1)


@pytest.mark.parametrize("faults", [[server_error()] * 2, [flood_wait(1)]])
async def test_it_waits_until_telegram_can_be_told(site: Site, faults: list[Fault]) -> None:
    async with site.simulator() as simulator:
        for fault in faults:
            simulator.faults.next("setWebhook", fault)
        async with site.bot(simulator) as bot:
            assert (await bot.chat().ask("hej")).text == "Hej själv!"
        assert bot.waits == [1, 2][: len(faults)]


async def test_an_address_that_telegram_refuses_ends_it(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    async with site.simulator() as simulator:
        refused = Fault(bad_request("bad webhook: Failed to resolve host"))
        simulator.faults.next("setWebhook", refused)
        bot = site.bot(simulator)
        bot.start()
        assert await bot.exit_code == 2
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "public_url" in record.message
    assert "failed to resolve host" in record.message


async def test_a_revoked_token_ends_it(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.start()
        chat = bot.chat()
        await chat.ask("hej")
        simulator.world.token = "1000000001:another"
        chat.send("hej")
        assert await bot.exit_code == 2
    assert "TELEGRAM_BOT_TOKEN" in caplog.text


async def test_the_webhook_stays_for_the_other_replicas(site: Site) -> None:
    async with site.simulator() as simulator:
        for _ in range(2):
            async with site.bot(simulator) as bot:
                await bot.chat().ask("hej")
        assert simulator.world.webhook
        assert "deleteWebhook" not in simulator.world.calls


async def test_at_the_stop_what_is_in_flight_is_answered_and_nothing_lost(site: Site) -> None:
    async with site.simulator() as simulator:
        async with site.bot(simulator) as bot:
            chats = [bot.chat(number) for number in range(1, 31)]
            await chats[0].ask("hej")
            for chat in chats:
                chat.send(LOAN.question)
            await chats[3].reply()
        async with site.bot(simulator) as bot:
            for chat in chats:
                if chat is not chats[3]:
                    assert (await chat.reply()).bold == [LOAN.question]
        assert [chat.unread for chat in chats] == [[]] * 30


async def test_a_telegram_that_hangs_cannot_hold_the_program(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.seconds = {"last_seconds": 0.1}
        simulator.faults.next("sendMessage", hanging())
        async with bot:
            bot.chat().send(LOAN.question)
            await simulator.finished("sendMessage")
        assert len(simulator.world.updates) == 1
    assert "1 meddelanden hann inte besvaras." in caplog.text


async def test_an_address_in_use_is_one_clear_line() -> None:
    taken = HttpServer(_nothing, LOCAL)
    await taken.start()
    second = HttpServer(_nothing, Address("127.0.0.1", taken.port))
    with pytest.raises(Ending, match=r"telegram\.webhook\.listen") as ending:
        await listening(second, "telegram.webhook.listen")
    assert ending.value.code == 2
    await taken.stop(1)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://bot.example.org", "/"),
        ("https://bot.example.org/a/b?c=d", "/a/b"),
        ("https://bot.example.org/sv%C3%A5r", "/svår"),
    ],
)
def test_the_path_is_that_of_the_public_address(url: str, path: str) -> None:
    assert WebhookSettings(url, LOCAL, SECRET).path == path


def test_the_secret_follows_from_the_token_and_shows_nowhere() -> None:
    secret = secret_for("123:abc")
    assert secret == secret_for("123:abc") != secret_for("123:abd")
    assert len(secret) == 64
    assert secret not in repr(WebhookSettings(PUBLIC_URL, LOCAL, secret))


async def _nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """An app that nobody calls."""
