"""`new`: the whole conversation, with everything that may end or go wrong on the way."""

import io
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands import Outcome, Stop
from bot.commands.asking import Asker
from bot.commands.new import new
from bot.config import Config
from bot.content.loader import load
from bot.models import Entry

FIXTURE = Path(__file__).parent.parent / "fixtures" / "faq"
TODAY = date(2026, 3, 1)
PARKING = "amnen/parkering.yaml"

QUESTION = ["Får jag ställa upp en husvagn på gatan?"]
NOT_NEAR = ["", ""]
TOPIC = ["1"]
SOURCE = ["1", "högst ett dygn"]
ANSWER = ["", "Ja, i högst", "ett dygn.", "", "- Inte på lov.", "", ""]
VARIANTS = ["husvagn: hur länge?", ""]
TESTS = ["kan ja ställa min husvang på gatan", ""]
ID = [""]
SAVE = ["1"]
WHOLE = [*QUESTION, *TOPIC, *SOURCE, *ANSWER, *VARIANTS, *TESTS, *ID, *SAVE]

Step = str | Callable[[], str]


@dataclass
class Typist:
    """Answers what is asked, in order; a function acts first. Then the input ends."""

    given: Sequence[Step]
    ending: type[BaseException] = EOFError
    out: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.steps = list(self.given)

    def read(self, prompt: str) -> str:
        self.out.write(prompt)
        if not self.steps:
            raise self.ending
        step = self.steps.pop(0)
        answer = step if isinstance(step, str) else step()
        self.out.write(f"{answer}\n")
        return answer

    @property
    def asker(self) -> Asker:
        return Asker(self.read, Console(file=self.out, markup=False, highlight=False, width=200))

    @property
    def seen(self) -> str:
        return self.out.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE, tmp_path / "faq")
    return tmp_path / "faq"


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def write(root: Path, *steps: Step) -> tuple[int, str]:
    typist = Typist(steps)
    code = new(Config(faq=root), typist.asker, TODAY)
    assert not typist.steps, "not all was asked for"
    return code, typist.seen


def entry(root: Path, entry_id: str) -> Entry:
    loaded = load(root)
    assert loaded.faq is not None, loaded.problems
    return loaded.faq.by_id[entry_id]


def test_a_new_entry(root: Path) -> None:
    before = files(root)
    code, seen = write(root, *WHOLE)
    assert code == Outcome.OK
    made = entry(root, "far-jag-stalla-upp-en-husvagn-pa-gatan")
    assert made.question == QUESTION[0]
    assert made.answer == "Ja, i högst ett dygn.\n\n- Inte på lov."
    assert made.variants == ("husvagn: hur länge?",)
    assert made.tests == (TESTS[0],)
    assert made.citations[0].fragment == "högst ett dygn"
    assert made.reviewed == "2026-03-01"
    after = files(root)
    assert after.pop(PARKING).startswith(before.pop(PARKING))
    assert after == before
    assert "Källa: Regler för parkering i Exempelstad" in seen
    assert "Får det här svaret: frågan, 1 variant, 1 prov." in seen
    assert "Inget annat prov får ett sämre svar." in seen
    assert f"Sparat: {root.as_posix()}/{PARKING}, rad 64." in seen


def test_a_new_topic_and_a_new_source(root: Path) -> None:
    before = files(root)
    code, _ = write(
        root,
        "Var finns det laddstolpar?",
        "2", "Ladda bilen", "",
        "4 1", "Laddstolpar: karta", "Exempelstads kommun", "https://example.org/karta", "2025", "",
        "I alla garage.", ".",
        "", "", "laddstolpar",
        "1",
    )  # fmt: skip
    assert code == Outcome.OK
    made = entry(root, "laddstolpar")
    ids = ["exempelstads-kommun-laddstolpar-karta", "parkeringsregler"]
    assert [citation.source.id for citation in made.citations] == ids
    assert made.citations[0].source.title == "Laddstolpar: karta"
    assert made.topic == "Ladda bilen"
    after = files(root)
    assert after.pop("kallor.yaml").startswith(before.pop("kallor.yaml"))
    assert after.pop("amnen/ladda-bilen.yaml").startswith(b"\xc3\xa4mne: Ladda bilen\n")
    assert after == before


def test_a_question_that_is_there_becomes_a_variant(root: Path) -> None:
    code, seen = write(root, "hur gör man för att få boendeparkering", "1", "ja")
    assert code == Outcome.OK
    assert "1. Hur ansöker jag om boendeparkering? – " in seen
    assert "ord som möts: ”boendeparkering”" in seen
    variants = entry(root, "boendeparkering").variants
    assert variants[-1] == "hur gör man för att få boendeparkering"
    changed, was = files(root)[PARKING], files(FIXTURE)[PARKING]
    line = b"      - hur g\xc3\xb6r man f\xc3\xb6r att f\xc3\xa5 boendeparkering\n"
    assert changed.replace(line, b"") == was


