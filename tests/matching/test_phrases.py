"""The language of phrases for danger and small talk, on small groups of its own."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.phrases import Phrases, compile_groups
from bot.models import PhraseGroup


def phrases(*triggers: str, exceptions: tuple[str, ...] = ()) -> Phrases:
    return compile_groups([PhraseGroup("grupp", triggers, "Svar.", exceptions)])


@pytest.mark.parametrize(
    ("trigger", "message"),
    [
        ("ont bröstet", "Jag har ont i bröstet"),
        ("ont bröstet", "i bröstet gör det så ont"),
        ("ont/värker bröstet", "det värker i hela bröstet"),
        ("medvetslös", "han ligger medvetslöst på golvet"),
        ("medvetslös", "MEDVETSLÖS!!!"),
        ("medvetslös", "medvetslos"),
        ("medvetslös", "medvetsloes"),
        ("medvetslös", "medvetslöös man"),
        ("medvetslös", "en medvetslsö man"),
        ("hjärtinfarkt", "järtinfarkt"),
        ("hjärtinfarkt", "hjärt infarkt"),
        ("kan inte andas", "hon kaninte andas"),
        ("inte andas", "han andas ej"),
        ("inte andas", "andas ente"),
        ("får luft", "for lufft"),
        ("slapp", "hon är jätteslapp"),
        ("bröstsmärt*", "bröstsmärtorna kom i natt"),
        ("såg*/*sågen blodet", "motorsågen slant, blodet sprutar"),
        ("*svull*", "den är uppsvullen"),
        ("NÅGON svarar inte", "mormor svarar inte"),
        ("TAL tabletter", "har ätit 20 tabletter"),
        ("TAL tabletter", "har ätit tjugo tabletter"),
        ("MÅNGA tabletter", "har ätit 20st tabletter"),
        ("ÅRTAL", "år 2031"),
        ("luft få svårt", "svårt att få luft"),
        ("stel nacke/feber feber", "feber och stel i nacken"),
        ("stroke ENSAM", "stroke?"),
        ("can't breathe", "i can’t breathe"),
        ("ont bröstet", "ont i brö\u00adstet"),
    ],
)
def test_a_phrase_is_found(trigger: str, message: str) -> None:
    assert phrases(trigger).find(message) is not None


@pytest.mark.parametrize(
    ("trigger", "message"),
    [
        ("ont bröstet", "ont i foten"),
        (
            "ont bröstet",
            "ont i foten. Men min mamma undrar när det är dags för screening av bröstet",
        ),
        ("andas inte", "det andra är inte viktigt"),
        ("dör", "hur gör jag"),
        ("ÅRTAL", "år 20"),
        ("jagar mig", "jag är van att klara mig"),
        ("dör", "dörren är låst"),
        ("krampar", "en kram"),
        ("=brösten", "bröstet"),
        ("får luft", "för luft"),
        ("MÅNGA tabletter", "får man ta 2 tabletter"),
        ("stroke ENSAM", "vilken mottagning har hand om stroke"),
        ("blå blå", "hon är grå"),
        ("hals* hals*/hosta", "ont i halsen"),
        ("medvetslös", ""),
        ("medvetslös", "🙂"),
    ],
)
def test_a_phrase_is_not_found(trigger: str, message: str) -> None:
    assert phrases(trigger).find(message) is None


@pytest.mark.parametrize(
    ("message", "alarms"),
    [
        ("hon har fått en stroke", True),
        ("vilken strokeenhet ligger närmast, stroke enhet i stan?", False),
        ("stroke enhet? min man har fått stroke nu", True),
        ("jag dör av skratt", False),
        ("jag dör", True),
    ],
)
def test_an_exception_silences_only_the_words_it_shares(message: str, *, alarms: bool) -> None:
    found = phrases("stroke", "dör", exceptions=("stroke enhet", "… av skratt"))
    assert (found.find(message) is not None) is alarms


@pytest.mark.parametrize(
    ("message", "alarms"),
    [
        ("mormor hade en stroke för två år sedan", False),
        ("hon hade en stroke för två minuter sedan", True),
        ("för två år sedan flyttade vi hit. Nu har hon fått en stroke", True),
        ("vad är stroke", False),
        ("förebygga stroke", False),
        ("hur många stroke per år", False),
        ("stroke 2015", False),
        ("tror det är stroke sen i morse, 67 år", True),
        ("fick stroke för ett halvår sen", False),
        ("höll på att få stroke när jag såg räkningen", False),
        ("min hund har fått stroke", False),
        ("min hund är ute och mamma har fått stroke", True),
        ("pappa hade stroke 2015 men nu kan han inte andas", True),
    ],
)
def test_what_has_passed_and_questions_of_fact_are_silent(message: str, *, alarms: bool) -> None:
    found = phrases("stroke", "inte andas").find(message)
    assert (found is not None) is alarms


def test_the_first_group_in_the_file_wins() -> None:
    groups = [PhraseGroup("andning", ("inte andas",), "1"), PhraseGroup("feber", ("feber",), "2")]
    found = compile_groups(groups).find("feber och kan inte andas")
    assert found is groups[0]


@pytest.mark.parametrize(
    ("message", "group"),
    [
        ("hej", "hej"),
        ("hej på dig!", "hej"),
        ("hej tack", "tack"),
        ("tack så mycket, hej", "hej"),
        ("🙏", "tack"),
        ("hej 🌍", "hej"),
        ("heej", "hej"),
        ("hej, vad är nära vård?", None),
        ("vad är det", None),
        ("hjälp", None),
        ("", None),
        ("?", None),
    ],
)
def test_small_talk_must_cover_the_whole_message(message: str, group: str | None) -> None:
    covers = compile_groups(
        [PhraseGroup("hej", ("hej",), "Hej!"), PhraseGroup("tack", ("tack", "🙏"), "Varsågod!")]
    ).covers
    found = covers(message)
    assert (found and found.id) == group


@pytest.mark.parametrize("phrase", ["…", "ENSAM", "/", "   "])
def test_a_phrase_without_words_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="saknar ord"):
        phrases(phrase)


WHOLE = phrases("ont bröstet", "kan inte andas", "NÅGON svarar inte", exceptions=("… av skratt",))


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_is_read(message: str) -> None:
    assert WHOLE.find(message) is WHOLE.find(message)
    WHOLE.covers(message)


@given(st.text(alphabet="abcdeåäö ,", max_size=60))
@settings(max_examples=100)
def test_danger_is_found_after_a_sentence_of_anything(message: str) -> None:
    assert WHOLE.find(f"{message}. Han kan inte andas") is not None


@pytest.mark.parametrize(
    "message", ["andas " * 700, "inte mamma " * 400, "a" * 65_536, "ont. " * 13_000, "🙏" * 5000]
)
def test_a_long_message_takes_bounded_time(message: str) -> None:
    WHOLE.find(message)
    before = time.process_time()
    WHOLE.find(message)
    assert time.process_time() - before < 0.5


def test_threads_get_the_same_answers() -> None:
    messages = [f"{name} svarar inte nr {i}" for i in range(200) for name in ("mormor", "bilen")]
    alone = [WHOLE.find(message) for message in messages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(WHOLE.find, messages)) == alone
