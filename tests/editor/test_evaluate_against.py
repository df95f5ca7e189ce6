"""`evaluate --against`: a real git repository, changes of every kind, and what goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

FIXTURE = Path(__file__).parent.parent / "fixtures" / "faq"
FEE = "Vad kostar det att parkera i centrum?"
PERMIT = "Hur ansöker jag om boendeparkering?"


def git(folder: Path, *arguments: str) -> None:
    # Nobody's settings, hooks or signing keys.
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(folder)}
    keep = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = ("-c", "user.name=Prov", "-c", "user.email=prov@example.org")
    subprocess.run(
        ["git", *identity, *arguments],  # noqa: S607
        cwd=folder,
        env=keep | own,
        check=True,
        capture_output=True,
    )


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(folder, "tag", tag)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the FAQ on parking, committed as `v1`; the working folder stands in it."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    # A folder with a space and å in its name.
    folder = tmp_path / "Parkering på stan"
    shutil.copytree(FIXTURE, folder / "faq")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "v1")
    monkeypatch.chdir(folder)
    return folder


def edit(folder: Path, old: str, new: str, file: str = "amnen/parkering.yaml") -> None:
    path = folder / "faq" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def against(
    capsys: pytest.CaptureFixture[str], ref: str = "v1", *more: str
) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["evaluate", "--against", ref, "--json", *more])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def change(found: dict[str, Any], message: str) -> dict[str, Any]:
    changes: list[dict[str, Any]] = found["changes"]
    return next(one for one in changes if one["message"] == message)


@pytest.mark.usefixtures("repository")
def test_nothing_has_changed(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = against(capsys)
    assert (code, found["changes"]) == (0, [])
    assert found["messages"] == 4 + 8 + 5 + 2
    capsys.readouterr()
    assert main(["evaluate", "--against", "v1"]) == 0
    assert "Inget svar har ändrats sedan v1 (19 meddelanden)." in capsys.readouterr().out


def test_git_is_only_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "20 kronor", "30 kronor")
    before = {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*"))}
    against(capsys)
    assert {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*"))} == before


def test_a_right_reply_that_turned_wrong_fails(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fee's question became the permit's: what is still expected of the fee goes wrong."""
    edit(repository, "parkeringstaxa", "avgiftstabell")
    edit(repository, "      - parkeringstillstånd för boende", "      - parkeringstaxa")
    edit(
        repository,
        "    prov:\n      - hur mycket",
        "    prov:\n      - parkeringstaxa\n      - hur mycket",
    )
    edit(repository, "      - parkeringstaxa\n    prov", "      - parkeringstaxa!\n    prov")
    code, found = against(capsys)
    wrong = change(found, "parkeringstaxa")
    assert code == 1
    assert (wrong["direction"], wrong["withdrawn"]) == ("regression", False)
    assert (wrong["before"]["verdict"], wrong["now"]["verdict"]) == ("right", "wrong")
    assert (wrong["before"]["entry"], wrong["now"]["entry"]) == (
        "parkeringsavgift",
        "boendeparkering",
    )


def test_a_withdrawn_wording_that_another_entry_answers_fails_until_it_is_claimed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "      - parkeringstaxa\n", "")
    edit(repository, "parkeringstillstånd för boende", "parkeringstaxa?")
    code, found = against(capsys)
    wrong = change(found, "parkeringstaxa")
    assert code == 1
    assert (wrong["direction"], wrong["withdrawn"]) == ("regression", True)
    assert wrong["place"].startswith("v1:faq/amnen/parkering.yaml:")
    capsys.readouterr()
    main(["evaluate", "--against", "v1"])
    said = " ".join(capsys.readouterr().out.split())
    assert "Skriv meddelandet som prov eller variant i boendeparkering" in said
    # The editor means it.
    edit(repository, "parkeringstaxa?", "parkeringstaxa")
    code, found = against(capsys)
    assert change(found, "parkeringstaxa")["direction"] == "other"
    assert code == 0


def test_a_wording_that_no_longer_finds_anything_is_weaker_once_withdrawn(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "      - parkeringstaxa\n", "      - xyzzy\n")
    commit(repository, "v2")
    edit(repository, "      - xyzzy\n", "      - plugh\n")
    code, found = against(capsys, "v2")
    assert code == 0
    weaker = change(found, "xyzzy")
    assert (weaker["direction"], weaker["now"]["verdict"]) == ("weaker", "missed")
    better = change(found, "plugh")
    assert (better["direction"], better["before"]["verdict"]) == ("better", "missed")
    assert against(capsys, "v2", "--strict")[0] == 1


