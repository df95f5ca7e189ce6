"""What is remembered, and what is not."""

from __future__ import annotations

from calling import CHAT, KEYBOARD, caller
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.log import Log
from bot.simulator.server import Simulator


@given(
    st.integers(0, 30),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(-40, 40),
    st.none() | st.integers(-40, 40),
)
def test_a_log_is_a_list_without_its_beginning(
    count: int, keep: int | None, start: int | None, stop: int | None
) -> None:
    log: Log[int] = Log(keep)
    for number in range(count):
        log.append(number)
    whole = list(range(count))
    there = [number for number in whole if number >= log.forgotten]
    assert len(log) == count
    assert log[start:stop] == [number for number in whole[start:stop] if number in there]
    assert all(log[number] == log[number - count] == number for number in there)
    assert len(there) >= min(count, keep or count)
    assert len(there) <= count if keep is None else len(there) <= 2 * keep


async def test_a_chat_remembers_only_so_much() -> None:
    async with Simulator(keep=10) as simulator, caller(simulator) as call:
        chat = simulator.private_chat(CHAT)
        for number in range(100):
            chat.send(f"fråga {number}")
            sent = await call.result(
                "sendMessage", chat_id=CHAT, text=f"svar {number}", reply_markup=KEYBOARD
            )
            await call.updates()
            await chat.reply()
        assert len(chat.chat.messages) == 10
        assert len(chat.chat.events) == 200
        assert chat.chat.events[-1]["message"] == sent
        assert len(chat.chat.events[:]) <= 20
        assert simulator.world.updates.pending == []


async def test_unanswered_taps_are_forgotten_in_the_end(simulator: Simulator) -> None:
    chat = simulator.private_chat(CHAT)
    message = chat.send("x")
    first = chat.start_tap(message, "j")
    for _ in range(10_000):
        last = chat.start_tap(message, "j")
    assert first.id not in simulator.world.queries
    assert last.id in simulator.world.queries
