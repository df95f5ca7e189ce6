"""Patience: who waits, for how long, and what is counted when a send is repeated."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpcore
import httpx
import pytest
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.delivery import Delivery
from bot.channels.metrics import Metrics
from bot.channels.pacing import MAX_ATTEMPTS, PatientByRequest

MESSAGE = {"chat_id": 1}


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as build_application does


class Server:
    """Answers each request with the next outcome, then with "sent"."""

    def __init__(self, *outcomes: Exception) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[int] = []

    async def __call__(self, chat_id: int = 0) -> str:
        self.asked.append(chat_id)
        await asyncio.sleep(0)
        if self.outcomes:
            raise self.outcomes.pop(0)
        return "sent"


class Patience:
    """The limiter with pauses that end when `gate` is open, which it is unless a test shuts it."""

    def __init__(self, revoked: Callable[[], None] = lambda: None) -> None:
        self.metrics = Metrics()
        self.waits: list[float] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.limiter = PatientByRequest(self._pause, self.metrics, revoked)

    async def _pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        await self.gate.wait()

    async def request(
        self,
        server: Server,
        endpoint: str = "sendMessage",
        data: dict[str, Any] = MESSAGE,
        *,
        urgent: bool | None = None,
    ) -> Any:
        chat = {"chat_id": data.get("chat_id", 0)}
        return await self.limiter.process_request(server, (), chat, endpoint, data, urgent)

    @property
    def doubtful(self) -> bytes:
        (line,) = [
            one
            for one in self.metrics.render().splitlines()
            if one.startswith(b"narasvar_doubtful_sends_total")
        ]
        return line.split()[-1]


def after(cause: Exception) -> NetworkError:
    """An error as python-telegram-bot makes it of one of the connection's."""
    error = NetworkError("httpx")
    error.__cause__ = cause
    return error


def flood(seconds: int) -> RetryAfter:
    return RetryAfter(timedelta(seconds=seconds))


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_while_a_chat_must_wait_nobody_writes_to_it() -> None:
    patience, server = Patience(), Server(flood(7))
    patience.gate.clear()
    first = asyncio.create_task(patience.request(server))
    await settle()
    later = [asyncio.create_task(patience.request(server)) for _ in range(3)]
    other = asyncio.create_task(patience.request(server, data={"chat_id": 2}))
    await settle()
    assert (server.asked, patience.waits) == ([1, 2], [7])
    assert other.done()
    patience.gate.set()
    assert await asyncio.gather(first, *later) == ["sent"] * 4
    assert patience.waits == [7]


async def test_of_two_waits_of_a_chat_both_are_kept() -> None:
    patience, server = Patience(), Server(flood(7), flood(3))
    patience.gate.clear()
    both = [asyncio.create_task(patience.request(server)) for _ in range(2)]
    await settle()
    assert patience.waits == [7, 3]
    patience.gate.set()
    assert await asyncio.gather(*both) == ["sent", "sent"]


@pytest.mark.parametrize(
    ("urgent", "waits"), [(False, [50, 50]), (True, [50, 50, 50, 50, 50, 50, 50, 50])]
)
async def test_the_waits_of_a_message_are_bounded(*, urgent: bool, waits: list[float]) -> None:
    patience, server = Patience(), Server(*[flood(50)] * len(waits))
    assert await patience.request(server, urgent=urgent) == "sent"
    assert patience.waits == waits
    with pytest.raises(RetryAfter):
        await Patience().request(Server(*[flood(50)] * 20), urgent=urgent)


async def test_a_server_that_never_stops_saying_so_ends_too() -> None:
    with pytest.raises(RetryAfter):
        await Patience().request(Server(*[flood(0)] * 500))


@pytest.mark.parametrize(
    ("error", "doubtful"),
    [
        (NetworkError("Internal Server Error (500)"), b"1.0"),
        (NetworkError("Invalid server response"), b"1.0"),
        (TimedOut(), b"1.0"),
        (after(httpx.ReadError("")), b"1.0"),
        (after(httpx.RemoteProtocolError("")), b"1.0"),
        (after(httpx.ConnectError("")), b"0.0"),
        (after(httpx.ConnectTimeout("")), b"0.0"),
        (after(httpx.PoolTimeout("")), b"0.0"),
        (after(httpcore.ReadError("")), b"1.0"),
        (after(httpcore.ConnectError("")), b"0.0"),
        (after(httpcore.ConnectTimeout("")), b"0.0"),
    ],
)
async def test_a_repeat_is_doubtful_where_the_first_may_have_arrived(
    error: TelegramError, doubtful: bytes
) -> None:
    patience = Patience()
    assert await patience.request(Server(error)) == "sent"
    assert patience.doubtful == doubtful


async def test_what_telegram_put_off_did_not_arrive() -> None:
    patience = Patience()
    assert await patience.request(Server(flood(1))) == "sent"
    assert patience.doubtful == b"0.0"


async def test_an_edit_repeated_is_no_doubtful_send() -> None:
    patience = Patience()
    assert await patience.request(Server(TimedOut()), "editMessageText") == "sent"
    assert patience.doubtful == b"0.0"


@pytest.mark.parametrize(
    ("endpoint", "data", "attempts"),
    [
        ("sendMessage", MESSAGE, MAX_ATTEMPTS),
        ("editMessageText", MESSAGE, MAX_ATTEMPTS),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 2),
        ("answerInlineQuery", {"inline_query_id": "1"}, 2),
        ("sendChatAction", MESSAGE, 1),
        ("setMyName", {"name": "x"}, 1),
    ],
)
async def test_each_kind_of_request_has_its_attempts(
    endpoint: str, data: dict[str, Any], attempts: int
) -> None:
    patience, server = Patience(), Server(*[NetworkError("x")] * 20)
    with pytest.raises(NetworkError):
        await patience.request(server, endpoint, data)
    assert len(server.asked) == attempts
    assert patience.waits == [0.5 * 2**turn for turn in range(attempts - 1)]


async def test_nothing_waits_for_what_is_of_no_use_by_then() -> None:
    for endpoint in ("sendChatAction", "answerCallbackQuery", "setMyName"):
        patience = Patience()
        with pytest.raises(RetryAfter):
            await patience.request(Server(flood(60)), endpoint, {})
        assert patience.waits == []


@pytest.mark.parametrize("error", [BadRequest("x"), Forbidden("x"), InvalidToken("x")])
async def test_a_refusal_is_final(error: TelegramError) -> None:
    server = Server(error)
    with pytest.raises(type(error)):
        await Patience().request(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(("words", "told"), [("Unauthorized", 1), ("Not Found", 0)])
async def test_a_revoked_token_is_noticed(words: str, told: int) -> None:
    calls: list[None] = []
    with pytest.raises(InvalidToken):
        await Patience(lambda: calls.append(None)).request(Server(InvalidToken(words)))
    assert len(calls) == told


async def test_whether_the_last_message_got_out() -> None:
    patience = Patience()

    async def send(*outcomes: Exception) -> None:
        with contextlib.suppress(TelegramError):
            await asyncio.create_task(patience.request(Server(*outcomes)))

    hopeless = [NetworkError("x")] * MAX_ATTEMPTS
    follower = Delivery()
    await follower.follow(send(*hopeless))
    assert follower.failed
    await follower.follow(send())
    assert not follower.failed
    await follower.follow(send(BadRequest("x")))
    assert not follower.failed
