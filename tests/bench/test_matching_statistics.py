"""Intervals, AUROC, the draws of entries to take out, cut-offs, and the picture."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.matching.data import make_entry, make_faq
from bench.matching.draws import draw
from bench.matching.matcher import OURS
from bench.matching.outcomes import ANSWERED, by_cut_offs, by_score, judge
from bench.matching.picture import draw as picture
from bench.matching.quality import Quality
from bench.matching.report import Report
from bench.matching.statistics import Bootstrap, Figure
from bench.matching.trials import Trials

GROUPS = np.array([0, 0, 1, 1, 2, 2])


def test_a_mean_with_its_interval() -> None:
    figure = Bootstrap(3, 1_000).mean(np.array([1, 1, 1, 0, 0, 0]), GROUPS).figure()
    assert figure.value == 0.5
    assert figure.low == 0
    assert figure.high == 1


def test_messages_of_one_entry_go_together() -> None:
    alike = Bootstrap(3, 1_000).mean(np.array([1, 0, 1, 0, 1, 0]), GROUPS).figure()
    assert alike.low == alike.high == 0.5


def test_a_difference_is_taken_on_the_same_draws() -> None:
    bootstrap = Bootstrap(3, 1_000)
    values = np.array([1, 1, 1, 0, 0, 0])
    same = (bootstrap.mean(values, GROUPS) - bootstrap.mean(values, GROUPS)).figure()
    assert (same.value, same.low, same.high) == (0, 0, 0)


@pytest.mark.parametrize(
    ("outside", "area"),
    [([0.1, 0.2], 1.0), ([0.9, 0.8], 0.0), ([0.5, 0.5], 0.5), ([0.1, 0.9], 0.5)],
)
def test_auroc(outside: list[float], area: float) -> None:
    inside = (np.array([0.5, 0.5]), np.array([0, 1]))
    found = Bootstrap(3, 50).auroc(inside, (np.array(outside), np.array([2, 2])))
    assert found.figure().value == area


@given(st.integers(2, 40), st.integers(1, 6), st.integers(0, 5))
def test_draws_take_out_at_most_half_of_the_entries(entries: int, topics: int, seed: int) -> None:
    faq = make_faq(make_entry(f"e{n}", "Va?", "Ja.", f"t{n % topics}") for n in range(entries))
    drawn = list(draw(faq, 3, outside=True, seed=seed))
    assert all(len(one.gone) <= entries / 2 for one in drawn)
    assert {len(one.gone) for one in drawn if one.scenario == "near"} == {entries // 2}
    assert drawn[-1].scenario == "outside"
    assert not drawn[-1].gone
    for one in drawn:
        if one.scenario == "far":
            kept = {e.topic for e in faq.entries if e.id not in one.gone}
            gone = {e.topic for e in faq.entries if e.id in one.gone}
            assert kept.isdisjoint(gone)


def test_draws_are_the_same_for_every_matcher() -> None:
    faq = make_faq(make_entry(f"e{n}", "Va?", "Ja.", f"t{n % 3}") for n in range(12))
    assert list(draw(faq, 4, outside=False)) == list(draw(faq, 4, outside=False))


def trials(count: int = 400, *, plain: bool = True) -> Trials:
    """Half of the messages in scope, all of those right; scores overlap a little."""
    rng = np.random.default_rng(0)
    inside = np.arange(count) % 2 == 0
    scores = np.sort(rng.normal(np.where(inside, 2, 0)[:, None], 1, (count, 4)))[:, ::-1]
    return Trials(
        in_scope=inside,
        right=inside,
        in_three=inside,
        plain=np.full(count, plain),
        scores=scores,
        groups=np.arange(count) // 4,
    )


def test_cut_offs_from_other_entries_keep_to_the_share_that_is_let_through() -> None:
    done = trials()
    found = judge(done, by_score(done), Bootstrap(100, 50))
    assert found.outside_answered.value == pytest.approx(ANSWERED, abs=0.03)
    assert found.right.value > 0.5
    assert found.right.value < found.helped.value
    assert found.wrong.value == 0
    assert found.auroc.value > 0.8


def test_a_doubt_is_never_answered_outright_but_may_be_asked_back() -> None:
    done = trials(plain=False)
    for signal in (by_score(done), by_cut_offs(done, -10, -10)):
        found = judge(done, signal, Bootstrap(100, 50))
        assert found.right.value == found.outside_answered.value == 0
        assert found.helped.value > 0.5


def test_the_picture_is_an_svg_that_names_each_matcher_and_says_its_figures() -> None:
    figure = Figure(0.5, 0.4, 0.6)
    one = Quality(figure, Figure(0.75, 0.7, 0.8), {}, (None, None))  # type: ignore[arg-type]
    report = Report(
        "A & B", {"entries": 3, "messages": 6}, {OURS: one, "<peer>": one}, {}, {}, load=0.0
    )
    svg = ET.fromstring(picture(report))  # noqa: S314 - our own
    said = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert {OURS, "<peer>", "50% / 75%"} <= set(said)
    assert picture(report) == picture(report)
