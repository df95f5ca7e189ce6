"""The reasons for a reply are told in words that an editor understands."""

from dataclasses import replace

import pytest

from bot.dialogue import CutOffs, Dialogue
from bot.editor.reasons import NOTHING_TO_COMPARE, explain
from bot.models import Faq


@pytest.fixture(scope="module")
def dialogue(parking: Faq) -> Dialogue:
    return Dialogue(parking)


@pytest.mark.parametrize(
    ("message", "kind", "because"),
    [
        ("Vad kostar det att parkera i centrum?", "svar", "Från 80 poäng svarar boten direkt"),
        ("Hur överklagar jag en parkeringsbot?", "förslag", "något är tveksamt"),
        ("qwertyuiop", "inget svar", "Därför säger boten att den inte vet"),
        ("jag har ont i bröstet", "akut", "Fara går före allt annat"),
        ("hej", "småprat", "Hela meddelandet är småprat"),
        ("How do I pay for parking in this town?", "inget svar", "skrivet på engelska"),
    ],
)
def test_each_kind_of_reply_has_its_reason(
    dialogue: Dialogue, message: str, kind: str, because: str
) -> None:
    explained = explain(dialogue, message)

    assert explained.kind.startswith(kind)
    assert because in explained.because


def test_below_the_cut_off_it_says_what_would_have_been_enough(parking: Faq) -> None:
    unsure = Dialogue(parking, CutOffs(answer=100, suggest=50))
    because = explain(unsure, "vad kostar det att parkera").because

    assert "räcker inte för ett svar (gränsen är 100)" in because
    assert "gränsen för att föreslå är 50. Därför frågar boten" in because


def test_words_that_cover_the_message_are_a_reason_of_their_own(parking: Faq) -> None:
    unsure = Dialogue(parking, CutOffs(answer=100, suggest=100))

    assert "alla viktiga ord" in explain(unsure, "parkeringstaxa").because


def test_each_word_is_told_with_what_it_met(dialogue: Dialogue) -> None:
    explained = explain(dialogue, "vad kosatr det att parkera i centrum i rymden")
    words = {word.word: word for word in explained.candidates[0].words}

    assert (words["kosatr"].how, words["kosatr"].matched) == ("stavat nästan som", "kostar")
    assert words["kosatr"].likeness is not None
    assert words["centrum"].how == "samma ord som"
    assert words["centrum"].likeness is None
    assert (words["rymden"].how, words["rymden"].matched) == ("motsvaras inte av något", None)
    assert 99 <= sum(word.weight for word in explained.candidates[0].words) <= 101 + len(words)


def test_doubts_and_caution_are_told(dialogue: Dialogue) -> None:
    cautious = explain(dialogue, "Hur överklagar jag en parkeringsbot?").candidates[0]
    denied = explain(dialogue, "varför kostar det inte att parkera i centrum").candidates[0]

    assert any("försiktig: ja" in doubt for doubt in cautious.doubts)
    assert any("”inte”" in doubt for doubt in denied.doubts)


def test_the_margin_is_to_the_next_candidate(dialogue: Dialogue) -> None:
    explained = explain(dialogue, "Vad kostar det att parkera i centrum?")
    best, following = (candidate.match.score for candidate in explained.candidates[:2])

    assert explained.margin == pytest.approx(best - following)


def test_a_single_entry_has_no_margin(parking: Faq) -> None:
    topic = replace(parking.topics[0], entries=parking.topics[0].entries[1:2])

    assert explain(Dialogue(replace(parking, topics=(topic,))), "parkera").margin is None


def test_without_a_word_to_compare_it_says_so(parking: Faq) -> None:
    empty = Dialogue(replace(parking, topics=()))

    assert explain(empty, "parkera").because == NOTHING_TO_COMPARE
