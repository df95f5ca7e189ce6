"""What waits in memory: bounded, and every note accounted for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.journal.notes import Notes
from bot.journal.records import Asked, FeedbackCount, ReplyCount

DAY = date(2026, 3, 1)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("reply"), st.integers(0, 9)),
        st.tuples(st.just("asked"), st.integers(0, 9)),
        st.tuples(st.just("helpful"), st.integers(0, 9)),
        st.tuples(st.just("unhelpful"), st.integers(0, 9)),
        st.tuples(st.sampled_from(("batch", "written", "give up")), st.just(0)),
    ),
    max_size=200,
)


def note(notes: Notes, action: str, number: int) -> None:
    if action == "reply":
        notes.reply(DAY, "answer", f"entry-{number}")
    elif action == "asked":
        notes.asked(Asked(f"badet {number}", "fallback", None, None, DAY))
    else:
        notes.feedback(DAY, f"entry-{number}", helpful=action == "helpful")


@given(ACTIONS, st.integers(1, 5))
def test_every_note_is_written_pending_or_dropped(
    actions: list[tuple[str, int]], capacity: int
) -> None:
    notes, noted, written = Notes(capacity), 0, 0
    for action, number in actions:
        batch = notes.batch() if action in {"batch", "written", "give up"} else None
        if batch and action == "written":
            written += batch.notes
            notes.written()
        elif batch and action == "give up":
            notes.give_up()
        elif action in {"reply", "asked", "helpful", "unhelpful"}:
            note(notes, action, number)
            noted += 1
        assert noted == written + notes.pending + notes.dropped


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_texts_in_memory_never_exceed_the_capacity(numbers: list[int], capacity: int) -> None:
    notes = Notes(capacity)
    for number in numbers:
        note(notes, "asked", number)
        notes.batch()
    assert notes.pending == min(len(numbers), capacity)
    assert notes.dropped == len(numbers) - notes.pending


def test_a_batch_stays_unaltered_until_it_is_written() -> None:
    notes = Notes(10)
    note(notes, "reply", 1)
    first = notes.batch()
    note(notes, "reply", 1)
    assert notes.batch() is first
    notes.written()
    second = notes.batch()
    assert first
    assert second
    assert first.replies == second.replies == (ReplyCount(DAY, "answer", "entry-1", 1),)
    assert first.id != second.id


def test_counts_that_are_there_already_always_fit() -> None:
    notes = Notes(1)
    for _ in range(1000):
        note(notes, "reply", 1)
        note(notes, "helpful", 1)
    assert (notes.pending, notes.dropped) == (2000, 0)
    note(notes, "reply", 2)
    assert notes.dropped == 1


def test_a_batch_is_in_order_whoever_came_first() -> None:
    notes = Notes(10)
    for number in (3, 1, 2, 1):
        for action in ("reply", "asked", "unhelpful"):
            note(notes, action, number)
    notes.feedback(DAY - timedelta(days=1), "entry-3", helpful=True)
    batch = notes.batch()
    assert batch
    assert [one.entry for one in batch.replies] == ["entry-1", "entry-2", "entry-3"]
    assert [one.text[-1] for one in batch.asked] == ["1", "1", "2", "3"]
    assert batch.feedback[0] == FeedbackCount(DAY - timedelta(days=1), "entry-3", 1, 0)
    assert [one.unhelpful for one in batch.feedback] == [0, 2, 1, 1]


def test_what_is_lost_at_the_end_is_dropped() -> None:
    notes = Notes(10)
    note(notes, "asked", 1)
    notes.batch()
    note(notes, "asked", 2)
    note(notes, "reply", 2)
    notes.lose_all()
    assert (notes.pending, notes.dropped, notes.batch()) == (0, 3, None)
