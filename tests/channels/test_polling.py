"""Fetching updates: what is in the way is told once, and silence does not last."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from running_bot import RunningBot
from small_faq import LOAN

from bot.simulator.errors import ApiError
from bot.simulator.faults import Fault, dropped, flood_wait, hanging, server_error, wrong_json
from bot.simulator.server import Simulator
from bot.simulator.updates import OTHER_POLLER, WEBHOOK_ACTIVE

QUICK = {"answer_seconds": 0.05, "poll": timedelta()}
CONFLICT = Fault(ApiError(409, OTHER_POLLER))
DELIVERED_ELSEWHERE = Fault(ApiError(409, WEBHOOK_ACTIVE))


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.name == "bot.channels.polling"]


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (server_error(502), "Kunde inte hämta meddelanden (NetworkError). Försöker igen."),
        (dropped(), "Kunde inte hämta meddelanden (NetworkError). Försöker igen."),
        (wrong_json(), "Kunde inte hämta meddelanden (NetworkError). Försöker igen."),
        (flood_wait(3), "Kunde inte hämta meddelanden (RetryAfter). Försöker igen."),
        (CONFLICT, "Någon annan hämtar redan meddelanden med samma token."),
        (DELIVERED_ELSEWHERE, "En annan bot med samma token får meddelanden med webhook."),
    ],
)
async def test_a_trouble_is_told_once_and_so_is_its_end(
    simulator: Simulator, caplog: pytest.LogCaptureFixture, fault: Fault, line: str
) -> None:
    caplog.set_level(logging.INFO, "bot")
    simulator.faults.next("getUpdates", fault, times=4)
    async with RunningBot(simulator) as bot:
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    first, last = told(caplog)
    assert first.startswith(line)
    assert last == "Hämtar meddelanden igen."


async def test_the_waits_grow_and_heed_what_telegram_asks(simulator: Simulator) -> None:
    simulator.faults.next("getUpdates", server_error(), times=6)
    simulator.faults.next("getUpdates", flood_wait(40))
    async with RunningBot(simulator) as bot:
        await bot.chat().ask("hej")
    assert bot.waits == [1, 2, 4, 8, 16, 30, 40]


async def test_after_two_minutes_it_connects_anew(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.faults.next("getUpdates", server_error(), times=9)
    async with RunningBot(simulator) as bot:
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    assert [one for one in told(caplog) if "ansluter på nytt" in one] != []
    assert 120 <= bot.clock() < 300


async def test_after_five_minutes_it_ends_so_that_it_is_started_again(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    bot = RunningBot(simulator)
    bot.start()
    await bot.chat().ask("hej")
    simulator.faults.next("getUpdates", server_error(), times=100)
    bot.chat().send("hej")
    assert await bot.exit_code == 3
    assert 300 <= bot.clock() < 400
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "på fem minuter och avslutas med kod 3, så att den startas om" in record.message


async def test_a_server_that_never_answers_is_noticed(simulator: Simulator) -> None:
    simulator.faults.next("getUpdates", hanging(), times=4)
    bot = RunningBot(simulator, seconds=QUICK)
    async with bot:
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    assert bot.waits[:4] == [1, 2, 4, 8]


async def test_a_token_revoked_meanwhile_ends_it(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    bot = RunningBot(simulator, seconds=QUICK)
    bot.start()
    await bot.chat().ask("hej")
    simulator.world.token = "1000000001:another"
    assert await bot.exit_code == 2
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "TELEGRAM_BOT_TOKEN" in record.message


async def test_another_page_than_telegrams_does_not_refuse_the_token(simulator: Simulator) -> None:
    """A proxy that is being restarted may answer 404, which python-telegram-bot blames on us."""
    async with ProxyPage(404) as address:
        bot = RunningBot(simulator, api_url=address)
        bot.start()
        await bot.paused.wait()
        assert await bot.stopped() == 0


async def test_an_update_that_cannot_be_read_is_left_out_and_does_not_come_again(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.world.updates.add("message", {"text": "hemligt"}, 42)
    async with RunningBot(simulator) as bot:
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    ours = [one.message for one in caplog.records if one.name == "bot.channels.updates"]
    assert ours == ["En uppdatering gick inte att läsa (KeyError)."]


async def test_what_was_fetched_is_answered_and_confirmed_at_the_stop(
    simulator: Simulator,
) -> None:
    async with RunningBot(simulator) as bot:
        chats = [bot.chat(number) for number in range(1, 31)]
        await chats[0].ask("hej")
        for chat in chats:
            chat.send(LOAN.question)
        await chats[3].reply()
    async with RunningBot(simulator) as bot:
        for chat in chats:
            if chat is not chats[3]:
                assert (await chat.reply()).bold == [LOAN.question]
    assert [chat.unread for chat in chats] == [[]] * 30
    assert len(simulator.world.updates) == 0


async def test_a_telegram_that_hangs_cannot_hold_the_program(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.faults.next("sendMessage", hanging())
    async with RunningBot(simulator, seconds={"last_seconds": 0.1}) as bot:
        bot.chat().send(LOAN.question)
        await simulator.finished("sendMessage")
    assert "1 meddelanden hann inte besvaras." in caplog.text


async def test_a_last_confirmation_that_fails_is_a_warning(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    async with RunningBot(simulator) as bot:
        await bot.chat().ask("hej")
        simulator.faults.next("getUpdates", server_error())
    assert told(caplog)[-1].startswith("Kunde inte kvittera de sista meddelandena (NetworkError)")


class ProxyPage:
    """A server with one page, as a proxy shows it when nobody is behind it."""

    def __init__(self, status: int) -> None:
        self._answer = f"HTTP/1.1 {status} X\r\ncontent-length: 6\r\n\r\n<html>".encode()

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}"

    async def __aexit__(self, *_exception: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(self._answer)
        await writer.drain()
        writer.close()
