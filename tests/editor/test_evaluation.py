"""Editors' messages are judged, made harder, counted and told as they should be."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.loader import Loaded, load
from bot.dialogue import CutOffs, Dialogue
from bot.editor.evaluation import leaving_out
from bot.editor.evaluation.cut_offs import HIGHEST, curve, propose, signal
from bot.editor.evaluation.evaluation import Evaluation, Part, evaluate
from bot.editor.evaluation.messages import Message, Origin, gather
from bot.editor.evaluation.noise import KINDS, neighbours, noisy
from bot.editor.evaluation.styles import Style, Styles
from bot.editor.evaluation.summary import overview
from bot.editor.evaluation.tally import confusions, per_cent, scales
from bot.editor.evaluation.telling import in_words, tell
from bot.editor.evaluation.verdicts import Result, Verdict, ask, ask_one
from bot.models import Faq, Place

FAQ = Path(__file__).parent.parent / "fixtures" / "faq"
NOWHERE = Place("amnen/prov.yaml", 3, 9)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(FAQ)


@pytest.fixture(scope="module")
def messages(loaded: Loaded) -> tuple[Message, ...]:
    return gather(loaded)


@pytest.fixture(scope="module")
def dialogue(parking: Faq) -> Dialogue:
    return Dialogue(parking, CutOffs(60, 20))


@pytest.fixture(scope="module")
def whole(parking: Faq, messages: tuple[Message, ...]) -> Evaluation:
    def opened(faq: Faq) -> Dialogue:
        return Dialogue(faq, CutOffs(60, 20))

    return evaluate(parking, messages, opened, frozenset(Part), lambda results, *_: results)


@pytest.fixture(scope="module")
def styles(parking: Faq) -> Styles:
    return Styles(parking)


def message(text: str, entry: str | None = None, origin: Origin = Origin.TEST) -> Message:
    return Message(text, origin, NOWHERE, entry)


def test_every_message_is_gathered_with_its_line(messages: tuple[Message, ...]) -> None:
    counts = {origin: sum(one.origin is origin for one in messages) for origin in Origin}
    assert counts == {
        Origin.TEST: 5, Origin.OUTSIDE: 2, Origin.QUESTION: 4, Origin.VARIANT: 8,
    }  # fmt: skip
    for one in messages:
        line = Path(one.place.file).read_text("utf-8").splitlines()[one.place.line - 1]
        assert line[one.place.column - 1 :].startswith(one.text)
        assert (one.topic is None) == (one.origin is Origin.OUTSIDE)


@pytest.mark.parametrize(
    ("text", "right", "verdict"),
    [
        ("Vad kostar det att parkera i centrum?", "parkeringsavgift", Verdict.RIGHT),
        ("Vad kostar det att parkera i centrum?", "boendeparkering", Verdict.WRONG),
        ("Vad kostar det att parkera i centrum?", None, Verdict.FALSE),
        # Never answered outright, so that the suggestion is all that can be asked of it.
        ("Hur överklagar jag en parkeringsbot?", "overklaga-parkeringsbot", Verdict.RIGHT),
        ("Hur överklagar jag en parkeringsbot?", "kontakta-parkeringskontoret", Verdict.MISSED),
        ("Hur överklagar jag en parkeringsbot?", None, Verdict.ASKED_BACK),
        ("parkering", "parkeringsavgift", Verdict.SUGGESTED),
        ("hur lagar jag pannkakor", "boendeparkering", Verdict.MISSED),
        ("hur lagar jag pannkakor", None, Verdict.QUIET),
        ("hej", None, Verdict.QUIET),
        ("jag har ont i bröstet", "boendeparkering", Verdict.MISSED),
        ("Hur ansöker jag om boendeparkering?", "boende-p", Verdict.RIGHT),  # a former id
    ],
)
def test_a_reply_gets_its_verdict(
    dialogue: Dialogue, text: str, right: str | None, verdict: Verdict
) -> None:
    assert ask_one(dialogue, message(text), right).verdict is verdict


def test_a_rival_is_what_stood_in_the_way(dialogue: Dialogue) -> None:
    def rival(text: str, right: str | None) -> str | None:
        found = ask_one(dialogue, message(text), right).rival
        return found.id if found else None

    asked = "Vad kostar det att parkera i centrum?"
    assert rival(asked, "boendeparkering") == "parkeringsavgift"
    assert rival(asked, "parkeringsavgift") is None
    assert rival(asked, None) == "parkeringsavgift"
    assert rival("hur lagar jag pannkakor", None) is None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Vad kostar det att parkera?", Style.QUESTION),
        ("i vilken gata kostar det att parkera", Style.QUESTION),
        ("kan jag parkera gratis på söndagar här", Style.QUESTION),
        ("parkering centrum pris", Style.KEYWORDS),
        ("jag vill överklaga boten som jag fick", Style.STATEMENT),
        ("vad kostar det att parkera i cenrtum", Style.MISSPELT),
        ("hur manga ar far man parkera", Style.MISSPELT),
        ("jag undrar " + "och jag undrar " * 6, Style.LONG),
        ("", Style.KEYWORDS),
    ],
)
def test_styles_are_told_apart(styles: Styles, text: str, style: Style) -> None:
    assert styles.of(text) is style


@given(text=st.text())
def test_any_text_has_a_style(styles: Styles, text: str) -> None:
    assert styles.of(text) in Style


def test_noise_is_the_same_each_time_and_never_the_message_itself(
    messages: tuple[Message, ...],
) -> None:
    first, again = list(noisy(messages)), list(noisy(reversed(messages)))
    assert sorted(first, key=repr) == sorted(again, key=repr)
    assert {kind for kind, _ in first} == set(KINDS)
    texts = {one.text for one in messages}
    assert not [one.text for _, one in first if one.text in texts]


@given(st.text())
def test_noise_takes_any_text(text: str) -> None:
    for kind, noise in noisy([message(text)]):
        assert noise.text != text
        assert len(noise.text.split()) <= len(text.split()) or kind == "skrivfel"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [("hur nå dem", "ord borta", 2), ("ett två tre fyra fem sex", "ord borta", 4)],
)
def test_a_fifth_of_the_words_goes(text: str, kind: str, words: int) -> None:
    noise = dict(noisy([message(text)]))
    assert len(noise[kind].text.split()) == words


def test_dots_go_and_typing_errors_are_small() -> None:
    noise = dict(noisy([message("Åtta höga träd på gården")]))
    assert noise["utan å, ä, ö"].text == "Atta hoga trad pa garden"
    assert abs(len(noise["skrivfel"].text) - len("Åtta höga träd på gården")) <= 1


def test_keys_lie_beside_each_other_as_on_a_swedish_keyboard() -> None:
    assert set(neighbours("ö")) >= {"l", "ä", "p", "å"}
    assert set(neighbours("g")) == set("fhtyvb")
    assert neighbours("7") == ""


def test_each_left_out_variant_is_asked_of_a_faq_without_it(
    parking: Faq, messages: tuple[Message, ...]
) -> None:
    """Each is asked of a FAQ that lacks it, and only what is in its own batch."""
    asked: list[tuple[str, frozenset[str]]] = []

    class Listening(Dialogue):
        def reply(self, message: str, rejected: frozenset[str] = frozenset()):  # type: ignore[no-untyped-def]
            held = frozenset(text for entry in self.faq.entries for text in entry.variants)
            asked.append((message, held))
            return super().reply(message, rejected)

    results = list(leaving_out.without_variants(parking, messages, Listening))
    variants = {text for entry in parking.entries for text in entry.variants}
    assert [text for text, _ in asked] == [one.message.text for one in results]
    assert {text for text, _ in asked} == variants
    # So few variants are left out one at a time: the figure is exact.
    assert all(held == variants - {text} for text, held in asked)
    assert all(one.reply.score != 99.0 for one in results)


def test_more_variants_than_batches_leave_each_entry_all_but_one(
    parking: Faq, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = parking.entries[1]
    many = replace(entry, variants=tuple(f"parkera plats {n}" for n in range(4)))
    faq = replace(parking, topics=(replace(parking.topics[0], entries=(many,)),))
    monkeypatch.setattr(leaving_out, "FOLDS", 4)
    sizes: list[int] = []

    def opened(rest: Faq) -> Dialogue:
        sizes.append(len(rest.entries[0].variants))
        return Dialogue(rest)

    asked = [message(text, many.id, Origin.VARIANT) for text in many.variants]
    assert len(list(leaving_out.without_variants(faq, asked, opened))) == 4
    assert sizes == [3, 3, 3, 3]


def test_without_its_entry_nothing_is_right(
    parking: Faq, messages: tuple[Message, ...], whole: Evaluation
) -> None:
    assert len(whole.entries) == len(leaving_out.of_entries(messages)) == 4 + 5
    assert all(one.right is None and one.message.entry for one in whole.entries)
    for one in whole.entries:
        assert one.message.entry not in [match.entry.id for match in one.reply.matches]
    alone = replace(parking, topics=(replace(parking.topics[0], entries=parking.entries[:1]),))
    about = [one for one in messages if one.entry == parking.entries[0].id]
    verdicts = {one.verdict for one in leaving_out.without_entries(alone, about, Dialogue)}
    assert verdicts == {Verdict.QUIET}


def test_variants_stand_in_where_there_are_no_tests(messages: tuple[Message, ...]) -> None:
    untested = [one for one in messages if one.origin is not Origin.TEST]
    assert len(leaving_out.of_entries(untested)) == 4 + 8


def test_only_what_editors_wrote_can_fail(whole: Evaluation) -> None:
    strict = whole.failures(strict=True)
    assert all(one in whole.written for one in strict)
    failing = {Verdict.MISSED, Verdict.WRONG, Verdict.FALSE}
    assert list(whole.failures(strict=False)) == [one for one in strict if one.verdict in failing]


def test_a_part_that_is_not_wanted_is_not_asked(
    parking: Faq, messages: tuple[Message, ...]
) -> None:
    found = evaluate(
        parking, messages, Dialogue, frozenset({Part.NOISE}), lambda results, *_: results
    )
    assert found.everything == found.noise
    assert found.noise


def test_rows_are_shown_with_those_of_their_kind(whole: Evaluation) -> None:
    inside, outside = scales(overview(whole))
    assert [one.name for one in outside.rows] == ["Utanför", "Frågor utelämnade"]
    assert [one.name for one in inside.rows][:2] == ["Prov", "Varianter utelämnade"]
    assert sum(one.total for one in (*inside.rows, *outside.rows)) == len(whole.everything)


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [(0, 9, "0 %"), (9, 9, "100 %"), (1, 1000, "1 %"), (999, 1000, "99 %"), (0, 0, "0 %")],
)
def test_almost_none_is_not_none(count: int, total: int, shown: str) -> None:
    assert per_cent(count, total) == shown


def test_confusions_are_counted_by_pair_the_worst_first(dialogue: Dialogue) -> None:
    asked = "Vad kostar det att parkera i centrum?"
    results = [
        *ask(dialogue, [message(asked, "boendeparkering"), message(asked, "boendeparkering")]),
        *ask(dialogue, [message(asked, "kontakta-parkeringskontoret")]),
        *ask(dialogue, [message(asked, "parkeringsavgift"), message(asked)]),
    ]
    found = confusions(results)
    assert [(one.right, one.rival.id, one.answered) for one in found] == [
        ("boendeparkering", "parkeringsavgift", 2),
        ("kontakta-parkeringskontoret", "parkeringsavgift", 1),
    ]


def test_a_miss_is_told_with_what_won_and_why(dialogue: Dialogue) -> None:
    result = ask_one(dialogue, message("hur når jag boendeparkering", None), "parkeringsavgift")
    told = tell(result, dialogue)
    lines = " ".join(told.lines)
    assert "boendeparkering" in lines
    assert "avgörande ord: " in lines
    assert "Rätt fråga (parkeringsavgift)" in told.own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vad kostar det att parkera i centrum?", "Svarar på ”Vad kostar det"),
        ("Hur överklagar jag en parkeringsbot?", "Föreslår overklaga-parkeringsbot"),
        ("jag har ont i bröstet", "Svarar som på fara"),
        ("hej", "Svarar som på småprat"),
        ("How do I pay for parking in this town?", "meddelandet är på engelska"),
        ("hur lagar jag pannkakor", "Ger inget svar."),
    ],
)
def test_replies_are_told_in_words(dialogue: Dialogue, text: str, said: str) -> None:
    assert said in in_words(dialogue.reply(text))


@pytest.mark.parametrize("answer", [0, 30, 60, 90, 100])
@pytest.mark.parametrize("suggest", [0, 20, 60])
def test_cut_offs_are_foreseen_as_the_bot_applies_them(
    parking: Faq, messages: tuple[Message, ...], answer: float, suggest: float
) -> None:
    cut_offs = CutOffs(answer, min(suggest, answer))
    strange = [message("hej"), message("how are you doing today my friend"), message("ü")]
    asked = [*messages, *strange, message("parkera i rymden", "parkeringsavgift")]
    then = Dialogue(parking, CutOffs(50, 50))
    for one, real in zip(ask(then, asked), ask(Dialogue(parking, cut_offs), asked), strict=True):
        assert signal(one).verdict(cut_offs) is real.verdict, one.message.text


def test_the_curve_only_falls(whole: Evaluation) -> None:
    points = curve([*whole.written, *whole.variants])
    assert len(points) == HIGHEST + 1
    assert points[-1].right == points[-1].wrong == points[-1].false == 0
    for before, after in pairwise(points):
        assert after.right <= before.right
        assert after.wrong <= before.wrong
        assert after.false <= before.false


def outside(scores: list[float]) -> list[Result]:
    """Results of messages that nothing should answer, whose best entries have these scores."""
    parking = load(FAQ).faq
    assert parking
    reply = Dialogue(parking).reply("Vad kostar det att parkera i centrum?")
    return [
        Result(
            message(f"nummer {number}", None, Origin.OUTSIDE),
            None,
            replace(reply, matches=(replace(reply.matches[0], score=score, covers=False),)),
            Verdict.FALSE,
        )
        for number, score in enumerate(scores)
    ]


@pytest.mark.parametrize(
    ("ceiling", "answer", "suggest"), [(1, 100, 51), (10, 91, 51), (50, 51, 51), (100, 1, 1)]
)
def test_the_lowest_cut_offs_that_hold_the_ceiling_are_proposed(
    ceiling: float, answer: float, suggest: float
) -> None:
    proposal = propose(outside([float(score) for score in range(1, 101)]), ceiling)
    assert proposal.cut_offs == CutOffs(answer, suggest)
    assert abs(proposal.false - ceiling) <= 6
    assert len(proposal.answers) == 5
