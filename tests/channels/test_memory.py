"""What is remembered is bounded, in number and in time, whatever people do."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.memory import KEEP_SECONDS, MOST_QUESTIONS, Memory

MOST = 5
DEEDS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 30), st.floats(0, KEEP_SECONDS)), max_size=60
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(DEEDS)
def test_never_more_than_so_many_nor_older_than_an_hour(
    deeds: list[tuple[int, int, float]],
) -> None:
    clock = Clock()
    memory = Memory(clock, MOST)
    written: dict[tuple[int, int], float] = {}
    for person, question, later in deeds:
        clock.now += later
        memory.remember(memory.of((person, 0, person)), question, (question + 1,))
        written[person, question] = clock.now
        memory.forget_old()
        assert len(memory) <= MOST
        for resident in memory:
            assert len(resident.replies) <= MOST_QUESTIONS
            assert all(clock.now - one.at <= KEEP_SECONDS for one in resident.replies.values())
            assert clock.now - resident.seen <= KEEP_SECONDS
    for (person, question), then in written.items():
        replied = memory.replied(memory.of((person, 0, person)), question)
        assert replied is None or (replied.ids, replied.at) == ((question + 1,), then)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=80))
def test_who_wrote_last_is_remembered(people: list[int]) -> None:
    memory = Memory(Clock(), MOST)
    for person in people:
        memory.remember(memory.of((person, 0, person)), 7, (8,))
    last = list(dict.fromkeys(reversed(people)))[:MOST]
    assert all(memory.replied(memory.of((one, 0, one)), 7) for one in reversed(last))


def test_a_reply_is_known_for_an_hour_and_no_longer() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.remember(memory.of((1, 0, 1)), 7, (8, 9))
    clock.now = KEEP_SECONDS
    replied = memory.replied(memory.of((1, 0, 1)), 7)
    assert replied is not None
    assert replied.ids == (8, 9)
    clock.now += 1
    assert memory.replied(memory.of((1, 0, 1)), 7) is None


def test_somebody_in_another_chat_or_topic_is_somebody_else() -> None:
    memory = Memory(Clock())
    memory.remember(memory.of((1, 0, 5)), 7, (8,))
    for key in ((2, 0, 5), (1, 3, 5), (1, 0, 6)):
        assert memory.replied(memory.of(key), 7) is None


def test_after_an_hour_nothing_is_left() -> None:
    clock = Clock()
    memory = Memory(clock)
    for person in range(10):
        memory.remember(memory.of((person, 0, person)), 7, (8,))
    clock.now = KEEP_SECONDS + 1
    memory.forget_old()
    assert len(memory) == 0


def test_memory_stays_flat_over_100_000_messages() -> None:
    memory = Memory(Clock(), most=1000)
    sizes = []
    tracemalloc.start()
    try:
        for number in range(100_000):
            key = (number % 7919, 0, number % 7919)
            memory.remember(memory.of(key), number, (number + 1, number + 2))
            if number % 25_000 == 24_999:
                sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert max(sizes) < 1.05 * sizes[0]
