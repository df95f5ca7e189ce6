"""Which reply a burst of fragments gets. The judge here finds kinds by words, not by a FAQ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.answering import Answered, Incoming
from bot.channels.fragments import MOST_FRAGMENTS, Burst, Fragment, Said, soon_after
from bot.channels.outgoing import Outgoing
from bot.channels.reading import Heard
from bot.channels.sending import Destination
from bot.matching.text import MAX_CHARACTERS
from bot.models import Reply, ReplyKind

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = (
    ("ont i bröstet", ReplyKind.EMERGENCY),
    ("låna bok", ReplyKind.ANSWER),
    ("bok", ReplyKind.SUGGESTIONS),
)


def judge(incoming: Incoming) -> Answered:
    """Says what it answers, and to what."""
    text = incoming.text
    if text is None:
        return Answered((Outgoing("bara text"),))
    kind = next((kind for words, kind in KINDS if words in text), ReplyKind.FALLBACK)
    if text in {"hej", "tack"}:
        kind = ReplyKind.SMALLTALK
    if incoming.is_caption and kind is ReplyKind.FALLBACK:
        return Answered((Outgoing("bara text"),))
    return Answered((Outgoing(f"{kind}: {text}"),), Reply(kind, ""), text)


def heard(number: int, text: str | None, written: datetime = NOON) -> Heard:
    is_caption = text is None or text.startswith("[bild]")
    incoming = Incoming(text, is_caption=is_caption)
    return Heard(incoming, number, (1, 0, 1), Destination(1, None, number), written, 0.0)


def burst_of(*texts: str | None) -> Burst:
    burst = Burst(0.0)
    for number, text in enumerate(texts, start=1):
        one = heard(number, text)
        burst.put(Fragment(one, judge(one.incoming)), judge)
    return burst


REPLIES = [
    (["hej"], "smalltalk: hej", 1),
    (["hej", "tack"], "smalltalk: tack", 2),
    (["hej", "hur går det"], "fallback: hej hur går det", 2),
    (["hur går det", "hej"], "fallback: hur går det hej", 2),
    (["jag", "undrar", "om bok"], "suggestions: jag undrar om bok", 3),
    (["hej", "låna", "bok"], "answer: hej låna bok", 3),
    (["låna bok", "och så?"], "answer: låna bok och så?", 2),
    (["jag har ont", "i bröstet"], "emergency: jag har ont i bröstet", 2),
    ([None], "bara text", 1),
    ([None, None], "bara text", 2),
    (["hej", None], "smalltalk: hej", 1),
    ([None, "[bild] bok"], "suggestions: [bild] bok", 2),
    (["[bild] hm"], "bara text", 1),
    (["[bild] hm", "va"], "fallback: [bild] hm va", 2),
]


@pytest.mark.parametrize(("texts", "reply", "refers_to"), REPLIES)
def test_the_best_reply_is_given(texts: list[str | None], reply: str, refers_to: int) -> None:
    chosen = burst_of(*texts).reply
    assert chosen is not None
    assert chosen.answered.messages[0].html == reply
    assert chosen.heard.message_id == refers_to


def forgetful(incoming: Incoming) -> Answered:
    """Judges several fragments together as hopeless."""
    if " " in (incoming.text or "").replace("ont i bröstet", "ont").replace("låna bok", "låna"):
        return Answered((Outgoing("vet inte"),), Reply(ReplyKind.FALLBACK, ""))
    return judge(incoming)


@pytest.mark.parametrize(
    ("texts", "refers_to"),
    [
        (["hej", "låna bok"], 2),
        (["bok", "blaha"], 1),
        (["bok", "bok", "blaha"], 2),
        (["ont i bröstet", "blaha"], 1),
        (["hej", "tack"], 2),
    ],
)
def test_a_fragment_alone_may_say_more_than_all_together(texts: list[str], refers_to: int) -> None:
    burst = Burst(0.0)
    for number, text in enumerate(texts, start=1):
        one = heard(number, text)
        burst.put(Fragment(one, judge(one.incoming)), forgetful)
    assert burst.reply is not None
    assert burst.reply.heard.message_id == refers_to


@given(st.lists(st.sampled_from(["hej", "tack", "bok", "låna bok", "hm", None, "ont i bröstet"])))
def test_danger_in_one_fragment_is_never_lost(texts: list[str | None]) -> None:
    burst = burst_of(*texts, "ont i bröstet", *texts)
    assert burst.reply is not None
    assert burst.reply.answered.kind is ReplyKind.EMERGENCY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i bröstet", ReplyKind.EMERGENCY),
        ("bok", ReplyKind.SUGGESTIONS),
        ("låna bok i bröstet", ReplyKind.ANSWER),
    ],
)
def test_danger_may_begin_in_what_was_answered_a_moment_ago(text: str, kind: ReplyKind) -> None:
    burst = Burst(0.0, Said("låna ont", NOON))
    one = heard(2, text)
    burst.put(Fragment(one, judge(one.incoming)), judge)
    assert burst.reply is not None
    assert burst.reply.answered.kind is kind


def test_what_was_answered_long_ago_does_not_count() -> None:
    said = Said("ont", NOON)
    assert soon_after(said, heard(2, "i bröstet", NOON + timedelta(seconds=4))) is said
    assert soon_after(said, heard(2, "i bröstet", NOON + timedelta(seconds=5))) is None
    assert soon_after(None, heard(2, "i bröstet")) is None


def test_an_edited_fragment_is_replaced() -> None:
    burst = burst_of("hur går", "dat")
    mended = heard(2, "det")
    burst.put(Fragment(mended, judge(mended.incoming)), judge)
    assert burst.reply is not None
    assert burst.reply.answered.messages[0].html == "fallback: hur går det"
    assert burst.has(2)
    assert not burst.has(3)


def test_it_is_bounded() -> None:
    assert not burst_of(*["hm"] * (MOST_FRAGMENTS - 1)).is_full
    assert burst_of(*["hm"] * MOST_FRAGMENTS).is_full
    long = burst_of("a" * 3000)
    assert long.admits(heard(2, "b" * (MAX_CHARACTERS - 3001)))
    assert not long.admits(heard(2, "b" * (MAX_CHARACTERS - 3000)))


def test_what_was_written_long_after_is_no_fragment() -> None:
    burst = burst_of("hej")
    assert burst.admits(heard(2, "hm", NOON + timedelta(seconds=4)))
    assert not burst.admits(heard(2, "hm", NOON + timedelta(seconds=5)))


WAITS = [(0.0, 1.5), (2.0, 1.5), (3.0, 1.0), (4.5, 0.0)]


@pytest.mark.parametrize(("now", "wait"), WAITS)
async def test_it_waits_for_more_but_not_for_ever(now: float, wait: float) -> None:
    waits: list[float] = []

    async def quiet(seconds: float) -> None:
        waits.append(seconds)

    await burst_of("hej").rest(quiet, now)
    assert waits == [wait]
