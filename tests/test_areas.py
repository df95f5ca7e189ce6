"""Which area is meant: asked where the FAQ answers a question for several, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from running_bot import RunningBot

from bot.channels.outgoing import Setting
from bot.channels.rendering import MAX_LABEL, render
from bot.channels.screens import Screens
from bot.channels.terminal import converse
from bot.commands.ask import Asked, as_json
from bot.content.loader import load
from bot.dialogue import MOST_SUGGESTIONS, CutOffs, Dialogue
from bot.editor.checking.checker import check_folder
from bot.editor.evaluation.cut_offs import signal
from bot.editor.evaluation.messages import Message, Origin
from bot.editor.evaluation.verdicts import Verdict, ask_one
from bot.editor.reasons import explain
from bot.models import Entry, Faq, Place, ReplyKind, Topic
from bot.texts import Texts

FOLDER = Path(__file__).parent / "fixtures" / "omraden"
DAY = date(2026, 11, 21)
SETTING = Setting(DAY, "exempel_bot")
COLLECTED = "Vilken dag hämtas soporna?"
FEE = "Vad kostar sophämtningen?"
NEVER_SURE = CutOffs(answer=101, suggest=0.1)


@pytest.fixture(scope="module")
def faq() -> Faq:
    loaded = load(FOLDER)
    assert loaded.faq is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.faq


@pytest.fixture(scope="module")
def dialogue(faq: Faq) -> Dialogue:
    return Dialogue(faq)


def offered(dialogue: Dialogue, message: str) -> tuple[str, ...]:
    """The entries between which the bot asks for the area; none if it does not."""
    reply = dialogue.reply(message)
    return tuple(match.entry.id for match in reply.suggestions) if reply.asks_area else ()


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        (COLLECTED, {"sopdag-norr", "sopdag-soder"}),
        ("vilken dag hämtar ni sopor hos mig", {"sopdag-norr", "sopdag-soder"}),
        ("vilken dag hemtas soporna", {"sopdag-norr", "sopdag-soder"}),  # misspelt
        (FEE, {"sopavgift-norr", "sopavgift-soder"}),
        ("pris för sophämtning", {"sopavgift-norr", "sopavgift-soder"}),  # one's very words
    ],
)
def test_it_asks_which_area_is_meant(dialogue: Dialogue, message: str, ids: set[str]) -> None:
    assert set(offered(dialogue, message)) == ids
    reply = dialogue.reply(message)
    assert reply.kind is ReplyKind.SUGGESTIONS
    assert reply.text == dialogue.faq.texts.which_area
    assert reply.entry is None


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        ("Vilken dag hämtas soporna i norr?", "sopdag-norr"),
        ("vilken dag hämtas soporna på norra sidan", "sopdag-norr"),  # by its name
        ("vilken dag hämtas soporna i söder", "sopdag-soder"),
        ("vilken dag hämtas soporna i ystad", "sopdag-soder"),  # a place of one area's questions
        ("vilken dag hämtas soporna i soder", "sopdag-soder"),  # without dots
        ("Vad kostar sophämtningen i norr?", "sopavgift-norr"),
        ("när kommer sopbilen", "sopdag-norr"),  # a word of one area only
        ("ha en egen kompost", "kompost-norr"),  # nothing alike elsewhere
        ("Hur beställer jag en ny soptunna?", "ny-tunna"),  # of no area
    ],
)
def test_it_does_not_ask_what_has_been_said(dialogue: Dialogue, message: str, entry: str) -> None:
    reply = dialogue.reply(message)
    assert not reply.asks_area
    assert {match.entry.id for match in reply.suggestions} or reply.entry
    assert (reply.entry or reply.suggestions[0].entry).id == entry


def test_a_place_that_no_area_knows_is_no_reason_to_ask_which(dialogue: Dialogue) -> None:
    reply = dialogue.reply("vilken dag hämtas soporna i göteborg")
    assert reply.kind is not ReplyKind.ANSWER
    assert not reply.asks_area


def test_an_entry_of_no_area_is_no_rival(faq: Faq) -> None:
    everywhere = Dialogue(faq.edited(lambda one: replace(one, area=None)))
    assert not everywhere.reply(COLLECTED).asks_area
    half = faq.edited(lambda one: replace(one, area=None if one.id == "sopdag-soder" else one.area))
    assert not Dialogue(half).reply(COLLECTED).asks_area


def test_each_area_is_offered_once(faq: Faq) -> None:
    def twice(entry: Entry) -> Entry:
        return replace(entry, id=f"{entry.id}-igen", variants=())

    again = tuple(map(twice, faq.topics[0].entries))
    dialogue = Dialogue(replace(faq, topics=(*faq.topics, Topic("Igen", again))))
    areas = [match.entry.area for match in dialogue.reply(FEE).suggestions]
    assert sorted(filter(None, areas)) == ["norr", "söder"]


def with_areas(faq: Faq, *areas: str) -> Dialogue:
    """The FAQ with the northern side's entries for more areas."""

    def moved(entry: Entry, area: str) -> Entry:
        question = entry.question.replace("norr", area)
        return replace(entry, id=f"{entry.id}-{area}", area=area, question=question)

    more = (
        Topic(area, tuple(moved(entry, area) for entry in faq.topics[0].entries)) for area in areas
    )
    return Dialogue(replace(faq, topics=(*faq.topics, *more)))


