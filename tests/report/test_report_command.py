"""`report` at the command line: its forms, its period, and what it says when there is nothing."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from report_cases import FIXTURE, TODAY, asked, noted, write

from bot.cli import main
from bot.journal.records import ReplyCount
from bot.simulator.server import TOKEN, Simulator

OFF = "journal:\n  url: off\n"
GROUP = -1001234567890


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the FAQ on parking, and no journal yet."""
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(FIXTURE, tmp_path / "faq")
    return tmp_path


@pytest.fixture
def journal(folder: Path) -> Path:
    """The file of a journal with something in it."""
    write(
        noted(
            asked("hyra lastbil", 4),
            asked("hyra segelbåt", 3, day=TODAY - timedelta(days=20)),
            asked("laddplats i centrum", 3, "suggestions"),
            asked("något som bara en har skrivit"),
            replies=[ReplyCount(TODAY, "answer", "parkeringsavgift", 5)],
        )
    )
    return folder / "var" / "journal.db"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        code = main(["report", *arguments])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["report", "--format", "json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("journal")
def test_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)

    assert (code, err) == (0, "")
    assert "4 gånger ”hyra lastbil”" in out
    assert "lägg till som variant i faq/amnen/parkering.yaml:26: ”laddplats i centrum”" in out
    assert "Dessutom 1 meddelande" in out
    assert "bara en har skrivit" not in out


@pytest.mark.usefixtures("journal")
def test_the_period_is_thirty_days_or_as_many_as_are_wanted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first_day = (TODAY - timedelta(days=20)).isoformat()

    assert len(run_json(capsys)["groups"]) == 3
    assert len(run_json(capsys, "--days", "7")["groups"]) == 2
    assert len(run_json(capsys, "--since", first_day)["groups"]) == 3
    assert run_json(capsys, "--days", "1")["since"] == TODAY.isoformat()


@pytest.mark.usefixtures("journal")
def test_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert rows[0]["vad"] == "hyra lastbil"
    assert rows[0]["gånger"] == "4"


@pytest.mark.usefixtures("journal")
def test_as_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--html", "sida.html")

    assert (code, "Sidan ligger i sida.html." in out) == (0, True)
    text = (folder / "sida.html").read_text("utf-8")
    assert "hyra lastbil" in text
    assert "bara en har skrivit" not in text


@pytest.mark.usefixtures("folder")
def test_a_journal_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)

    assert (code, err) == (0, "")
    assert out.startswith("Journalen har ingenting från ")
    assert out.endswith("ingen har frågat boten något.")


def test_an_empty_journal_is_the_same_line_in_every_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(noted())
    _, line, _ = run(capsys)

    assert run_json(capsys) == {"notice": line}
    assert f"notis,{line}" in run(capsys, "--format", "csv")[1].replace('"', "")
    run(capsys, "--html", "sida.html")
    assert line in (folder / "sida.html").read_text("utf-8")


def test_a_journal_that_is_off_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "config.yaml").write_text(OFF, "utf-8")
    code, out, _ = run(capsys)

    assert code == 0
    assert out.startswith("Journalen är avstängd (journal: url: off i config.yaml)")


def test_a_journal_of_a_newer_version_is_left_alone(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(journal) as connection:
        connection.execute("UPDATE journal_version SET version = 999")
    connection.close()
    code, out, err = run(capsys)

    assert (code, out) == (2, "")
    assert "version 999" in err
    assert len(err.splitlines()) == 1


def test_what_is_no_journal_is_one_line(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in journal.parent.iterdir():
        file.unlink()
    journal.write_text("Detta är ingen databas. " * 100, "utf-8")
    code, out, err = run(capsys)

    assert (code, out) == (2, "")
    assert err.startswith("Journalen går inte att läsa: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--days", "noll"), "noll är inget antal dagar"),
        (("--days", "0"), "0 är inget antal dagar"),
        (("--since", "i går"), "i går är inget datum: skriv så här"),
        (("--since", "2999-01-01"), "har inte varit ännu"),
        (("--format", "jsn"), "Menade du json?"),
        (("--days", "3", "--since", "2026-01-01"), "kan inte stå ihop"),
        (("--send",), "editors_group: -100…"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_use(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)

    assert (code, out) == (2, "")
    assert says in err


# To the editors' group


@pytest.fixture
def in_group(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "config.yaml").write_text(f"telegram:\n  editors_group: {GROUP}\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)


async def send(monkeypatch: pytest.MonkeyPatch, *, member: bool = True) -> tuple[int, list[str]]:
    """Runs `report --send` against a Telegram: the exit code, and what the group has got."""
    async with Simulator() as simulator:
        monkeypatch.setenv("TELEGRAM_API_URL", simulator.api_url)
        group = simulator.group_chat(chat_id=GROUP, kind="supergroup") if member else None
        code = await asyncio.to_thread(main, ["report", "--send"])
        return code, [message.text for message in group.unread] if group else []


@pytest.mark.usefixtures("journal", "in_group")
async def test_the_week_is_sent_to_the_group(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, texts = await send(monkeypatch)

    assert code == 0
    assert capsys.readouterr().out == "Skickat till redaktörernas grupp: ett meddelande.\n"
    (text,) = texts
    assert text.startswith("Vad frågade de? ")
    assert "4 gånger: ”hyra lastbil”" in text
    assert "segelbåt" not in text
    assert "bara en har skrivit" not in text


@pytest.mark.usefixtures("in_group")
async def test_a_long_report_is_sent_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        f"{letter * 5} {letter * 7} {' '.join([letter * 9] * 40)}" for letter in "bcdfghjklmnpqrst"
    ]
    await asyncio.to_thread(write, noted(*(asked(text, 3) for text in texts)))
    code, sent = await send(monkeypatch)

    assert code == 0
    assert len(sent) > 1
    assert all(len(text) < 4096 for text in sent)


@pytest.mark.usefixtures("journal", "in_group")
async def test_a_group_without_the_bot_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = await send(monkeypatch, member=False)
    err = capsys.readouterr().err

    assert code == 1
    assert f"gruppen {GROUP}: chatten finns inte längre" in err
    assert TOKEN not in err


@pytest.mark.usefixtures("journal", "in_group")
async def test_a_refused_token_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:" + "x" * 35)
    code, _ = await send(monkeypatch)

    assert code == 1
    assert "Telegram godtar inte TELEGRAM_BOT_TOKEN" in capsys.readouterr().err


@pytest.mark.usefixtures("in_group")
def test_without_a_token_nothing_is_sent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    code, _, err = run(capsys, "--send")

    assert (code, "TELEGRAM_BOT_TOKEN saknas" in err) == (2, True)
