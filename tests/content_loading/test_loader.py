"""A folder of files to a FAQ, on top of the engine's defaults, or to every problem in it."""

import os
import shutil
import string
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from broken_files import SOURCES_FILE, TOPIC, TOPIC_FILE
from test_broken_files import written

from bot.content.loader import load
from bot.models import Citation, Entry, Faq, Level, Place, Problem, Source

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"


def good(folder: Path) -> Faq:
    loaded = load(folder)
    assert loaded.faq, loaded.problems
    return loaded.faq


def problems(folder: Path) -> list[tuple[str, str, Level]]:
    return [
        (problem.rule, Path(problem.place.file).name, problem.level)
        for problem in load(folder).problems
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small FAQ to change."""
    return shutil.copytree(PARKING, tmp_path / "faq")


def test_the_small_faq_is_good() -> None:
    assert load(PARKING).problems == ()


def test_an_entry_has_all_that_the_editor_wrote() -> None:
    faq = good(PARKING)
    rules = Source(
        "parkeringsregler",
        "Regler för parkering i Exempelstad",
        "Parkeringskontoret",
        "https://parkering.example.org/regler",
        "2024-03-01",
    )

    assert faq.entries[0] == Entry(
        id="boendeparkering",
        question="Hur ansöker jag om boendeparkering?",
        answer=(
            "Du ansöker om boendeparkering på webben eller i receptionen. Tillståndet gäller "
            "ett år.\n\nDu behöver:\n- bilens registreringsnummer\n- ett bevis på var du bor"
        ),
        topic="Parkering",
        citations=(Citation(rules, "ansöka om boendeparkering"),),
        place=Place(f"{PARKING}/amnen/parkering.yaml", 4, 5),
        variants=("söka tillstånd att parkera där jag bor", "parkeringstillstånd för boende"),
        tests=("jag vill kunna ha bilen utanför huset där jag bor", "ansökan boende parkering"),
        related=("parkeringsavgift",),
        former_ids=("boende-p",),
        reviewed="2024-04-02",
    )
    assert faq.find("boende-p") is faq.entries[0]


def test_the_rest_of_the_faq() -> None:
    faq = good(PARKING)
    fee, fine = faq.entries[1:3]

    assert [(citation.source.id, citation.fragment) for citation in fee.citations] == [
        ("taxor", None),
        ("parkeringsregler", "avgift i centrum"),
    ]
    assert (fee.area, fine.cautious, fee.cautious) == ("centrum", True, False)
    assert (faq.topics[0].title, faq.topics[0].description) == (
        "Parkering",
        "Om att parkera i Exempelstad",
    )
    assert (faq.sources[1].date, faq.sources[1].note) == (
        "2023/2025",
        "gäller bara kommunens platser",
    )
    assert faq.synonyms == (("bot", "böter", "parkeringsanmärkning"), ("avgift", "taxa", "pris"))
    assert faq.out_of_scope[0] == "vad blir det för väder i morgon"


def test_a_bare_faq_has_the_engines_danger_small_talk_and_texts() -> None:
    faq = good(PARKING)

    assert any("112" in group.answer for group in faq.danger)
    assert faq.small_talk
    assert "112" in faq.texts.error


def test_groups_replace_those_with_their_id_and_join_the_others(folder: Path) -> None:
    default = good(folder).danger
    first = default[0].id
    (folder / "akut.yaml").write_text(
        f"akut:\n  - id: {first}\n    utlöses_av:\n      - hjälp\n    svar: Ring 112.\n"
        "  - id: eget\n    utlöses_av:\n      - det brinner\n    inte_av:\n      - elden\n"
        "    svar: Ring genast 112.\n",
        encoding="utf-8",
    )
    danger = good(folder).danger

    assert [group.id for group in danger] == [group.id for group in default] + ["eget"]
    assert (danger[0].triggers, danger[0].answer) == (("hjälp",), "Ring 112.")
    assert danger[-1].exceptions == ("elden",)


def test_texts_replace_the_engines_one_by_one(folder: Path) -> None:
    default = good(folder).texts
    (folder / "texter.yaml").write_text("hälsning: |\n  Hej\n  hopp!\n", encoding="utf-8")
    texts = good(folder).texts

    assert texts.greeting == "Hej hopp!"
    assert texts.help == default.help


def test_files_of_notes_only_change_nothing(folder: Path) -> None:
    before = good(folder).texts
    for name in ("texter.yaml", "akut.yaml", "smaprat.yaml", "synonymer.yaml", "utanfor.yaml"):
        (folder / name).write_text("# Skriv här.\n", encoding="utf-8")

    assert good(folder).texts == before


def test_an_area_on_an_entry_wins_over_the_topics(folder: Path) -> None:
    path = folder / "amnen" / "parkering.yaml"
    path.write_text("område: hela staden\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert [entry.area for entry in good(folder).entries[:2]] == ["hela staden", "centrum"]


def test_topics_stand_in_the_order_of_the_files_names(folder: Path) -> None:
    for name in ("z", "b"):
        text = TOPIC.replace("Parkering", name).replace("taxa", name).replace("taxor", "kontakt")
        (folder / "amnen" / f"{name}.yaml").write_text(text, encoding="utf-8")

    assert [topic.title for topic in good(folder).topics] == ["b", "Parkering", "z"]


def test_the_version_follows_the_content_only(folder: Path) -> None:
    version = good(folder).version
    path = folder / "amnen" / "parkering.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    os.utime(path, (0, 0))
    (folder / "README.md").write_text("Så här gör du.")
    (folder / ".kallor.yaml.swp").write_bytes(b"\0")

    assert good(folder).version == version == good(PARKING).version
    assert len(version) == 12
    assert set(version) <= set(string.hexdigits.lower())
    path.write_bytes(path.read_bytes() + b"# ny\n")
    assert good(folder).version != version


@pytest.mark.parametrize(
    "name",
    ["kallor.yaml~", ".#kallor.yaml", "#kallor.yaml#", "amnen/.parkering.yaml.swp", "amnen/x.tmp",
     "amnen/~$parkering.docx", "amnen/.DS_Store", "amnen/README.md", "README.md", "bild.png"],
)  # fmt: skip
def test_what_editors_programs_leave_behind_is_ignored(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\0\xff: [")

    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "told_at"),
    [
        ("kallor.yaml", None, "missing-file", "kallor.yaml"),
        ("kallor.yaml", "källor.yaml", "file-name", "källor.yaml"),
        ("kallor.yaml", "kallor.yml", "file-name", "kallor.yml"),
        ("kallor.yaml", "kallor.yaml.txt", "file-name", "kallor.yaml.txt"),
        ("amnen", None, "missing-file", "amnen"),
        ("amnen", "ämnen", "file-name", "ämnen"),
        ("amnen/parkering.yaml", None, "missing-file", "….yaml"),
        ("amnen/parkering.yaml", "amnen/parkering.yml", "file-ending", "parkering.yml"),
        ("amnen/parkering.yaml", "amnen/parkering.yaml.txt", "file-ending", "parkering.yaml.txt"),
        ("synonymer.yaml", "synonym.yaml", "file-name", "synonym.yaml"),
    ],
)
def test_a_missing_or_misnamed_file_is_told_once(
    folder: Path, old: str, new: str | None, rule: str, told_at: str
) -> None:
    if new:
        (folder / old).rename(folder / new)
    elif (folder / old).is_dir():
        shutil.rmtree(folder / old)
    else:
        (folder / old).unlink()

    assert problems(folder) == [(rule, told_at, Level.FAULT)]


@pytest.mark.parametrize("name", ["parkering.yaml", "amnen/bilder.zip", "amnen/gammalt"])
def test_what_is_not_read_is_a_warning(folder: Path, name: str) -> None:
    path = folder / name
    if path.suffix:
        path.write_bytes(b"")
    else:
        path.mkdir()

    assert problems(folder) == [("ignored-file", path.name, Level.WARNING)]
    assert load(folder).faq


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "faq") == [("missing-folder", "faq", Level.FAULT)]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("ingenstans")])
def test_what_cannot_be_read_is_told_and_hides_nothing_else(
    folder: Path, make: Callable[[Path], None]
) -> None:
    make(folder / "amnen" / "ny.yaml")
    (folder / "utanfor.yaml").write_bytes("utanför: hej\n".encode())

    assert problems(folder) == [
        ("unreadable-file", "ny.yaml", Level.FAULT),
        ("not-list", "utanfor.yaml", Level.FAULT),
    ]


def test_a_broken_file_of_sources_brings_no_flood(tmp_path: Path) -> None:
    files = {SOURCES_FILE: b"k\xe4llor:\n", TOPIC_FILE: TOPIC.replace("svar", "svra").encode()}

    assert [problem.rule for problem in load(written(tmp_path, files)).problems] == [
        "unknown-key",
        "encoding",
    ]


def test_a_broken_topic_does_not_make_others_references_wrong(tmp_path: Path) -> None:
    other = TOPIC.replace("taxa", "annat") + "    relaterade:\n      - taxa\n"
    files = {"amnen/annat.yaml": other.encode(), TOPIC_FILE: TOPIC.replace(": P", ":P").encode()}

    assert [problem.rule for problem in load(written(tmp_path, files)).problems] == ["no-space"]


def test_a_slip_in_an_id_does_not_make_references_to_it_wrong(folder: Path) -> None:
    path = folder / "kallor.yaml"
    text = path.read_text(encoding="utf-8").replace("id: taxor", "id: Taxor")
    path.write_text(text, encoding="utf-8")

    assert problems(folder) == [("id", "kallor.yaml", Level.FAULT)]


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    files = {"amnen/z.yaml": TOPIC.encode()}
    (problem,) = load(written(tmp_path, files)).problems

    assert (problem.rule, Path(problem.place.file).name) == ("repeated-id", "z.yaml")
    assert f"{TOPIC_FILE} rad 3" in problem.message


def test_all_faults_of_one_file_are_told_in_order(tmp_path: Path) -> None:
    text = TOPIC.replace("parkeringsavgift", "").replace("svar", "svra").replace("taxor", "borta")
    loaded = load(written(tmp_path, {TOPIC_FILE: text.encode()}))

    assert [(problem.rule, problem.place.line) for problem in loaded.problems] == [
        ("unknown-key", 5),
        ("unknown-reference", 6),
        ("empty", 8),
    ]
    assert loaded.problems == tuple(sorted(loaded.problems))


def as_yaml(entries: list[dict[str, Any]]) -> bytes:
    lines = ["ämne: Prov", "frågor:"]
    for number, entry in enumerate(entries):
        lines += [f"  - id: fraga-{number}", f"    fråga: {in_quotes(entry['fråga'])}"]
        lines += ["    källa: taxor", "    svar: |"]
        lines += [f"      {paragraph}\n" for paragraph in entry["svar"]]
        lines += ["    varianter:", *(f"      - {in_quotes(v)}" for v in entry["varianter"])]
    return "\n".join(lines).encode()


def in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_a_hundred_entries_load_well_under_a_second(tmp_path: Path) -> None:
    entry = {"fråga": "Hur gör jag?", "svar": ["Så här gör du i staden. " * 8] * 3}
    data = as_yaml(
        [entry | {"varianter": [f"hur {number} gör jag nu"] * 8} for number in range(100)]
    )
    folder = written(tmp_path, {TOPIC_FILE: data})

    before = time.process_time()
    assert len(good(folder).entries) == 100
    assert time.process_time() - before < 1


def test_problems_are_plain_values() -> None:
    problem = Problem(Place("a"), "x", "m", "r")

    assert load(PARKING) == load(PARKING)
    assert len({problem, problem}) == 1
