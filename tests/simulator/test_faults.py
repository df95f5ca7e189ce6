"""Faults on demand and rate limits: what a bot must live with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import httpx
import pytest
from calling import CHAT, Caller, caller

from bot.simulator.errors import Json
from bot.simulator.faults import (
    Fault,
    dropped,
    flood_wait,
    half_answer,
    hanging,
    server_error,
    wrong_json,
)
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator

GROUP = -4200


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


async def test_the_next_calls_of_a_method_fail(simulator: Simulator, call: Caller) -> None:
    simulator.faults.next("getMe", flood_wait(3))
    simulator.faults.next("GETME", server_error(502), times=2)
    code, body = await call("getMe")
    assert (code, body["parameters"]) == (429, {"retry_after": 3})
    assert (await call("getMyName"))[0] == 200
    assert [(await call("getMe"))[0] for _ in range(3)] == [502, 502, 200]


BROKEN: list[tuple[Callable[..., Fault], type[Exception], str | None]] = [
    (dropped, httpx.TransportError, None),
    (half_answer, httpx.RemoteProtocolError, "without sending complete message body"),
    (wrong_json, json.JSONDecodeError, "Expecting"),
]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("broken", "error", "words"), BROKEN)
async def test_an_answer_can_get_lost_before_or_after_the_call_took_effect(  # noqa: PLR0913
    simulator: Simulator,
    call: Caller,
    broken: Callable[..., Fault],
    error: type[Exception],
    words: str | None,
    *,
    after: bool,
) -> None:
    chat = simulator.private_chat(CHAT)
    simulator.faults.next("sendMessage", broken(after=after))
    with pytest.raises(error, match=words):
        await call("sendMessage", chat_id=CHAT, text="framme")
    await simulator.finished("sendMessage")
    assert [one.text for one in chat.unread] == (["framme"] if after else [])
    assert (await call("sendMessage", chat_id=CHAT, text="igen"))[0] == 200


@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_can_stay_away(simulator: Simulator, call: Caller, *, after: bool) -> None:
    chat = simulator.private_chat(CHAT)
    simulator.faults.next("sendMessage", hanging(after=after))
    waiting = asyncio.create_task(call("sendMessage", chat_id=CHAT, text="framme"))
    await simulator.finished("sendMessage")
    assert (await call("sendMessage", chat_id=CHAT, text="igen"))[0] == 200
    assert len(chat.unread) == 1 + after
    assert not waiting.done()
    waiting.cancel()


@pytest.mark.parametrize("fault", [flood_wait(9, after=True), server_error(after=True)])
async def test_an_error_may_come_although_the_call_took_effect(
    simulator: Simulator, call: Caller, fault: Fault
) -> None:
    simulator.faults.next("sendMessage", fault)
    assert (await call("sendMessage", chat_id=CHAT, text="framme"))[0] in {429, 500}
    assert (await simulator.private_chat(CHAT).reply()).text == "framme"


async def test_the_server_ends_though_somebody_still_waits() -> None:
    async with Simulator() as simulator, caller(simulator) as call:
        simulator.faults.next("getMe", hanging())
        calls = [asyncio.create_task(call(one)) for one in ("getMe", "getMyName")]
        await calls[1]
        await simulator.finished("getMe")
    with pytest.raises(httpx.TransportError):
        await calls[0]


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def hurried(clock: Clock) -> AsyncIterator[Caller]:
    """A bot on a server that counts."""
    async with Simulator(limits=True) as simulator, caller(simulator) as call:
        simulator.world.clock = clock
        simulator.group_chat(chat_id=GROUP)
        for user in range(1, 101):
            simulator.private_chat(user)
        yield call


async def send(call: Caller, chat_id: int) -> int:
    """The seconds that the bot is asked to wait, 0 if the message was sent."""
    code, body = await call("sendMessage", chat_id=chat_id, text="a")
    if code == 200:
        return 0
    seconds: int = body["parameters"]["retry_after"]
    assert body["description"] == f"Too Many Requests: retry after {seconds}"
    return seconds


async def test_one_message_a_second_in_a_chat_after_a_short_burst(
    hurried: Caller, clock: Clock
) -> None:
    assert [await send(hurried, 1) for _ in range(7)] == [0, 0, 0, 0, 0, 1, 1]
    assert await send(hurried, 2) == 0
    clock.now += 1
    assert [await send(hurried, 1) for _ in range(2)] == [0, 1]
    clock.now += 60
    assert [await send(hurried, 1) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


async def test_twenty_messages_a_minute_in_a_group(hurried: Caller, clock: Clock) -> None:
    waits = []
    for _ in range(21):
        clock.now += 1
        waits.append(await send(hurried, GROUP))
    assert waits == [0] * 20 + [40]
    clock.now += 39
    assert await send(hurried, GROUP) == 1
    clock.now += 1
    assert [await send(hurried, GROUP) for _ in range(2)] == [0, 1]


async def test_thirty_messages_a_second_in_all(hurried: Caller, clock: Clock) -> None:
    waits = [await send(hurried, user) for user in range(1, 36)]
    assert waits == [0] * 30 + [1] * 5
    clock.now += 1
    assert await send(hurried, 36) == 0


async def test_changes_count_too(hurried: Caller) -> None:
    sent = await hurried.result("sendMessage", chat_id=1, text="a")
    given = {"chat_id": 1, "message_id": sent["message_id"]}
    codes = [(await hurried("editMessageText", **given, text=f"{n}"))[0] for n in range(6)]
    assert codes == [200, 200, 200, 200, 429, 429]


async def test_without_limits_nobody_counts(call: Caller) -> None:
    assert {await send(call, CHAT) for _ in range(40)} == {0}


def test_chats_that_are_long_silent_are_forgotten(clock: Clock) -> None:
    limits = Limits(clock)
    for chat_id in range(1, 20_001):
        clock.now += 1
        limits.spend(chat_id, is_group=False)
    assert limits.watched <= 10_000


async def test_an_observer_is_told_whose_answer_gets_lost() -> None:
    seen: list[Json] = []
    async with Simulator(observer=seen.append) as simulator, caller(simulator) as call:
        simulator.faults.next("getMe", server_error())
        simulator.faults.next("getMe", server_error(after=True))
        for _ in range(3):
            await call("getMe")
    assert [record["lost"] for record in seen] == [True, False]


async def test_a_request_that_breaks_off_does_nothing() -> None:
    seen: list[Json] = []
    async with Simulator(observer=seen.append) as simulator, caller(simulator) as call:
        port = httpx.URL(simulator.api_url).port
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /bot{simulator.token}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        writer.write(f"{head}Content-Length: 100\r\n\r\nchat_id=42".encode())
        await writer.drain()
        while not simulator.world.calls:  # noqa: ASYNC110 - nothing tells when
            await asyncio.sleep(0)
        writer.close()
        await writer.wait_closed()
        await call("getMe")
    assert [record["method"] for record in seen] == ["getMe"]
