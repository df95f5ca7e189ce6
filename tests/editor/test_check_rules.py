"""Each rule of `check` finds what it is for, at its place, and is quiet where nothing is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from check_cases import CASES, FINE, FOLDER, QUIET, TOPIC, Case, entry

from bot.dialogue import CutOffs
from bot.editor.checking.checker import check_folder
from bot.editor.checking.rules import RULES, WARNINGS
from bot.models import Level, Problem

MARK = "¤"
TODAY = date(2026, 11, 22)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in (FOLDER | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace(MARK, "").encode())


def marked(folder: Path, files: dict[str, str]) -> list[tuple[str, int, int]]:
    """The file, line and column of each mark."""
    found = []
    for name, text in files.items():
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
            parts = line.split(MARK)
            ends = [sum(map(len, parts[:end])) for end in range(1, len(parts))]
            found += [((folder / name).as_posix(), number, end + 1) for end in ends]
    return sorted(found)


def told(folder: Path, case: Case) -> list[Problem]:
    write(folder, case.files)
    return list(check_folder(folder, CutOffs(), TODAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.what}")
def test_a_rule_tells_where_what_and_how_to_mend_it(case: Case, tmp_path: Path) -> None:
    problems = told(tmp_path, case)
    places = [(one.place.file, one.place.line, one.place.column) for one in problems]

    assert {one.rule for one in problems} == {case.rule}
    assert places == marked(tmp_path, case.files)
    assert all(one.level is Level.WARNING for one in problems)
    assert any(case.says in one.message for one in problems)
    assert any(case.mends in one.remedy for one in problems)


@pytest.mark.parametrize("case", FINE, ids=lambda case: f"{case.rule}: {case.what}")
def test_a_rule_is_quiet_where_nothing_is_wrong(case: Case, tmp_path: Path) -> None:
    assert case.rule not in {one.rule for one in told(tmp_path, case)}


def test_every_rule_has_a_case() -> None:
    of_files = {rule.id for rule in WARNINGS if not rule.of_network}
    assert of_files == {case.rule for case in CASES}


def test_each_section_of_the_guide_explains_one_warning() -> None:
    sections = [rule.section for rule in WARNINGS]
    assert len(sections) == len(set(sections))
    assert len(RULES) == len({rule.id for rule in RULES.values()})


def test_a_fault_in_one_entry_hides_no_warning_of_another(tmp_path: Path) -> None:
    fault = entry(entry_id="b", more="    svr: Ja.\n")
    problems = told(tmp_path, Case("", "", {TOPIC: QUIET + fault + entry(more="")}))

    assert [one.rule for one in problems] == ["unknown-key", "no-test"]


@pytest.mark.parametrize(
    ("written", "slip", "rule"),
    [
        ("    källa", "\tkälla", "tab"),
        ("frågor:", "fragor:", "unknown-key"),
        ("- id: avgift", "- i: avgift", "unknown-key"),
    ],
)
def test_what_a_broken_file_holds_is_not_missed(
    tmp_path: Path, written: str, slip: str, rule: str
) -> None:
    """Its ids and sources may be there: nothing is said of what nobody can know."""
    files = {
        TOPIC: QUIET.replace(written, slip),
        "lankar.csv": "id\navgift\n",
        "amnen/annat.yaml": "ämne: Annat\nfrågor:\n" + entry(),
    }
    assert [one.rule for one in told(tmp_path, Case("", "", files))] == [rule]


def test_a_source_is_not_called_unused_where_a_fault_hides_its_use(tmp_path: Path) -> None:
    files = {TOPIC: QUIET.replace("- gammal", "gammal")}
    assert [one.rule for one in told(tmp_path, Case("", "", files))] == ["glued-list"]


def test_every_problem_of_the_reader_has_a_section(tmp_path: Path) -> None:
    files = {TOPIC: QUIET + "x: y\n", "texter.yaml": "hälsing: Hej\n", "okänd.yaml": "a: b\n"}
    assert {one.rule for one in told(tmp_path, Case("", "", files))} <= RULES.keys()
