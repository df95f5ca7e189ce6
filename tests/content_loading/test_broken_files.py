"""Each broken file gives one problem, in the right place, and no flood."""

import re
from pathlib import Path

import pytest
from broken_files import BROKEN, SOURCES, SOURCES_FILE, TOPIC, TOPIC_FILE, Broken

from bot.content.loader import load
from bot.models import Level

# Words that mean nothing to the editors of the files.
JARGON = re.compile(
    r"yaml\b(?<!\.yaml)|mapping|scalar|parser|pydantic|sekvens|sträng|token|nyckel|string|None",
    re.IGNORECASE,
)


def written(folder: Path, files: dict[str, bytes]) -> Path:
    """A FAQ folder with these files on top of one good topic and source."""
    good = {TOPIC_FILE: TOPIC.encode(), SOURCES_FILE: SOURCES.encode()}
    for name, data in (good | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_gives_its_one_problem(broken: Broken, tmp_path: Path) -> None:
    loaded = load(written(tmp_path, {broken.file: broken.data}))

    assert loaded.faq is None
    found = [
        (p.rule, Path(p.place.file).name, p.place.line, p.place.column) for p in loaded.problems
    ]
    expected = (broken.rule, Path(broken.file).name, broken.line, broken.column)
    assert found == [expected], [(p.message, p.remedy) for p in loaded.problems]
    (problem,) = loaded.problems
    assert problem.level is Level.FAULT
    assert broken.says in problem.message + problem.remedy
    assert not JARGON.search(problem.message + problem.remedy)


def test_the_files_that_are_broken_here_are_good_otherwise(tmp_path: Path) -> None:
    assert load(written(tmp_path, {})).problems == ()


def test_all_faults_of_all_files_are_told(tmp_path: Path) -> None:
    first = {broken.file: broken.data for broken in reversed(BROKEN)}
    loaded = load(written(tmp_path, first))

    files = {Path(problem.place.file).name for problem in loaded.problems}
    assert files == {Path(name).name for name in first}
