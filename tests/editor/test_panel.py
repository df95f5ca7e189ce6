"""What the editors' panel is told by HTTP, as its scripts get it."""

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.commands.report_page import report_page
from bot.config import Config
from bot.dialogue import Dialogue
from bot.editor.panel import Panel
from bot.journal.writer import open_journal
from bot.models import Reply, ReplyKind
from bot.serving import Serving
from bot.simulator.server import Simulator

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"
PATIENCE_SECONDS = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PARKING, tmp_path / "faq")
    return Path("faq")


@pytest.fixture
async def page(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the page, with the files being followed."""
    serving = Serving(folder, Path("var"), Dialogue)
    panel = Panel(serving, report_page(Config()))
    simulator = Simulator(page=True, extension=panel.extension)
    async with (
        simulator,
        serving.following(),
        httpx.AsyncClient(base_url=simulator.api_url, timeout=PATIENCE_SECONDS) as client,
    ):
        yield client


async def why(page: httpx.AsyncClient, text: str) -> dict[str, Any]:
    answer = await page.post("/editor/why", json={"text": text})
    assert answer.status_code == 200
    explained: dict[str, Any] = answer.json()
    return explained


async def states(page: httpx.AsyncClient) -> AsyncGenerator[dict[str, Any], None]:
    async with page.stream("GET", "/editor/state") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "amnen" / "parkering.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


async def test_the_best_candidates_with_their_place_in_the_files(page: httpx.AsyncClient) -> None:
    explained = await why(page, "vad kosatr det att parkera i centrum")
    best = explained["candidates"][0]

    assert explained["kind"] == "svar"
    assert (explained["answer_from"], explained["suggest_from"]) == (80, 35)
    assert best["id"] == "parkeringsavgift"
    assert (best["place"], best["own"]) == ("faq/amnen/parkering.yaml:26", True)
    assert [word["word"] for word in best["words"]][:2] == ["vad", "kosatr"]
    assert best["words"][1]["matched"] == "kostar"


async def test_the_group_that_heard_danger(page: httpx.AsyncClient, folder: Path) -> None:
    shipped = (await why(page, "jag har ont i bröstet"))["group"]
    async with aclosing(states(page)) as followed:
        await anext(followed)
        (folder / "akut.yaml").write_text(
            "akut:\n  - id: djur\n    utlöses_av:\n      - en mårdhund\n    svar: Ring 112.\n",
            encoding="utf-8",
        )
        await asyncio.wait_for(anext(followed), PATIENCE_SECONDS)
    own = (await why(page, "det står en mårdhund på min plats"))["group"]

    assert shipped["own"] is False
    assert shipped["place"].startswith("akut.yaml:")
    assert own == {"id": "djur", "place": "faq/akut.yaml:2", "own": True}


async def test_a_fault_and_its_mending_arrive_as_they_happen(
    page: httpx.AsyncClient, folder: Path
) -> None:
    async with aclosing(states(page)) as followed:
        good = await anext(followed)
        edit(folder, "    svar: |", "    svar |")
        broken = await asyncio.wait_for(anext(followed), PATIENCE_SECONDS)
        edit(folder, "    svar |", "    svar: |")
        mended = await asyncio.wait_for(anext(followed), PATIENCE_SECONDS)

    assert (good["entries"], good["faulty"], good["problems"]) == (4, False, [])
    assert (broken["faulty"], broken["version"]) == (True, good["version"])
    fault = broken["problems"][0]
    assert fault["place"] == "faq/amnen/parkering.yaml:8:9"
    assert (fault["line"], fault["column"]) == ("    svar |", 9)
    assert fault["message"] == "Det saknas ett kolon efter svar."
    assert mended == good


async def test_a_fault_of_a_folder_has_no_line(page: httpx.AsyncClient, folder: Path) -> None:
    async with aclosing(states(page)) as followed:
        await anext(followed)
        shutil.rmtree(folder)
        broken = await asyncio.wait_for(anext(followed), PATIENCE_SECONDS)

    (fault,) = broken["problems"]
    assert (fault["place"], fault["line"]) == ("faq", None)


async def test_a_save_changes_the_reasons(page: httpx.AsyncClient, folder: Path) -> None:
    async with aclosing(states(page)) as followed:
        await anext(followed)
        edit(folder, "försiktig: ja", "granskad: 2025-01-01")
        await asyncio.wait_for(anext(followed), PATIENCE_SECONDS)

    assert (await why(page, "Hur överklagar jag en parkeringsbot?"))["kind"] == "svar"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"text"', b"\xff"])
async def test_what_is_no_question_is_refused(page: httpx.AsyncClient, body: bytes) -> None:
    answer = await page.post(
        "/editor/why", content=body, headers={"content-type": "application/json"}
    )

    assert answer.status_code == 400


async def test_its_files_are_served_and_no_others(page: httpx.AsyncClient) -> None:
    html = (await page.get("/")).text
    names = [name for name in ("/editor/panel.js", "/editor/panel.css") if name in html]
    kinds = [(await page.get(name)).headers["content-type"] for name in names]

    assert kinds == ["text/javascript; charset=utf-8", "text/css; charset=utf-8"]
    for name in ("panel.py", "saknas.js", "..%2Fpanel.py", "..%2f..%2fpage%2fpanel.js%00"):
        assert (await page.get(f"/editor/{name}")).status_code == 404


async def test_the_report_is_a_page_with_its_style_at_an_address(
    page: httpx.AsyncClient,
) -> None:
    empty = (await page.get("/editor/report")).text
    await note("hyra lastbil", 3)
    full = (await page.get("/editor/report")).text
    style = await page.get("/editor/report.css")

    assert "Journalen har ingenting från" in empty
    assert "”hyra lastbil”" in full
    for text in (empty, full):
        assert '<link rel="stylesheet" href="/editor/report.css">' in text
        assert "<style" not in text
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "/editor/report" in (await page.get("/editor/panel.js")).text


async def note(text: str, times: int) -> None:
    """Let the journal hold a message that went unanswered, so many times."""
    journal = open_journal("sqlite:///var/journal.db", keep_days=30)
    await journal.start()
    for _ in range(times):
        journal.reply(Reply(ReplyKind.FALLBACK, ""), text)
    await journal.close()


def break_journal() -> None:
    Path("var").mkdir(exist_ok=True)
    Path("var/journal.db").write_text("Detta är ingen databas. " * 100, encoding="utf-8")


async def test_a_journal_that_is_of_no_use_is_said_so(page: httpx.AsyncClient) -> None:
    break_journal()
    answer = await page.get("/editor/report")

    assert answer.status_code == 200
    assert "Journalen går inte att läsa" in answer.text


async def test_other_pages_may_not_ask(page: httpx.AsyncClient) -> None:
    answer = await page.post(
        "/editor/why", json={"text": "hej"}, headers={"origin": "https://example.org"}
    )

    assert answer.status_code == 403