def test_a_third_area_is_offered_too(faq: Faq) -> None:
    labels = with_areas(faq, "öster").reply(FEE).labels
    assert set(labels) == {"Norra sidan", "Söder", "Öster"}


def test_no_more_areas_are_offered_than_there_is_room_for(faq: Faq) -> None:
    reply = with_areas(faq, "öster", "väster", "mitten").reply("vilken dag hämtar ni sopor hos mig")
    assert reply.asks_area
    assert len(reply.suggestions) == len(reply.labels) == MOST_SUGGESTIONS


def test_the_very_words_of_one_entry_are_nearer_than_like_words(faq: Faq) -> None:
    def changed(entry: Entry) -> Entry:
        variants = {"sopdag-norr": "dag för sopor", "sopdag-soder": "sopor, dag"}
        questions = {"sopdag-soder": "Vilken veckodag töms tunnorna i söder?"}
        return replace(
            entry,
            question=questions.get(entry.id, entry.question),
            variants=tuple(filter(None, (*entry.variants, variants.get(entry.id)))),
        )

    dialogue = Dialogue(faq.edited(changed))
    assert offered(dialogue, "dag som ni tar sopor")
    reply = dialogue.reply("dag för sopor")
    assert reply.entry is not None
    assert reply.entry.id == "sopdag-norr"


def test_the_spelling_of_an_area_does_not_make_it_another(faq: Faq) -> None:
    same = faq.edited(
        lambda one: replace(one, area="Söder" if one.id == "sopavgift-norr" else one.area)
    )
    assert not Dialogue(same).reply(FEE).asks_area


def test_an_unsure_bot_asks_what_is_meant_before_where(faq: Faq) -> None:
    reply = Dialogue(faq, CutOffs(answer=101, suggest=1)).reply("sophämtning")
    assert reply.kind is ReplyKind.SUGGESTIONS
    assert reply.text == faq.texts.did_you_mean
    assert not reply.asks_area


def test_a_cautious_entry_is_asked_back_about_as_ever(faq: Faq) -> None:
    cautious = Dialogue(faq.edited(lambda one: replace(one, cautious=True)))
    assert cautious.reply(COLLECTED).text == faq.texts.did_you_mean


def test_who_turned_the_areas_down_is_not_asked_again(dialogue: Dialogue) -> None:
    turned_down = frozenset(offered(dialogue, FEE))
    assert turned_down
    assert not dialogue.reply(FEE, turned_down).asks_area


# How it looks


def test_only_the_area_is_shown_where_the_rest_is_alike(dialogue: Dialogue) -> None:
    # What the file of texts does not name is called by its id.
    for message in (COLLECTED, FEE):
        assert set(dialogue.reply(message).labels) == {"Norra sidan", "Söder"}


