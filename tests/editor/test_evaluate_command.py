"""`evaluate` at the command line: tables, page, JSON, annotations, cut-offs and exit codes."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.content.loader import load
from bot.dialogue import CutOffs, Dialogue

FIXTURE = Path(__file__).parent.parent / "fixtures" / "faq"
FEE = "Vad kostar det att parkera i centrum?"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the FAQ on parking where everything is as its editor wants it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    faq = tmp_path / "faq"
    shutil.copytree(FIXTURE, faq)
    (faq / "utanfor.yaml").write_text("utanför:\n  - hur lagar jag pannkakor\n", "utf-8")
    topic = faq / "amnen" / "parkering.yaml"
    text = re.sub(r"    prov:\n(      - .*\n)+", "", topic.read_text("utf-8"))
    text += "    prov:\n      - Hur når jag Parkeringskontoret\n"
    topic.write_text(text, "utf-8")
    return faq


def add_test(folder: Path, text: str) -> int:
    """Adds a `prov` to the last entry (the one on contact); gives its line."""
    topic = folder / "amnen" / "parkering.yaml"
    topic.write_text(f"{topic.read_text('utf-8')}      - {text}\n", "utf-8")
    return len(topic.read_text("utf-8").splitlines())


def add_outside(folder: Path, text: str) -> None:
    file = folder / "utanfor.yaml"
    file.write_text(f"{file.read_text('utf-8')}  - {text}\n", "utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["evaluate", *arguments])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["evaluate", *arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


@pytest.mark.usefixtures("folder")
def test_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert "Inget att rätta" in out
    for part in ("Prov", "Utanför", "Varianter utelämnade", "Frågor utelämnade", "Prov, skrivfel"):
        assert part in out


def test_a_wrong_answer_fails_with_its_line_and_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = add_test(folder, "vad kostar det att parkera i centrum")
    code, out, _ = run(capsys, "--part", "prov")
    assert code == 1
    assert f"faq/amnen/parkering.yaml:{line}:9 fel svar" in out
    assert f"Svarar på ”{FEE}” (parkeringsavgift)" in out
    assert "Rätt fråga (kontakta-parkeringskontoret)" in out
    assert "1 meddelanden att rätta: 1 fel svar." in out


def test_a_miss_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_test(folder, "hur lagar jag köttbullar")
    code, out, _ = run(capsys, "--part", "prov")
    assert (code, "1 missat" in out) == (1, True)


def test_an_answer_to_what_lies_outside_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_outside(folder, FEE)
    code, out, _ = run(capsys, "--part", "prov")
    assert (code, "faq/utanfor.yaml:3:5 falskt svar" in out) == (1, True)


def test_a_question_back_fails_only_if_strict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_test(folder, "parkering")
    code, out, _ = run(capsys, "--part", "prov")
    assert code == 0
    assert "Prov som fick förslag i stället för svar: 1" in out
    code, out, _ = run(capsys, "--part", "prov", "--strict")
    assert (code, "1 bland förslagen" in out) == (1, True)


def test_estimates_fail_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A FAQ whose entries answer for each other when one is left out is no fault."""
    add_test(folder, FEE)
    code, found = run_json(capsys, "--part", "leave-out", "--part", "noise")
    assert code == 0
    assert found["failures"] == []
    assert found["results"]["left_out_variants"]
    assert found["results"]["tests"] == []


def test_json_tells_every_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = add_test(folder, FEE)
    code, found = run_json(capsys)
    assert code == 1
    (failure,) = found["failures"]
    assert failure["message"] == FEE
    assert failure["place"] == f"faq/amnen/parkering.yaml:{line}:9"
    assert (failure["verdict"], failure["entry"]) == ("wrong", "parkeringsavgift")
    assert failure["right"] == failure["own_entry"] == "kontakta-parkeringskontoret"
    assert failure["why"]
    assert {row["name"] for row in found["summary"]} >= {"Prov", "Utanför"}
    assert all(one["right"] is None for one in found["results"]["left_out_entries"])
    assert run_json(capsys)[1] == found  # the same each time


