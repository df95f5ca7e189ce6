"""From a message to one of five kinds of reply, on a FAQ about parking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import CutOffs, Dialogue
from bot.models import Faq, ReplyKind

OPEN = CutOffs(answer=1, suggest=0.5)
SHUT = CutOffs(answer=100, suggest=100)


@pytest.fixture(scope="module")
def dialogue(parking: Faq) -> Dialogue:
    return Dialogue(parking)


@pytest.fixture(scope="module")
def eager(parking: Faq) -> Dialogue:
    """Answers whenever nothing but the score speaks against it."""
    return Dialogue(parking, OPEN)


@pytest.fixture(scope="module")
def wary(parking: Faq) -> Dialogue:
    """Never sure enough."""
    return Dialogue(parking, SHUT)


def test_an_answer_has_its_entry_and_score(dialogue: Dialogue) -> None:
    reply = dialogue.reply("Hur ansöker jag om boendeparkering?")
    assert reply.kind is ReplyKind.ANSWER
    assert reply.entry is not None
    assert reply.entry.id == "boendeparkering"
    assert reply.text == reply.entry.answer
    assert reply.score == 99


def test_danger_comes_before_everything(dialogue: Dialogue) -> None:
    reply = dialogue.reply("Hej! Hur ansöker jag om boendeparkering? Jag har ont i bröstet")
    assert reply.kind is ReplyKind.EMERGENCY
    assert "112" in reply.text
    assert reply.entry is None


def test_danger_alone_can_be_asked_for(dialogue: Dialogue) -> None:
    assert dialogue.danger("jag får ingen luft") is not None
    assert dialogue.danger("Hur ansöker jag om boendeparkering?") is None


def test_small_talk_is_the_whole_message(dialogue: Dialogue) -> None:
    assert dialogue.reply("hej!").kind is ReplyKind.SMALLTALK
    assert dialogue.reply("hej! vad kostar det att parkera i centrum?").kind is not (
        ReplyKind.SMALLTALK
    )


@pytest.mark.parametrize(
    "message",
    [
        "how do I apply for boendeparkering",
        "Is boendeparkering free in the centre?",
        "Ile kosztuje boendeparkering",
        "كم سعر boendeparkering",
    ],
)
def test_another_language_gets_the_way_on_and_no_answer(eager: Dialogue, message: str) -> None:
    reply = eager.reply(message)
    assert reply.kind is ReplyKind.FALLBACK
    assert reply.text == eager.faq.texts.other_language
    assert reply.language == eager.other_language(message) is not None
    assert eager.nearest(message, 10) == ()


def test_danger_and_small_talk_come_before_the_language(dialogue: Dialogue) -> None:
    assert dialogue.reply("my father can't breathe").kind is ReplyKind.EMERGENCY
    assert dialogue.reply("thank you").kind is ReplyKind.SMALLTALK


def test_a_question_that_an_editor_wrote_in_english_is_answered(parking: Faq) -> None:
    topic = parking.topics[0]
    english = replace(topic.entries[0], question="How do I apply for a resident permit?")
    asked = Dialogue(replace(parking, topics=(replace(topic, entries=(english,)),)))
    assert asked.reply("how do I apply for a resident permit").entry == english


def test_what_the_faq_has_no_word_of_is_not_known(dialogue: Dialogue) -> None:
    reply = dialogue.reply("Äter giraffer bananer?")
    assert reply.kind is ReplyKind.FALLBACK
    assert reply.text == dialogue.faq.texts.fallback


def test_below_the_cut_off_it_asks_back(parking: Faq) -> None:
    careful = Dialogue(parking, CutOffs(answer=100, suggest=1))
    reply = careful.reply("parkeringstaxa centrum")
    assert reply.kind is ReplyKind.SUGGESTIONS
    assert reply.text == parking.texts.did_you_mean
    assert reply.suggestions[0].entry.id == "parkeringsavgift"
    assert len(reply.suggestions) <= 3


def test_one_word_of_the_faq_shows_what_there_is(wary: Dialogue) -> None:
    reply = wary.reply("parkeringskontoret")
    assert reply.kind is ReplyKind.SUGGESTIONS
    assert reply.suggestions[0].entry.id == "kontakta-parkeringskontoret"


def test_a_cautious_entry_is_never_answered_outright(eager: Dialogue) -> None:
    reply = eager.reply("Hur överklagar jag en parkeringsbot?")
    assert reply.kind is ReplyKind.SUGGESTIONS
    assert reply.suggestions[0].entry.id == "overklaga-parkeringsbot"


@pytest.mark.parametrize(
    "message",
    [
        "jag vill inte ansöka om boendeparkering",
        "Hur ansöker jag om boendeparkering i Skåne?",
        "Hur många har boendeparkering?",
    ],
)
def test_a_doubt_leads_to_a_question_back(eager: Dialogue, message: str) -> None:
    assert eager.reply(message).kind is ReplyKind.SUGGESTIONS


def test_what_was_turned_down_is_not_offered_again(eager: Dialogue) -> None:
    message = "ansöka om boendeparkering i Skåne"
    first = eager.reply(message)
    turned_down = frozenset(match.entry.id for match in first.suggestions)
    second = eager.reply(message, turned_down)
    assert second.kind in {ReplyKind.SUGGESTIONS, ReplyKind.FALLBACK}
    assert turned_down.isdisjoint(match.entry.id for match in second.suggestions)


def test_when_everything_was_turned_down_the_way_is_shown(eager: Dialogue) -> None:
    every = frozenset(entry.id for entry in eager.faq.entries)
    reply = eager.reply("parkera", every)
    assert reply.kind is ReplyKind.FALLBACK
    assert reply.text == eager.faq.texts.none_of_these_reply


def test_an_entry_is_found_by_its_id_and_its_former_one(dialogue: Dialogue) -> None:
    now, before = dialogue.entry("boendeparkering"), dialogue.entry("boende-p")
    assert now == before
    assert now is not None
    assert now.kind is ReplyKind.ANSWER
    assert dialogue.entry("finns-inte") is None


def test_a_bare_faq_gives_112(parking: Faq) -> None:
    bare = Dialogue(replace(parking, topics=()))
    assert "112" in bare.reply("min pappa andas inte").text
    assert bare.reply("vad kostar det").kind is ReplyKind.FALLBACK
