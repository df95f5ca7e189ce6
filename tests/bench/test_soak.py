"""What the soak bench makes of its samples, and whether it asks as it says."""

from __future__ import annotations

import dataclasses

import pytest

from bench.telegram.endurance import PARTS, Endurance, Sample


def sample(number: int, megabytes: float = 80.0, took: float = 5.0) -> Sample:
    return Sample(number * 100, megabytes, 3.0, (took, took + 1, took + 2))


def test_a_bot_that_stays_as_it_is_does_not_grow() -> None:
    found = Endurance.of([sample(number) for number in range(1, 2 * PARTS + 1)])
    assert [one.messages for one in found.fifths] == [200, 400, 600, 800, 1000]
    assert (found.growth, found.slowing, found.most) == (0, 0, 80)
    assert found.fifths[0].cpu_ms == 3
    assert found.fifths[0].p50 == 6


def test_growth_counts_from_the_end_of_the_warm_up() -> None:
    samples = [sample(number, 60 + 4 * number, 5 * number) for number in range(1, PARTS + 1)]
    found = Endurance.of(samples)
    assert found.growth == pytest.approx((80 / 64 - 1) * 100)
    assert found.slowing > 100
    assert found.most == 80
    shrunk = [*samples[:-1], dataclasses.replace(samples[-1], megabytes=60)]
    assert Endurance.of(shrunk).growth < 0
    assert Endurance.of(shrunk).most == 76
