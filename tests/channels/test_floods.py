"""Who writes too much is told once; who has calmed down is answered again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.floods import MINUTE, Pace, Verdict

LIMIT = 20
GAPS = st.lists(st.floats(0, 10, allow_nan=False), min_size=1, max_size=200)


def test_the_limit_is_fine_and_one_more_is_told_once() -> None:
    pace = Pace()
    assert {pace.step(1.0, LIMIT) for _ in range(LIMIT)} == {Verdict.FINE}
    assert pace.step(1.0, LIMIT) is Verdict.TOO_MANY
    assert {pace.step(2.0, LIMIT) for _ in range(500)} == {Verdict.STILL_TOO_MANY}


def test_after_some_calm_all_is_well_again() -> None:
    pace = Pace()
    for _ in range(LIMIT + 1):
        pace.step(0.0, LIMIT)
    assert pace.step(59.0, LIMIT) is Verdict.STILL_TOO_MANY
    assert pace.step(60.0, LIMIT) is Verdict.FINE
    assert pace.step(61.0, LIMIT) is Verdict.FINE


def test_who_goes_on_stays_unanswered_and_is_not_told_again() -> None:
    pace = Pace()
    verdicts = [pace.step(second, LIMIT) for second in range(1200)]
    assert verdicts.count(Verdict.TOO_MANY) == 1
    assert verdicts[-1] is Verdict.STILL_TOO_MANY


@given(st.lists(st.floats(4, 100), max_size=100))
def test_a_calm_writer_never_notices(gaps: list[float]) -> None:
    pace, now = Pace(), 0.0
    for gap in gaps:
        now += gap
        assert pace.step(now, LIMIT) is Verdict.FINE


@given(GAPS, st.integers(1, LIMIT))
def test_never_more_than_the_limit_are_answered_in_any_minute(
    gaps: list[float], limit: int
) -> None:
    pace, now = Pace(), 0.0
    fine: list[float] = []
    for gap in gaps:
        now += gap
        if pace.step(now, limit) is Verdict.FINE:
            fine.append(now)
        assert sum(one > now - MINUTE for one in fine) <= limit


@given(GAPS)
def test_a_minute_of_calm_are_always_enough(gaps: list[float]) -> None:
    pace, now = Pace(), 0.0
    for gap in gaps:
        now += gap / 10
        pace.step(now, LIMIT)
    assert pace.step(now + MINUTE, LIMIT) is Verdict.FINE
