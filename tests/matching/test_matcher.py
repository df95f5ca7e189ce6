"""A message against a FAQ: which entry comes first, how surely, and what never changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.index import Index, build
from bot.matching.matcher import EXACT, explain, rank
from bot.models import Faq, Topic

MESSAGES = [
    ("boendeparkering", "Hur söker jag boendeparkering?"),
    ("boendeparkering", "vill ha tilstånd att stå med bilen dar jag bor"),
    ("boendeparkering", "ansökan för oss som bor här"),
    ("parkeringsavgift", "va kostar de att stå i centrum"),
    ("parkeringsavgift", "hur mycket är taxan i centrum"),
    ("overklaga-parkeringsbot", "jag har fått böter, hur överklagar jag"),
    ("overklaga-parkeringsbot", "overklaga parkeringsanmarkning"),
    ("kontakta-parkeringskontoret", "vilket nummer ringer man till parkeringskontoret?"),
]


def first(message: str, index: Index) -> str:
    return rank(message, index)[0].entry.id


@pytest.mark.parametrize(("entry", "message"), MESSAGES)
def test_the_right_entry_comes_first(index: Index, entry: str, message: str) -> None:
    assert first(message, index) == entry


@pytest.mark.parametrize(
    "wording",
    ["Hur ansöker jag om boendeparkering?", "HUR ANSOKER JAG OM BOENDEPARKERING", "parkeringstaxa"],
)
def test_an_editors_own_wording_is_sure(index: Index, wording: str) -> None:
    best = rank(wording, index)[0]
    assert best.score == EXACT
    assert best.doubts == ()


def test_a_wording_that_two_entries_share_is_not_sure(parking: Faq) -> None:
    topic = parking.topics[0]
    shared = tuple(replace(entry, variants=("betala",)) for entry in topic.entries)
    index = build(replace(parking, topics=(replace(topic, entries=shared),)))
    assert rank("betala", index)[0].score < EXACT


def test_scores_fall_from_the_first_on(index: Index) -> None:
    scores = [match.score for match in rank("parkera i centrum", index, limit=4)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize("message", ["", "   ", "?!…", "👋", "\u200b"])
def test_a_message_without_words_matches_nothing(index: Index, message: str) -> None:
    assert rank(message, index) == ()


def test_a_faq_without_entries_matches_nothing(parking: Faq) -> None:
    assert rank("parkera", build(replace(parking, topics=()))) == ()


def test_the_order_of_files_changes_nothing(parking: Faq, index: Index) -> None:
    topics = [replace(t, entries=tuple(reversed(t.entries))) for t in reversed(parking.topics)]
    other = build(replace(parking, topics=tuple(topics)))
    for _, message in MESSAGES:
        assert rank(message, other) == rank(message, index)


def test_an_unrelated_entry_changes_no_ranking(parking: Faq, index: Index) -> None:
    stranger = replace(
        parking.entries[0],
        id="bibliotek",
        question="Var lånar jag noter?",
        answer="På plan tre.",
        variants=(),
        topic="Bibliotek",
        former_ids=(),
    )
    larger = build(replace(parking, topics=(*parking.topics, Topic("Bibliotek", (stranger,)))))
    for entry, message in MESSAGES:
        assert first(message, larger) == first(message, index) == entry


@given(st.text(max_size=300))
def test_any_text_is_ranked(index: Index, message: str) -> None:
    matches = rank(message, index)
    assert len({match.entry.id for match in matches}) == len(matches) <= 3


@pytest.mark.parametrize(
    "message",
    ["x" * 65_536, "parkering " * 10_000, " ".join(f"ord{n}" for n in range(10_000)), "och " * 500],
)
def test_long_messages_are_ranked(index: Index, message: str) -> None:
    assert len(rank(message, index)) == 3


def test_an_index_is_shared_by_threads(index: Index) -> None:
    alone = [rank(message, index) for _, message in MESSAGES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda pair: rank(pair[1], index), MESSAGES * 25))
    assert together == alone * 25


def test_reasons_tell_what_each_word_met(index: Index) -> None:
    best = explain("hur mycket är taxn i centrum", index)[0]
    met = {reason.word: (reason.matched, reason.how) for reason in best.reasons}
    assert met["centrum"] == ("centrum", "same")
    assert met["taxn"] == ("avgift", "synonym")  # "taxa", mistyped
    assert sum(reason.weight for reason in best.reasons) == pytest.approx(1, abs=0.01)


def test_a_word_that_nothing_explains_has_no_match(index: Index) -> None:
    reasons = {r.word: r for r in explain("parkera giraff", index)[0].reasons}
    assert reasons["giraff"].matched is None
    assert reasons["giraff"].how == "none"


def test_explaining_changes_no_match(index: Index) -> None:
    for _, message in MESSAGES:
        bare = [replace(match, reasons=()) for match in explain(message, index)]
        assert bare == list(rank(message, index))
