"""Each broken file gives one problem, in the right place, and no flood."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from broken_files import BROKEN, SOURCES, SOURCES_FILE, TOPIC, TOPIC_FILE, Broken, topic

from bot.content.folder import read_folder
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


# Where one line is wrong, and what to write instead is all of the remedy.
ONE_LINE = {
    "no-space",
    "no-colon",
    "special-start",
    "backslash",
    "flow-list",
    "list-after-key",
    "text-after-bar",
    "cut-text",
    "glued-list",
}
MENDED = [broken for broken in BROKEN if broken.rule in ONE_LINE]


@pytest.mark.parametrize("broken", MENDED, ids=lambda broken: broken.name)
def test_what_the_remedy_shows_can_be_pasted(broken: Broken, tmp_path: Path) -> None:
    (problem,) = load(written(tmp_path, {broken.file: broken.data})).problems
    lines = broken.data.decode("utf-8-sig").split("\n")
    faulty = lines[problem.place.line - 1]
    indent = faulty[: len(faulty) - len(faulty.lstrip())]
    shown = [line for line in problem.remedy.split("\n") if line.startswith("  ")]
    lines[problem.place.line - 1] = "\n".join(indent + line[2:] for line in shown)
    mended = load(written(tmp_path, {broken.file: "\n".join(lines).encode()}))

    assert shown
    assert mended.problems == ()


@pytest.mark.parametrize(
    "text",
    ["10:30", "0771", "no", "ja", "012", "null", "1e3", "C#", "Kr 5:-", "-10 grader", "– tio", "…"],
)
def test_what_looks_like_something_else_is_the_text_that_was_written(
    text: str, tmp_path: Path
) -> None:
    lines = ["ämne: P", "frågor:", "  - id: taxa", f"    fråga: {text}", f"    svar: {text}"]
    lines += ["    källa: taxor", "    varianter:", f"      - {text}"]
    loaded = load(written(tmp_path, {TOPIC_FILE: "\n".join(lines).encode()}))
    assert loaded.faq, loaded.problems
    (entry,) = loaded.faq.entries

    assert (entry.question, entry.answer, entry.variants) == (text, text, (text,))


def test_prose_under_an_arrow_is_one_paragraph(tmp_path: Path) -> None:
    data = topic(5, "    svar: >\n      Tio\n      kronor.\n\n")
    loaded = load(written(tmp_path, {TOPIC_FILE: data}))
    assert loaded.faq, loaded.problems

    assert loaded.faq.entries[0].answer == "Tio kronor."


@pytest.mark.parametrize("name", ["CRLF", "BOM", "NFD"])
def test_a_good_file_is_the_same_however_it_is_saved(name: str, tmp_path: Path) -> None:
    saved = {
        "CRLF": TOPIC.replace("\n", "\r\n").encode(),
        "BOM": TOPIC.encode("utf-8-sig"),
        "NFD": normalize("NFD", TOPIC).encode(),
    }
    good = load(written(tmp_path, {})).faq
    loaded = load(written(tmp_path, {TOPIC_FILE: saved[name]}))
    assert good
    assert loaded.faq, loaded.problems

    assert loaded.faq.topics == good.topics


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_the_line_that_is_shown_can_be_printed(broken: Broken, tmp_path: Path) -> None:
    folder = written(tmp_path, {broken.file: broken.data})
    (problem,) = load(folder).problems
    line = read_folder(folder).line(problem.place)

    assert line is None or all(sign.isprintable() for sign in line)


def test_the_files_that_are_broken_here_are_good_otherwise(tmp_path: Path) -> None:
    assert load(written(tmp_path, {})).problems == ()


def test_all_faults_of_all_files_are_told(tmp_path: Path) -> None:
    first = {broken.file: broken.data for broken in reversed(BROKEN)}
    loaded = load(written(tmp_path, first))

    files = {Path(problem.place.file).name for problem in loaded.problems}
    assert files == {Path(name).name for name in first}