def test_the_area_stands_before_questions_that_differ(faq: Faq) -> None:
    asked = "Vilken dag hämtas soporna i söder hos dig som bor där?"
    other = faq.edited(
        lambda one: replace(one, question=asked) if one.id == "sopdag-soder" else one
    )
    reply = Dialogue(other).reply("vilken dag hämtas soporna")
    assert f"Söder: {asked}" in reply.labels

    (message,) = render(reply, other, SETTING)
    shown = [button.label for (button,) in message.rows]
    assert {label.partition(" Vilken")[0] for label in shown[:-1]} == {"Norra sidan:", "Söder:"}
    assert all(len(label) <= MAX_LABEL for label in shown)
    assert f"• Söder: {asked}" in message.html


def test_suggestions_with_the_same_question_can_be_told_apart(faq: Faq) -> None:
    labels = Dialogue(faq, NEVER_SURE).reply(FEE).labels
    assert {f"Norra sidan: {FEE}", f"Söder: {FEE}"} <= set(labels)
    assert len(set(labels)) == len(labels)


def test_the_terminal_shows_the_areas(dialogue: Dialogue) -> None:
    asked, chosen = converse(lambda: Screens(dialogue, DAY), [FEE, "1"])
    assert {choice.label for choice in asked.choices} == {"Norra sidan", "Söder"}
    (entry,) = (
        match.entry
        for match, label in zip(dialogue.reply(FEE).suggestions, asked.choices, strict=True)
        if label == asked.choices[0]
    )
    assert chosen.text == entry.answer


async def test_a_tap_on_telegram_gives_the_answer(bot: RunningBot, dialogue: Dialogue) -> None:
    bot.current = dialogue
    resident = bot.chat()
    question = resident.send(FEE)
    asked = await resident.reply()
    assert asked.text == dialogue.faq.texts.which_area
    assert asked.reply_to == question["message_id"]
    assert set(asked.labels[:-1]) == {"Norra sidan", "Söder"}
    assert asked.labels[-1] == dialogue.faq.texts.none_of_these
    await resident.tap(asked, "Söder")
    assert "1 100 kronor" in (await resident.reply()).text


# For programs and editors


def test_json_keeps_its_form(dialogue: Dialogue) -> None:
    shown = as_json(Asked(FEE, dialogue.reply(FEE), 1))
    assert shown["kind"] == "suggestions"
    assert shown["text"] == dialogue.faq.texts.which_area
    assert (shown["entry"], shown["score"], shown["source"]) == (None, None, None)
    assert [one["question"] for one in shown["suggestions"]] == [FEE, FEE]
    assert all(set(one) == {"entry", "question", "score"} for one in shown["suggestions"])


def test_questions_of_different_areas_may_have_the_same_words() -> None:
    assert [one.rule for one in check_folder(FOLDER, CutOffs(), DAY)] == []


def test_editors_are_told_why(dialogue: Dialogue) -> None:
    explained = explain(dialogue, FEE)
    assert "vilket område" in explained.kind
    assert "Därför frågar boten vilket område" in explained.because


@pytest.mark.parametrize(
    ("right", "verdict"),
    [("sopavgift-norr", Verdict.SUGGESTED), ("kompost-norr", Verdict.MISSED)],
)
def test_a_test_message_without_its_area_is_among_the_suggestions(
    dialogue: Dialogue, right: str, verdict: Verdict
) -> None:
    asked = Message(FEE, Origin.TEST, Place("amnen/norr.yaml"), right)
    result = ask_one(dialogue, asked, right)
    assert result.verdict is verdict
    # No cut-off would make it an answer.
    assert signal(result).verdict(CutOffs(0, 0)) is not Verdict.RIGHT
    assert signal(result).verdict(CutOffs(0, 0)) is not Verdict.WRONG


def test_every_test_message_is_answered_or_asked_back_about(faq: Faq, dialogue: Dialogue) -> None:
    for entry in faq.entries:
        for text in entry.tests:
            reply = dialogue.reply(text)
            found = [reply.entry, *(match.entry for match in reply.suggestions)]
            assert entry in found, text


# The names in the file of texts


def test_names_of_areas_are_read(faq: Faq) -> None:
    assert faq.areas == {"norr": "Norra sidan"}
    assert set(type(faq.texts).model_fields) == set(Texts.model_fields)
