"""`check` as a command: what it writes in each format, and when it falls short."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from check_cases import FOLDER, TOPIC, entry

from bot.cli import main
from bot.content.problems import describe
from bot.models import Place, Problem

CALENDAR = "    gäller_till: 2020-01-01\n"
# A source that is dated today makes no warning, whenever the tests are run.
TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A FAQ with nothing to mend, in the default place."""
    monkeypatch.chdir(tmp_path)
    for name, text in FOLDER.items():
        path = tmp_path / "faq" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("granskad: 2026-11-21", f"granskad: {TODAY}"), "utf-8")
    return tmp_path / "faq"


def add(folder: Path, text: str) -> None:
    path = folder / TOPIC
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_a_faq_with_nothing_to_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["check", "--strict"]) == 0
    assert capsys.readouterr() == ("0 fel, 0 varningar.\n", "")


def test_text_shows_the_line_the_mending_and_the_section(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, entry(more=""))
    assert main(["check"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"faq/{TOPIC}:15:9: varning: Frågan tillstand saknar prov.")
    assert lines[0].endswith("[no-test]")
    assert lines[1:3] == ["      - id: tillstand", "            ^"]
    assert "  no-test (1): Frågor utan prov" in lines
    assert any("faq/README.md" in line for line in lines)
    assert lines[-1] == "0 fel, 1 varning."


@pytest.mark.parametrize(
    ("more", "options", "code"),
    [
        ("", [], 0),
        ("", ["--strict"], 1),
        (CALENDAR + "    prov:\n      - va\n", ["--strict"], 0),
        ("    provv:\n      - va\n", [], 1),
    ],
)
def test_when_it_falls_short(folder: Path, more: str, options: list[str], code: int) -> None:
    add(folder, entry(more=more))
    assert main(["check", *options]) == code


def test_json_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(folder, entry(more=CALENDAR))
    (folder / "kallor.yaml").unlink()
    assert main(["check", "--format", "json"]) == 1

    told = json.loads(capsys.readouterr().out)
    rules = {one["rule"]: one for one in told["problems"]}
    assert (told["faults"], told["warnings"]) == (1, len(rules) - 1)
    assert rules["missing-file"]["line"] is None
    assert rules["expired"] == {
        "file": f"faq/{TOPIC}",
        "line": 20,
        "column": 18,
        "level": "warning",
        "rule": "expired",
        "section": "Svar vars sista dag har passerat",
        "calendar": True,
        "message": rules["expired"]["message"],
        "remedy": rules["expired"]["remedy"],
        "source": CALENDAR.rstrip("\n"),
    }


def test_annotations_for_a_code_hosting_site(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, entry(more=CALENDAR, question="Kan jag få 100 %, eller?"))
    (folder / "texter.yaml").write_text("hälsnin: Hej\n", "utf-8")
    assert main(["check", "--format", "github", "--faq", str(folder)]) == 1

    lines = capsys.readouterr().out.splitlines()
    kinds = {line.split(" ")[0] for line in lines[:-1]}
    assert kinds == {"::error", "::warning", "::notice"}
    assert any(
        line.startswith(f"::notice file=faq/{TOPIC},line=20,col=18,title=") for line in lines
    )
    assert any("%0A" in line for line in lines)
    assert lines[-1] == "1 fel, 2 varningar."


def test_texts_cannot_break_out_of_an_annotation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, entry(more="    varianter:\n      - '::error::100 %'\n      - '::error::100 %'\n"))
    main(["check", "--format", "github"])

    out = capsys.readouterr().out
    assert all(line.startswith(("::warning file=", "0 fel")) for line in out.splitlines())


def test_an_unknown_format_is_told_in_swedish(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    with pytest.raises(SystemExit):
        main(["check", "--format", "xml"])
    assert "xml finns inte. Skriv text, json, github." in capsys.readouterr().err


@pytest.mark.parametrize("at", [1, 20, 150, 299])
def test_the_marker_stays_under_its_place_on_a_long_line(at: int) -> None:
    line = "x" * (at - 1) + "Y" + "x" * (300 - at)
    told = describe(Problem(Place("a.yaml", 1, at), "r", "M", "R"), line).splitlines()

    assert len(told[1]) <= 100
    assert told[1][told[2].index("^")] == "Y"
