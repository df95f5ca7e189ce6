"""`init`: in an empty folder another authority has a FAQ of its own, which works at once."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_form import SCHEMAS, marked
from preview_program import Program

from bot.channels.commands import menu_of_commands
from bot.channels.screens import Screens
from bot.cli import main
from bot.content.loader import load
from bot.dialogue import CutOffs, Dialogue
from bot.editor.founding import STARTER, Sender, UnusableError, found, line
from bot.models import Faq, ReplyKind

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"
NAME = "Exempelstads kommun"
CONTACT = "kontakt@example.org"
OURS = re.compile(r"nära vård|region|kalmar|kronoberg", re.IGNORECASE)

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Runs the command line in an empty folder, with no terminal and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A folder with a new FAQ."""
    found(tmp_path / "ny", Sender(NAME, CONTACT))
    return tmp_path / "ny"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def faq_in(folder: Path) -> Faq:
    loaded = load(folder / "faq")
    assert loaded.problems == ()
    assert loaded.faq
    return loaded.faq


def answerer(faq: Faq) -> Dialogue:
    return Dialogue(faq, CutOffs(answer=80, suggest=35))


# What there is


def test_what_is_written(new: Path) -> None:
    written = set(files(new))
    assert written >= {".gitignore", "config.yaml", "faq/README.md", "faq/kallor.yaml"}
    assert written >= {f"faq/.schema/{name}" for name in SCHEMAS}
    assert len(list((new / "faq" / "amnen").iterdir())) == 1
    assert "/var/" in (new / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_it_has_no_faults_and_says_what_to_do_next(call: Call, tmp_path: Path) -> None:
    code, out, _ = call("init", "mitt svar", "--name", NAME, "--contact", CONTACT)
    assert code == 0
    assert "preview --config 'mitt svar/config.yaml'" in out
    assert str(Path("mitt svar", "faq", "README.md")) in out

    code, out, _ = call("check", "--config", str(tmp_path / "mitt svar" / "config.yaml"))
    assert (code, out.splitlines()[-1]) == (0, "0 fel, 0 varningar.")


def test_in_the_folder_where_one_stands(call: Call) -> None:
    code, out, _ = call("init", ".", "--name", NAME, "--contact", CONTACT)
    assert code == 0
    assert "preview\n" in out
    assert call("ask", "vem har skrivit svaren")[1].startswith("Vem har skrivit svaren?")


def test_the_authority_is_the_sender(new: Path) -> None:
    faq = faq_in(new)
    about = Screens(answerer(faq), date(2026, 11, 21)).answer("/om").text
    assert f"{NAME} driver boten." in about
    assert f"Kontakt: {CONTACT}" in about
    assert NAME in faq.texts.greeting
    assert {source.publisher for source in faq.sources} == {NAME}


def test_its_own_messages_get_what_they_should(new: Path) -> None:
    faq = faq_in(new)
    dialogue = answerer(faq)
    (entry,) = faq.entries
    for message in (entry.question, *entry.variants, *entry.tests):
        assert dialogue.reply(message).entry == entry, message
    assert entry.tests
    assert faq.out_of_scope
    for message in faq.out_of_scope:
        assert dialogue.reply(message).kind is ReplyKind.FALLBACK


def test_danger_goes_first_there_too(new: Path) -> None:
    reply = answerer(faq_in(new)).reply("jag har ont i bröstet")
    assert reply.kind is ReplyKind.EMERGENCY
    assert "112" in reply.text


def test_preview_shows_it(new: Path) -> None:
    with Program(new) as program:
        assert httpx.get(program.url).status_code == 200
        code, errors = program.stop()
    assert (code, errors) == (0, "")


def test_programs_find_the_schemas(new: Path) -> None:
    for path in [new / "config.yaml", *(new / "faq").rglob("*.yaml")]:
        text = path.read_text(encoding="utf-8")
        schema = (path.parent / text.splitlines()[0].rpartition("=")[2]).resolve()
        assert schema.parent == (new / "faq" / ".schema").resolve()
        assert marked(text, schema.name) == set()


def test_a_slip_is_told_at_its_line(call: Call, new: Path) -> None:
    topic = next((new / "faq" / "amnen").iterdir())
    text = topic.read_text(encoding="utf-8").replace("    källa:", "    kalla:")
    topic.write_text(text, encoding="utf-8")
    number = text.splitlines().index("    kalla: webbplatsen") + 1

    code, out, _ = call("check", "--config", str(new / "config.yaml"))
    assert code == 1
    assert f"{topic.as_posix()}:{number}:5: fel: Fältet kalla finns inte." in out


def test_the_guide_calls_the_program_as_it_is_installed(new: Path) -> None:
    guide = (new / "faq" / "README.md").read_text(encoding="utf-8")
    assert "narasvar check" in guide
    assert re.findall(r".*(?:`make|^make |-m bot|Q=|\.venv).*", guide, re.MULTILINE) == []


# Nothing of ours


def test_no_trace_of_ours_in_the_files(new: Path) -> None:
    assert [name for name, data in files(new).items() if OURS.search(data.decode())] == []


def test_no_trace_of_ours_in_what_is_said(new: Path) -> None:
    shutil.rmtree(new / "faq" / "amnen")
    shutil.copytree(PARKING, new / "faq", dirs_exist_ok=True)
    faq = faq_in(new)
    dialogue = answerer(faq)
    screens = Screens(dialogue, date(2026, 11, 21))
    messages = [test for entry in faq.entries for test in entry.tests]
    said = [screens.answer(one).text for one in (*messages, "/start", "/om", "/hjalp", "/fragor")]
    said += [dialogue.reply(one).text for one in ("hej", "vem är du", "vad är nära vård", "???")]
    said += [getattr(faq.texts, key) for key in type(faq.texts).model_fields]
    said += [group.answer for group in (*faq.danger, *faq.small_talk)]
    said += [item.description for item in menu_of_commands(faq.texts)]

    assert [text for text in said if OURS.search(text)] == []
    assert {dialogue.reply(one).kind for one in messages} <= {
        ReplyKind.ANSWER,
        ReplyKind.SUGGESTIONS,
    }


# What it must know


def test_it_asks_in_a_terminal(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([f"  {NAME} ", CONTACT])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(typed)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)

    assert call("init", "ny")[0] == 0
    assert ["Vad heter ni" in asked[0], "Hur når" in asked[1]] == [True, True]
    assert faq_in(tmp_path / "ny").texts.sender == f"{NAME} driver boten."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "--name saknas. Skriv till exempel: init MAPP --name"),
        (("--name", NAME), "--contact saknas."),
        (("--name", " ", "--contact", CONTACT), "--name: Det får inte vara tomt."),
        (("--name", "x" * 101, "--contact", CONTACT), "--name: Det är 101 tecken."),
        (("--name", NAME, "--contact", "\x07"), "--contact: Det innehåller tecken som inte"),
        (("--name", "kommun \udce5", "--contact", CONTACT), "--name: Det innehåller tecken"),
        (("--name", "GÃ¶teborg", "--contact", CONTACT), "--name: Det innehåller tecken"),
    ],
)
def test_what_it_cannot_use_is_said_and_nothing_written(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = call("init", "ny", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_input_is_no_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert call("init", "ny")[::2] == (2, "--name saknas.\n")


WRITABLE = st.text(min_size=1, max_size=40)


@settings(max_examples=40)
@given(WRITABLE, WRITABLE)
def test_any_name_that_is_taken_gives_a_faq_without_faults(name: str, contact: str) -> None:
    try:
        sender = Sender(line(name), line(contact))
    except UnusableError:
        return
    with TemporaryDirectory() as folder:
        found(Path(folder), sender)
        faq = faq_in(Path(folder))
    assert {source.publisher for source in faq.sources} == {sender.name}
    assert faq.texts.sender.endswith("driver boten.")


# Nothing is lost


def test_a_folder_in_use_is_left_as_it_is(call: Call, tmp_path: Path) -> None:
    (tmp_path / "min").mkdir()
    (tmp_path / "min" / "faq").write_text("mina svar", encoding="utf-8")
    (tmp_path / "min" / "brev.txt").write_text("mitt brev", encoding="utf-8")
    before = files(tmp_path)

    code, _, err = call("init", "min", "--name", NAME, "--contact", CONTACT)
    assert code == 2
    assert "Mappen min är inte tom: där finns brev.txt och 1 till. Inget är ändrat." in err
    assert files(tmp_path) == before


def test_a_file_is_no_folder(call: Call, tmp_path: Path) -> None:
    (tmp_path / "brev").write_text("mitt brev", encoding="utf-8")
    assert "brev är en fil" in call("init", "brev", "--name", NAME, "--contact", CONTACT)[2]
    assert files(tmp_path) == {"brev": b"mitt brev"}


def test_a_repository_without_files_is_empty(call: Call, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    assert call("init", ".", "--name", NAME, "--contact", CONTACT)[0] == 0
    assert (tmp_path / ".git" / "HEAD").read_text(encoding="utf-8") == "ref: refs/heads/main\n"


def gaps(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield from re.findall(r"\{\{.*?\}\}", path.read_text(encoding="utf-8"))


def test_every_gap_is_filled(new: Path) -> None:
    assert set(gaps(STARTER)) == {"{{name}}", "{{quoted_name}}", "{{contact}}"}
    assert list(gaps(new)) == []
