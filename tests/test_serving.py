"""What is being served follows the files; a fault in them never takes it down."""

import asyncio
import logging
import shutil
import threading
from pathlib import Path

import pytest

from bot.content import last_good
from bot.dialogue import Dialogue
from bot.models import Faq, ReplyKind
from bot.serving import NoFaqError, Serving, State

PARKING = Path(__file__).parent / "fixtures" / "faq"
QUESTION = "Hur ansöker jag om boendeparkering?"
PATIENCE_SECONDS = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PARKING, tmp_path / "faq")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "amnen" / "parkering.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


async def newer(serving: Serving, state: State) -> State:
    return await asyncio.wait_for(serving.newer(state), PATIENCE_SECONDS)


def answer(serving: Serving) -> str:
    return serving.dialogue().reply(QUESTION).text


async def test_a_good_save_is_taken_into_use_and_kept(folder: Path, var: Path) -> None:
    serving = Serving(folder, var, Dialogue)
    first = serving.state
    async with serving.following():
        edit(folder, "Tillståndet gäller ett år", "Tillståndet gäller två år")
        second = await newer(serving, first)
        edit(folder, "två år", "tre år")
        await newer(serving, second)

    assert "ett år" in first.dialogue.reply(QUESTION).text
    assert "två år" in second.dialogue.reply(QUESTION).text
    assert "tre år" in answer(serving)
    assert second.since >= first.since
    kept = last_good.restore(var)
    assert kept
    assert second.dialogue.faq.version in {
        path.name.partition("-")[2] for path in kept.parent.iterdir()
    }


async def test_a_faulty_save_is_told_and_the_good_version_stays(
    folder: Path, var: Path, caplog: pytest.LogCaptureFixture
) -> None:
    serving = Serving(folder, var, Dialogue)
    good = serving.state
    with caplog.at_level(logging.INFO):
        async with serving.following():
            edit(folder, "    svar: |", "    svar |")
            broken = await newer(serving, good)
            edit(folder, "    svar |", "    svar: |")
            mended = await newer(serving, broken)

    assert broken.faults
    assert broken.dialogue is good.dialogue
    assert mended.dialogue is good.dialogue
    assert not mended.faults
    lines = caplog.text
    assert "Det saknas ett kolon efter svar" in lines
    assert f"Boten svarar vidare ur version {good.dialogue.faq.version}" in lines
    assert f"FAQ:n är utan fel igen: version {good.dialogue.faq.version}" in lines


async def test_a_version_that_cannot_be_built_is_left_and_the_next_one_taken(
    folder: Path, var: Path
) -> None:
    def build(faq: Faq) -> Dialogue:
        if "omöjligt" in faq.entries[0].answer:
            built.set()
            raise ValueError
        return Dialogue(faq)

    built = threading.Event()
    serving = Serving(folder, var, build)
    good = serving.state
    async with serving.following():
        edit(folder, "gäller ett år", "gäller omöjligt länge")
        assert await asyncio.to_thread(built.wait, PATIENCE_SECONDS)
        edit(folder, "gäller omöjligt länge", "gäller två år")
        await newer(serving, good)

    assert "två år" in answer(serving)


async def test_it_starts_on_the_last_good_version(folder: Path, var: Path) -> None:
    before = Serving(folder, var, Dialogue)
    shutil.rmtree(folder)
    serving = Serving(folder, var, Dialogue)

    assert answer(serving) == answer(before)
    assert [problem.rule for problem in serving.state.faults] == ["missing-folder"]


async def test_without_any_good_version_it_does_not_start(folder: Path, var: Path) -> None:
    edit(folder, "    svar: |", "    svar |")
    with pytest.raises(NoFaqError, match="Det saknas ett kolon efter svar"):
        Serving(folder, var, Dialogue)


async def test_it_may_wait_for_a_good_version_with_danger_heard_meanwhile(
    folder: Path, var: Path
) -> None:
    edit(folder, "    svar: |", "    svar |")
    serving = Serving(folder, var, Dialogue, anyway=True)
    empty = serving.state
    async with serving.following():
        edit(folder, "    svar |", "    svar: |")
        await newer(serving, empty)

    assert empty.dialogue.reply("jag har ont i bröstet").kind is ReplyKind.EMERGENCY
    assert empty.dialogue.reply(QUESTION).kind is ReplyKind.FALLBACK
    assert "Tillståndet gäller ett år" in answer(serving)