@pytest.mark.parametrize(
    ("steps", "code", "says"),
    [
        (["hur får jag boendeparkering", "1", "nej"], Outcome.FELL_SHORT, "Inget är ändrat."),
        (["Parkeringstaxa", "1"], Outcome.OK, "Precis så står det redan i parkeringsavgift."),
        ([*WHOLE[:-1], "9"], Outcome.FELL_SHORT, "Inget är ändrat."),
    ],
)
def test_nothing_is_written_for_one_who_does_not_want_it(
    root: Path, steps: list[Step], code: int, says: str
) -> None:
    given, seen = write(root, *steps)
    assert given == code
    assert says in seen
    assert files(root) == files(FIXTURE)


@pytest.mark.parametrize("count", range(len(WHOLE)))
def test_the_end_of_input_leaves_everything_untouched(root: Path, count: int) -> None:
    with pytest.raises(Stop, match=r"Inget är ändrat\."):
        new(Config(faq=root), Typist(WHOLE[:count]).asker, TODAY)
    assert files(root) == files(FIXTURE)


@pytest.mark.parametrize("count", [0, 1, 8, len(WHOLE) - 1])
def test_ctrl_c_leaves_everything_untouched(root: Path, count: int) -> None:
    typist = Typist(WHOLE[:count], KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        new(Config(faq=root), typist.asker, TODAY)
    assert "Avbrutet. Inget är ändrat." in typist.seen
    assert files(root) == files(FIXTURE)


def test_what_will_not_do_is_asked_for_again(root: Path) -> None:
    code, seen = write(
        root,
        "", "fÃ¶r\x00", *QUESTION,
        "0", "ett", *TOPIC,
        "5", "", "1,x", *SOURCE,
        *ANSWER, *VARIANTS, *TESTS,
        "Två ord", "boende-p", "husvagn",
        "10", *SAVE,
    )  # fmt: skip
    assert code == Outcome.OK
    assert entry(root, "husvagn")
    for line in (
        "Här behövs en text.",
        "Skriv ett nummer från 1 till 2.",
        "Skriv ett nummer från 1 till 4.",
        "Skriv till exempel: tva-ord",
        "boende-p är upptaget. Skriv till exempel: boende-p-2",
        "Skriv ett nummer från 1 till 9.",
    ):
        assert line in seen, line


def test_every_part_can_be_changed_before_it_is_saved(root: Path) -> None:
    code, _ = write(
        root,
        *WHOLE[:-1],
        "2", "Får jag ha en båt på gatan?",
        "3", "Nej.", ".",
        "4", "2,3",
        "5", "1", "båt på gatan", "1177", "",
        "6", "får båten stå på gatan", "",
        "7", "2", "Båtar", "Om båtar.",
        "8", "bat",
        "1",
    )  # fmt: skip
    assert code == Outcome.OK
    made = entry(root, "bat")
    assert (made.question, made.answer) == ("Får jag ha en båt på gatan?", "Nej.")
    assert [citation.source.id for citation in made.citations] == ["taxor", "kontakt"]
    assert made.variants == ("båt på gatan", "1177")
    assert made.tests == (TESTS[0], "får båten stå på gatan")
    assert made.topic == "Båtar"
    assert files(root)[PARKING] == files(FIXTURE)[PARKING]


def test_what_the_entry_misses_and_spoils_is_told(root: Path) -> None:
    _, seen = write(
        root,
        "Hur mycket tar ni betalt för en timme?", "",
        *TOPIC, "1", "", "Tio kronor.", ".",
        "hur mycket tar ni betalt för en timmes parkering i centrum", "",
        "min moster är snäll", "", "", "9",
    )  # fmt: skip
    assert "prov ”min moster är snäll”: missat." in seen
    assert "Sämre svar än förut, på 1 av FAQ:ns egna prov:" in seen
    assert "”hur mycket tar ni betalt för en timmes parkering i centrum”" in seen
    assert "tidigare: rätt svar." in seen


def test_what_check_says_of_the_new_lines_is_told(root: Path) -> None:
    long_sentence = " ".join(["Du får ställa bilen och släpet"] * 6) + "."
    steps = [*QUESTION, *TOPIC, *SOURCE, long_sentence, ".", "", "", *ID, "9"]
    _, seen = write(root, *steps)
    assert "Att tänka på:" in seen
    assert "36 ord" in seen


def test_a_question_that_the_bot_will_never_answer_from_the_faq_is_told(root: Path) -> None:
    typist = Typist(["jag har ont i bröstet"])
    with pytest.raises(Stop):
        new(Config(faq=root), typist.asker, TODAY)
    assert "OBS! Boten kommer aldrig att svara på den frågan:" in typist.seen


def test_what_others_did_meanwhile_is_kept(root: Path) -> None:
    path = root / PARKING

    def meanwhile() -> str:
        path.write_text(path.read_text("utf-8").replace("20 kronor", "25 kronor"), "utf-8")
        return "1"

    code, _ = write(root, *WHOLE[:-1], meanwhile)
    assert code == Outcome.OK
    assert "25 kronor" in entry(root, "parkeringsavgift").answer
    assert entry(root, "far-jag-stalla-upp-en-husvagn-pa-gatan")


def test_an_id_that_somebody_took_meanwhile_is_a_fault_that_can_be_mended(root: Path) -> None:
    path = root / PARKING

    def meanwhile() -> str:
        text = path.read_text("utf-8")
        path.write_text(text.replace("- boende-p", "- boende-p\n      - husvagn"), "utf-8")
        return "1"

    code, seen = write(root, *WHOLE[:-2], "husvagn", meanwhile, "8", "husvagn-pa-gatan", "1")
    assert code == Outcome.OK
    assert "FAQ:n har ändrats under tiden." in seen
    assert "Id husvagn är redan upptaget" in seen
    assert entry(root, "husvagn-pa-gatan").question == QUESTION[0]


def test_a_list_that_cannot_be_written_in_is_told_with_the_line(root: Path) -> None:
    path = root / PARKING
    text = path.read_text("utf-8")
    several = "    varianter:\n      - parkeringstaxa\n      - avgift för att stå i centrum\n"
    path.write_text(text.replace(several, "    varianter: [parkeringstaxa, avgift]\n"), "utf-8")
    before = files(root)
    code, seen = write(root, "vad tar ni för en timmes parkering", "1")
    assert code == Outcome.FELL_SHORT
    assert "Det går inte att skriva där" in seen
    assert "- vad tar ni för en timmes parkering\n" in seen
    assert files(root) == before


def test_a_file_that_is_gone_is_told_with_the_lines(root: Path) -> None:
    def meanwhile() -> str:
        (root / PARKING).rename(root / "amnen" / "annat.yaml")
        return "1"

    _, seen = write(root, *WHOLE[:-1], meanwhile, "9")
    assert "Det går inte att skriva där: filen är borta" in seen
    assert "svar: |\n  Ja, i högst ett dygn.\n" in seen


def test_a_disk_that_refuses_is_told_and_nothing_is_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def fill() -> str:
        monkeypatch.setattr("os.fsync", refuse)
        return "1"

    def make_room() -> str:
        assert files(root) == files(FIXTURE)
        monkeypatch.undo()
        return "1"

    code, seen = write(root, *WHOLE[:-1], fill, make_room)
    assert code == Outcome.OK
    assert "Det går inte att spara: No space left on device. Inget är ändrat." in seen


def test_a_faq_with_faults_is_mended_first(root: Path) -> None:
    path = root / "kallor.yaml"
    path.write_text(path.read_text("utf-8").replace("titel:", "tittel:"), "utf-8")
    with pytest.raises(Stop, match="Rätta felen först"):
        new(Config(faq=root), Typist([]).asker, TODAY)


def test_an_id_on_paper_is_not_used_again(root: Path) -> None:
    (root / "lankar.csv").write_text("id,länk\nhusvagn,\n", "utf-8")
    _, seen = write(root, *WHOLE[:-2], "husvagn", "husvagnar", *SAVE)
    assert "husvagn är upptaget." in seen


def test_links_and_rights_of_files_stay(root: Path, tmp_path: Path) -> None:
    path, real = root / PARKING, tmp_path / "riktig.yaml"
    path.rename(real)
    path.symlink_to(real)
    real.chmod(0o640)
    write(root, *WHOLE)
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert b"husvagn" in real.read_bytes()


@pytest.fixture
def mask() -> Iterator[int]:
    old = os.umask(0o027)
    yield 0o640
    os.umask(old)


def test_a_new_file_has_the_rights_of_any_new_file(root: Path, mask: int) -> None:
    write(root, *QUESTION, "2", "Husvagnar", "", *WHOLE[2:])
    assert (root / "amnen" / "husvagnar.yaml").stat().st_mode & 0o777 == mask
