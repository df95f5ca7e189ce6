"""What the report says of a journal: groups and what would help, feedback, weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_cases import TODAY, asked, noted, parking_faq, report_on

from bot.editor.report.feedback import FEWEST, least_share
from bot.editor.report.groups import Group, Verdict, effect, todo
from bot.editor.report.weeks import by_week
from bot.journal.records import FeedbackCount, ReplyCount

FAQ = parking_faq()
FEE = "faq/amnen/parkering.yaml:26"


def groups(*messages: tuple[object, ...]) -> tuple[Group, ...]:
    return report_on(noted(*messages)).groups  # type: ignore[arg-type]


def place(group: Group) -> str:
    entry = group.advice.entry
    assert entry
    return f"{entry.place.file}:{entry.place.line}"


# Groups

ALIKE = [
    ("Hur lagar jag pannkakor?", "pannkakor, hur lagar man"),
    ("Hur lagar jag pannkakor?", "hur lagar jag PANNKAKOR!!"),
    ("hyra lastbil", "hyra en lasstbil"),
    ("var finns närmaste badplats", "badplatser nära mig"),
    ("fotvård hos [namn]", "fotvård på [adress]"),
]
UNLIKE = [
    ("Hur lagar jag pannkakor?", "Hur lagar jag cykeln?"),
    ("hyra lastbil", "hyra festlokal"),
    ("[namn] badar", "[namn] cyklar"),
    ("👍", "👎"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_asks_for_the_same_is_one_group(one: str, other: str) -> None:
    (group,) = groups(asked(one, 4), asked(other, 3))

    assert group.times == 7


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_what_asks_for_something_else_is_another(one: str, other: str) -> None:
    assert [group.times for group in groups(asked(one, 3), asked(other, 4))] == [4, 3]


def test_each_wording_is_like_the_first_and_not_only_like_another() -> None:
    chain = ("hyra lastbil", "hyra lastbil festlokal", "festlokal dekorationer priser")
    found = groups(*(asked(text, times) for text, times in zip(chain, (5, 4, 3), strict=True)))

    assert [group.times for group in found] == [9, 3]


def test_the_biggest_comes_first_whatever_the_order() -> None:
    messages = [asked("hyra lastbil", 3), asked("pannkakor", 6), asked("badplats", 4)]

    assert groups(*messages) == groups(*reversed(messages))
    assert [group.times for group in groups(*messages)] == [6, 4, 3]


def test_who_turned_suggestions_down_had_got_them_and_counts_once() -> None:
    (group,) = groups(asked("hyra lastbil", 3, "suggestions"), asked("hyra lastbil", 2, "rejected"))

    assert (group.times, group.fallback, group.rejected) == (3, 0, 2)


# What may be shown


def test_a_text_is_shown_from_three_on_and_others_are_counted() -> None:
    (group,) = groups(
        asked("hyra lastbil", 3), asked("hyra röd lastbil", 2), asked("hyra Evas lastbil", 1)
    )

    assert [(one.text, one.times) for one in group.examples] == [("hyra lastbil", 3)]
    assert (group.times, group.hidden) == (6, 3)


def test_capitals_and_signs_make_no_other_text() -> None:
    (group,) = groups(asked("Hyra lastbil?"), asked("hyra  LASTBIL"), asked("hyra lastbil!"))

    assert [one.text for one in group.examples] == ["hyra lastbil"]


def test_two_who_turned_suggestions_down_are_not_four() -> None:
    report = report_on(
        noted(asked("hyra lastbil", 2, "suggestions"), asked("hyra lastbil", 2, "rejected"))
    )

    assert report.groups == ()
    assert (report.scattered, report.unanswered) == (2, 2)


def test_words_that_three_have_in_common_say_what_it_is_about() -> None:
    (group,) = groups(
        asked("hyra lastbil imorgon"), asked("hyra lastbil billigt"), asked("hyra stor lastbil")
    )

    assert group.examples == ()
    assert group.words == ("hyra", "lastbil")
    assert group.hidden == 3


def test_a_word_that_is_all_that_somebody_wrote_is_not_shown() -> None:
    (group,) = groups(asked("lastbil"), asked("hyra lastbil"), asked("hyra en lastbil"))

    assert "lastbil" not in group.words


# What to do


def test_what_the_bot_answers_by_now_needs_nothing() -> None:
    (group,) = groups(asked("vad kostar det att parkera i centrum", 3))

    assert group.advice.verdict is Verdict.ANSWERED
    assert group.is_done


def test_what_nothing_is_near_becomes_a_new_entry() -> None:
    (group,) = groups(asked("hur lagar jag pannkakor", 3))

    assert group.advice.verdict is Verdict.NEW
    assert "ny fråga" in todo(group)
    assert not group.is_done


def test_what_an_entry_is_near_becomes_its_variant() -> None:
    (group,) = groups(asked("laddplats i centrum", 4, "suggestions"))

    assert group.advice.verdict is Verdict.VARIANT
    assert place(group) == FEE
    assert todo(group).startswith(f"lägg till som variant i {FEE}: ”laddplats i centrum”")
    assert effect(group) == "Med varianten svarar boten på 4 av 4."


def test_a_variant_is_tried_on_all_messages_of_the_group() -> None:
    (group,) = groups(
        asked("laddplats i centrum", 3, "suggestions"),
        *(asked(f"laddplats i centrum {word}", 1, "suggestions") for word in ("jul", "påsk")),
    )

    assert group.times == 5
    assert group.advice.helped is not None
    assert 3 <= group.advice.helped <= 5


def test_without_a_text_to_show_the_words_are_said() -> None:
    (group,) = groups(
        *(
            asked(f"snabb laddplats centrum {word}", 1, "suggestions")
            for word in ("jul", "påsk", "helg")
        )
    )

    assert group.advice.variant is None
    assert todo(group).startswith(
        "skriv en variant med orden centrum, laddplats, snabb i faq/amnen/"
    )


def test_a_cautious_entry_asks_back_on_purpose() -> None:
    (group,) = groups(asked("Hur överklagar jag en parkeringsbot?", 3, "suggestions"))

    assert group.advice.verdict is Verdict.ON_PURPOSE


def test_what_stands_outside_is_left_there() -> None:
    faq = replace(FAQ, out_of_scope=("Hur lagar jag pannkakor?",))
    (group,) = report_on(noted(asked("hur lagar jag pannkakor", 3)), faq).groups

    assert group.advice.verdict is Verdict.OUTSIDE


def test_another_language_is_no_lack() -> None:
    (group,) = groups(asked("Where can I find the opening hours of the library?", 3))

    assert group.advice.verdict is Verdict.LANGUAGE


# Feedback


def votes(entry: str, helpful: int, unhelpful: int) -> FeedbackCount:
    return FeedbackCount(TODAY, entry, helpful, unhelpful)


@pytest.mark.parametrize(
    ("helpful", "unhelpful", "told"),
    [(0, 4, False), (0, 5, True), (2, 3, True), (3, 2, False), (80, 20, False), (60, 40, True)],
)
def test_few_votes_are_believed_less(helpful: int, unhelpful: int, told: bool) -> None:  # noqa: FBT001
    report = report_on(noted(feedback=[votes("parkeringsavgift", helpful, unhelpful)]))

    assert bool(report.poor) is told


def test_votes_of_days_and_of_former_ids_are_added_and_lost_entries_left_out() -> None:
    report = report_on(
        noted(
            feedback=[
                votes("boende-p", 1, 3),
                votes("boendeparkering", 0, 3),
                votes("borttagen", 0, 9),
            ]
        )
    )

    (one,) = report.poor
    assert (one.entry.id, one.helpful, one.unhelpful) == ("boendeparkering", 1, 6)


# Brown, Cai & DasGupta (2001), "Interval estimation for a binomial proportion", has the interval's
# form; these are its lower ends by hand.
@pytest.mark.parametrize(
    ("count", "total", "lower"), [(0, 10, 0.0), (5, 10, 0.2366), (10, 10, 0.7225), (9, 11, 0.5230)]
)
def test_the_lower_end_of_wilsons_interval(count: int, total: int, lower: float) -> None:
    assert least_share(count, total) == pytest.approx(lower, abs=0.0001)


@given(st.integers(FEWEST, 10_000), st.data())
def test_the_lower_end_is_a_share_below_the_one_observed(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    lower = least_share(count, total)

    assert 0 <= lower <= count / total
    assert least_share(10 * count, 10 * total) >= lower


# Entries and weeks


def replied(kind: str, count: int, entry: str = "", day: date = TODAY) -> ReplyCount:
    return ReplyCount(day, kind, entry, count)


def test_entries_that_nobody_was_answered_with() -> None:
    report = report_on(
        noted(replies=[replied("answer", 1, "parkeringsavgift"), replied("answer", 2, "boende-p")])
    )

    ids = [entry.id for entry in report.never]
    assert ids == ["overklaga-parkeringsbot", "kontakta-parkeringskontoret"]


def test_nobody_is_told_of_them_before_there_were_answers() -> None:
    assert report_on(noted(replies=[replied("fallback", 3)])).never == ()


def test_replies_are_counted_by_week_with_weeks_of_none() -> None:
    monday = date(2026, 11, 2)
    weeks = by_week(
        [
            replied("answer", 2, "a", monday),
            replied("answer", 3, "b", monday + timedelta(days=6)),
            replied("rejected", 1, "", monday),
            replied("fallback", 4, "", monday + timedelta(days=14)),
        ],
        since=monday + timedelta(days=-3),
        until=monday + timedelta(days=15),
    )

    assert [week.name for week in weeks] == ["v. 45", "v. 46", "v. 47"]
    assert [week.total for week in weeks] == [5, 0, 4]
    assert [week.days for week in weeks] == [7, 7, 2]
    assert (weeks[0].counts["answer"], weeks[0].rejected) == (5, 1)