def test_a_lost_test_message_fails(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "      - parkeringstaxa\n", "      - xyzzy\n")
    edit(repository, "      - hur mycket tar ni", "      - xyzzy\n      - hur mycket tar ni")
    commit(repository, "v2")
    edit(repository, "      - xyzzy\n", "")
    code, found = against(capsys, "v2")
    lost = change(found, "xyzzy")
    assert (code, lost["direction"], lost["withdrawn"]) == (1, "regression", False)


def test_a_renamed_entry_is_the_same_entry(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository / "faq" / "amnen" / "parkering.yaml"
    text = path.read_text("utf-8").replace("- parkeringsavgift", "- avgift")
    path.write_text(
        text.replace(
            "id: parkeringsavgift", "id: avgift\n    tidigare_id:\n      - parkeringsavgift"
        ),
        "utf-8",
    )
    code, found = against(capsys)
    assert (code, found["changes"], found["added"], found["removed"]) == (0, [], [], [])


def test_a_new_id_alone_changes_no_reply(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """But the old one is told as removed: links to it lead nowhere."""
    path = repository / "faq" / "amnen" / "parkering.yaml"
    text = path.read_text("utf-8").replace("parkeringsavgift", "avgift")
    path.write_text(text, "utf-8")
    code, found = against(capsys)
    assert (code, found["changes"]) == (0, [])
    assert (found["added"], found["removed"]) == (["avgift"], ["parkeringsavgift"])


def test_an_entry_that_took_over_is_told_to_say_so(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "      - parkeringstaxa\n", "      - xyzzy plugh\n")
    commit(repository, "v2")
    path = repository / "faq" / "amnen" / "parkering.yaml"
    head, _, rest = path.read_text("utf-8").partition("  - id: parkeringsavgift")
    _, _, tail = rest.partition("  - id: overklaga")
    without = f"{head}  - id: overklaga{tail}".replace("      - parkeringsavgift\n", "")
    without = without.replace("    relaterade:\n    granskad", "    granskad")
    path.write_text(without.replace("parkeringstillstånd för boende", "xyzzy plugh?"), "utf-8")
    capsys.readouterr()
    assert main(["evaluate", "--against", "v2"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Borttagna frågor: parkeringsavgift" in said
    assert "Har den ersatt parkeringsavgift: skriv parkeringsavgift under tidigare_id." in said


def test_a_removed_entry_may_go_unanswered(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository / "faq" / "amnen" / "parkering.yaml"
    head, _, _ = path.read_text("utf-8").partition("  - id: kontakta-parkeringskontoret")
    path.write_text(head, "utf-8")
    code, found = against(capsys)
    assert found["removed"] == ["kontakta-parkeringskontoret"]
    gone = change(found, "Hur når jag Parkeringskontoret?")
    assert gone["now"]["verdict"] in {"quiet", "asked_back"}
    assert gone["direction"] == "other"
    # Any that another entry now answers is told with what to do.
    wrong = [one for one in found["changes"] if one["direction"] == "regression"]
    assert code == bool(wrong)


def test_new_and_rewritten_entries_are_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "20 kronor", "30 kronor")
    path = repository / "faq" / "amnen" / "parkering.yaml"
    new = "  - id: cykel\n    fråga: Var ställer jag cykeln?\n    svar: I stället.\n"
    new += "    källa: kontakt\n"
    path.write_text(path.read_text("utf-8") + new, "utf-8")
    code, found = against(capsys)
    assert (found["added"], found["rewritten"]) == (["cykel"], ["parkeringsavgift"])
    assert change(found, "Var ställer jag cykeln?")["direction"] == "better"
    assert code == 0


def test_what_lies_outside_must_stay_unanswered(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "      - parkeringstaxa\n", "      - hur lagar jag pannkakor\n")
    code, found = against(capsys)
    pancakes = change(found, "hur lagar jag pannkakor")
    # It is a variant now, and still in utanfor.yaml: the entry's own file comes first.
    assert (code, pancakes["now"]["verdict"]) == (0, "right")
    edit(repository, "      - hur lagar jag pannkakor\n", "      - lagar pannkakor hur jag\n")
    code, found = against(capsys)
    pancakes = change(found, "hur lagar jag pannkakor")
    assert (code, pancakes["direction"]) == (1, "regression")
    assert pancakes["now"]["verdict"] == "false"
    # Whoever takes the line out of utanfor.yaml allows the answer.
    edit(repository, "  - hur lagar jag pannkakor\n", "", "utanfor.yaml")
    code, found = against(capsys)
    assert (code, change(found, "hur lagar jag pannkakor")["direction"]) == (0, "other")


def test_cut_offs_belong_to_their_version(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = repository / "config.yaml"
    config.write_text("matching:\n  answer_from: 0\n  suggest_from: 0\n", "utf-8")
    commit(repository, "v2")
    config.write_text("matching:\n  answer_from: 100\n  suggest_from: 100\n", "utf-8")
    code, found = against(capsys, "v2")
    fee = change(found, FEE)
    assert (fee["before"]["kind"], fee["now"]["kind"]) == ("answer", "suggestions")
    assert fee["direction"] == "weaker"
    assert any(one["before"]["verdict"] == "right" for one in found["changes"])
    assert code == any(one["direction"] == "regression" for one in found["changes"])
    capsys.readouterr()
    main(["evaluate", "--against", "v2"])
    said = capsys.readouterr().out
    assert "Gränserna har ändrats: svar från 0, förslag från 0 → svar från 100" in said


def test_a_faulty_configuration_then_is_said_and_left_aside(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "config.yaml").write_text("matching: nej\n", "utf-8")
    commit(repository, "v2")
    (repository / "config.yaml").write_text("matching:\n  answer_from: 70\n", "utf-8")
    assert main(["evaluate", "--against", "v2"]) == 0
    assert "config.yaml i v2 har fel" in capsys.readouterr().err


def test_annotations_and_markdown_tell_the_change(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(repository, "      - parkeringstaxa\n", "      - xyzzy, 100%\n")
    edit(repository, "      - hur mycket tar ni", "      - xyzzy, 100%\n      - hur mycket tar ni")
    commit(repository, "v2")
    edit(repository, "      - xyzzy, 100%\n", "")
    summary = repository.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    capsys.readouterr()
    assert main(["evaluate", "--against", "v2", "--format", "github"]) == 1
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "xyzzy" in one]
    assert line.startswith("::error file=faq/amnen/parkering.yaml,line=")
    assert "title=Blev fel::”xyzzy, 100%25”%0ATidigare: rätt svar." in line
    text = summary.read_text("utf-8")
    assert "### Blev fel (1)" in text
    assert "| meddelande | tidigare | nu | gör så här |" in text


def test_the_faq_may_be_the_whole_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FIXTURE, tmp_path / "faq")
    git(tmp_path / "faq", "init", "--quiet")
    commit(tmp_path / "faq", "v1")
    monkeypatch.chdir(tmp_path)
    code, found = against(capsys)
    assert (code, found["changes"]) == (0, [])


@pytest.mark.usefixtures("repository")
def test_a_hook_may_run_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets these in hooks; they must not lead to another index or repository."""
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert against(capsys, "HEAD")[0] == 0


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("ref", ["nonesuch", "v1~7", "--all", "-v", "", "v1:faq"])
def test_an_unknown_version_is_explained(capsys: pytest.CaptureFixture[str], ref: str) -> None:
    assert main(["evaluate", f"--against={ref}"]) == 2
    assert "git känner inte till" in capsys.readouterr().err


def test_a_version_without_the_faq_is_explained(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.move(repository / "faq", repository / "svar")
    assert main(["--faq", "svar", "evaluate", "--against", "v1"]) == 2
    assert "svar fanns inte i v1" in capsys.readouterr().err


def test_a_faulty_version_is_told_by_its_own_lines(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "    svar: |\n      I centrum", "    svra: |\n      I centrum")
    commit(repository, "v2")
    edit(repository, "svra", "svar")
    assert main(["evaluate", "--against", "v2"]) == 2
    said = capsys.readouterr().err
    assert "v2:faq/amnen/parkering.yaml:" in said
    assert "FAQ:n i v2 har fel" in said
    assert str(repository.parent) not in said
    assert said.count("parkering.yaml") == said.count("v2:faq/amnen/parkering.yaml")


def test_no_repository_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FIXTURE, tmp_path / "faq")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert main(["evaluate", "--against", "HEAD"]) == 2
    assert "ligger inte i något git-arkiv" in capsys.readouterr().err


def test_without_git_it_says_what_is_missing(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert main(["evaluate", "--against", "v1"]) == 2
    assert "git är inte installerat" in capsys.readouterr().err
