"""From evidence to per cent, and how well that holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.matching.calibration import fit, parse, shipped
from bot.matching.evidence import Evidence
from bot.matching.fitting import (
    IN_SCOPE,
    auroc,
    cross_validated,
    fit_samples,
    message_weights,
    quality,
)
from bot.matching.samples import Sample, take_samples
from bot.models import Faq

SIGNS = len(Evidence._fields)


def evidence(score: float) -> Evidence:
    return Evidence(score, *(0.0,) * (SIGNS - 1))


def samples(count: int = 200) -> list[Sample]:
    """Messages of which those with a higher score are more often right."""
    random = np.random.default_rng(7)
    scores = random.uniform(0, 10, count)
    right = random.uniform(0, 10, count) < scores
    return [
        Sample(evidence(score), bool(hit), in_scope=True, bare=n % 2 == 0, group=f"e{n % 20}")
        for n, (score, hit) in enumerate(zip(scores, right, strict=True))
    ]


def test_more_evidence_gives_a_higher_score() -> None:
    calibration = fit_samples(samples(), "", shipped())
    scores = [calibration.per_cent(evidence(score), bare=False) for score in range(11)]
    assert scores == sorted(scores)
    assert scores[0] < 20
    assert scores[-1] > 80


def test_messages_with_an_answer_weigh_as_much_as_residents_send() -> None:
    none = Sample(evidence(1), right=False, in_scope=False, bare=False, group="utanfor")
    weights = message_weights([*samples(50), *[none] * 150])
    assert weights[:50].sum() / weights.sum() == pytest.approx(IN_SCOPE)
    assert weights.mean() == pytest.approx(1)


def test_scores_of_unseen_messages_are_honest() -> None:
    measured = quality(samples(2000), cross_validated(samples(2000)))
    assert measured.auroc_right > 0.75
    assert all(abs(row.score - row.right) < 15 for row in measured.reliability if row.count > 50)


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([1, 2, 3, 4], [False, False, True, True], 1.0),
        ([4, 3, 2, 1], [False, False, True, True], 0.0),
        ([1, 1, 1, 1], [False, True, False, True], 0.5),
    ],
)
def test_auroc(scores: list[float], positive: list[bool], expected: float) -> None:
    assert auroc(np.array(scores, dtype=float), np.array(positive)) == expected


def test_a_calibration_is_written_and_read_back(tmp_path: Path) -> None:
    calibration = fit_samples(samples(), "ett test", shipped())
    calibration.save(tmp_path / "c.json")
    again = parse((tmp_path / "c.json").read_text("utf-8"))
    assert again.provenance == "ett test"
    assert again.per_cent(evidence(5), bare=True) == pytest.approx(
        calibration.per_cent(evidence(5), bare=True), abs=0.01
    )


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"intercept": 1}', "null"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"calibration|Expecting"):
        parse(text)


def test_the_shipped_coefficients_fit_the_signs() -> None:
    assert len(shipped().varied.coefficients) == len(shipped().bare.coefficients) == SIGNS
    assert shipped().provenance


def test_signs_that_never_vary_do_no_harm() -> None:
    right = np.array([True, False] * 10)
    curve = fit(np.zeros((20, SIGNS)), right, np.ones(20))
    assert curve.per_cent(evidence(0)) == pytest.approx(50)


def test_a_kind_of_entry_with_too_few_messages_keeps_its_curve() -> None:
    varied = [replace(sample, bare=False) for sample in samples()]
    fitted = fit_samples(varied, "", shipped())
    assert fitted.bare == shipped().bare
    assert fitted.varied != shipped().varied


def test_samples_ask_what_the_index_does_not_hold(parking: Faq) -> None:
    taken = take_samples(parking)
    tested = {entry.id for entry in parking.entries if entry.tests}
    assert {sample.group for sample in taken if sample.in_scope} == tested
    assert {sample.group for sample in taken if not sample.in_scope} >= tested
    assert any(sample.right for sample in taken)
    assert not any(sample.right for sample in taken if not sample.in_scope)
    assert {f"utanfor: {text}" for text in parking.out_of_scope} <= {s.group for s in taken}