def test_annotations_stand_on_the_lines(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = add_test(folder, FEE)
    add_test(folder, "parkering")
    summary = folder.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    capsys.readouterr()
    assert main(["evaluate", "--part", "prov", "--format", "github"]) == 1
    error, notice = capsys.readouterr().out.splitlines()
    assert error.startswith(
        f"::error file=faq/amnen/parkering.yaml,line={line},col=9,title=fel svar::"
    )
    assert notice.startswith(f"::notice file=faq/amnen/parkering.yaml,line={line + 1},col=9,")
    assert "%0A" in error
    text = summary.read_text("utf-8")
    assert "### Att rätta (1)" in text
    assert "| Prov | 3 |" in text


def test_without_a_summary_file_markdown_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_test(folder, "vad kostar *det* att | parkera i centrum?")
    _, out, _ = run(capsys, "--part", "prov", "--format", "github")
    assert "| meddelanden med ett rätt svar | antal |" in out
    assert r"vad kostar \*det\* att \| parkera" in out


class Page(HTMLParser):
    """What a page asks for, and whether each tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.requests: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.requests += [value or "" for name, value in attrs if name in {"src", "href", "srcset"}]
        if tag not in {"meta", "path", "rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.requests += [value or "" for name, value in attrs if name in {"src", "href", "srcset"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_but_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_test(folder, FEE)
    add_outside(folder, "<script>alert(1)</script> vad kostar det att parkera i centrum")
    code, out, _ = run(capsys, "--html", "sida.html")
    text = (folder.parent / "sida.html").read_text("utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.requests == []
    assert "script" not in page.tags
    assert "url(" not in text
    assert "@import" not in text
    # Each picture has words, and a table with its figures.
    assert page.tags.count("desc") >= 3
    assert page.tags.count("details") == text.count("<figure>") == 3
    assert "prefers-color-scheme: dark" in text
    assert "&lt;script&gt;" in text
    assert code == 1
    assert "Sidan ligger i sida.html." in out


def test_an_empty_evaluation_has_a_page_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = folder / "amnen" / "parkering.yaml"
    topic.write_text(topic.read_text("utf-8").split("    prov:")[0], "utf-8")
    (folder / "utanfor.yaml").unlink()
    code, _, _ = run(capsys, "--part", "prov", "--html", "sida.html")
    assert code == 0
    assert "<h1>" in (folder.parent / "sida.html").read_text("utf-8")


def many_outside(folder: Path) -> None:
    for number in range(20):
        add_outside(folder, f"hur lagar jag pannkakor nummer {number}")
    for number in range(20):
        add_outside(folder, f"vad kostar det att parkera i centrum nummer {number}")


def test_cut_offs_are_proposed_ready_to_paste(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many_outside(folder)
    capsys.readouterr()
    assert main(["evaluate", "--suggest-cut-offs", "5"]) == 0
    out = capsys.readouterr().out
    (section,) = re.findall(
        r"^matching:\n  answer_from: \d+\n  suggest_from: \d+$", out, re.MULTILINE
    )
    (folder.parent / "config.yaml").write_text(section, "utf-8")
    proposed = CutOffs(*(float(number) for number in re.findall(r"\d+", section)))
    faq = load(folder).faq
    assert faq
    dialogue = Dialogue(faq, proposed)
    answered = sum(dialogue.reply(one).entry is not None for one in faq.out_of_scope)
    assert answered <= 0.05 * len(faq.out_of_scope)
    # The proposal as the configuration is what is in use the next time.
    _, out, _ = run(capsys, "--suggest-cut-offs", "5")
    assert f"nu ({proposed.answer:g}/{proposed.suggest:g})" in out


def test_a_proposal_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many_outside(folder)
    code, found = run_json(capsys, "--suggest-cut-offs")
    assert (code, found["ceiling"]) == (0, 10.0)
    assert 0 < found["suggest_from"] <= found["answer_from"] <= 100


@pytest.mark.usefixtures("folder")
def test_too_few_messages_for_a_proposal_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--suggest-cut-offs")
    assert (code, "för få meddelanden" in err) == (1, True)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--part", "provv"], "Menade du prov?"),
        (["--format", "xml"], "Skriv text, json, github."),
        (["--suggest-cut-offs", "400"], "skriv ett tal från 0 till 100"),
        (["--suggest-cut-offs", "--part", "prov"], "kan inte stå ihop"),
        (["--against", "HEAD", "--html", "x.html"], "kan inte stå ihop"),
        (["--against", "HEAD", "--suggest-cut-offs"], "kan inte stå ihop"),
    ],
)
def test_wrong_use_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    capsys.readouterr()
    try:
        code: int | str | None = main(["evaluate", *arguments])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert said in capsys.readouterr().err


def test_a_faulty_faq_shows_its_faults(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "utanfor.yaml").write_text("utanför: nej\n", "utf-8")
    code, _, err = run(capsys)
    assert code == 1
    assert "utanfor.yaml:1:" in err


def test_the_settings_cut_offs_are_those_that_apply(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "config.yaml").write_text(
        "matching:\n  answer_from: 100\n  suggest_from: 100\n", "utf-8"
    )
    _, found = run_json(capsys, "--part", "noise")
    assert (found["answer_from"], found["suggest_from"]) == (100, 100)
    assert {one["kind"] for one in found["results"]["noise"]} <= {"suggestions", "fallback"}
