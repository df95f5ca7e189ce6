import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bot
from bot.cli import main
from bot.simulator.server import TOKEN

ROOT = Path(__file__).parent.parent
LIBRARY = Path(__file__).parent / "fixtures" / "bibliotek"
OPENING_HOURS = "När har biblioteket öppet?"
FAULT = (
    "ämne: Låna\nfrågor:\n  - id: lanekort\n    fråga: Hur?\n    svr: Så.\n    källa: reglerna\n"
)

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def faq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a FAQ of its own under the default name, and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    shutil.copytree(LIBRARY, tmp_path / "faq")
    return tmp_path / "faq"


@pytest.fixture
def call(faq: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command line in the working folder: its exit code, output and messages."""
    assert faq.exists()

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(str(stopped.code))
        return code, *capsys.readouterr()

    return run


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Makes `text` what stands on standard input, which is then no terminal."""
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)


def spawn(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The command line in a process of its own, in `folder`."""
    clean = {name: value for name, value in os.environ.items() if "TELEGRAM" not in name}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def break_faq(faq: Path) -> None:
    (faq / "amnen" / "lan.yaml").write_text(FAULT, encoding="utf-8")


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "KOMMANDO saknas"),
        (("chek",), "Det finns inget kommando ”chek”. Menade du check?"),
        (("xyzzy",), "Kommandona är run, preview, chat, ask, check"),
        (("chat", "--fast"), "--fast känns inte igen"),
        (("chat", "--faq"), "--faq behöver ett värde"),
        (("ask", "--json", "--why", "hej"), "--why kan inte stå ihop med --json"),
        (("ask",), "Skriv en fråga efter ask, eller --batch FIL."),
        (("ask", "hej", "--batch", "-"), "Skriv en fråga efter ask, eller --batch FIL."),
        (("ask", "--batch", "saknas.jsonl"), "saknas.jsonl går inte att läsa"),
        (("ask", "hej", "--config", "saknas.yaml"), "saknas.yaml"),
        (("run", "--telegram"), "TELEGRAM_BOT_TOKEN saknas"),
        (("preview", "--port", "webb"), "webb är ingen port"),
        (("preview", "--port", "65536"), "65536 är ingen port"),
    ],
)
def test_wrong_use_gets_one_message(call: Call, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_version(call: Call) -> None:
    assert call("--version") == (0, f"{bot.__version__}\n", "")


@pytest.mark.parametrize("command", ["run", "preview", "chat", "ask", "check"])
def test_every_command_has_help(call: Call, command: str) -> None:
    code, out, _ = call(command, "--help")
    assert code == 0
    assert "--faq MAPP" in out
    assert "--config FIL" in out


# The FAQ and the configuration that are used


@pytest.mark.parametrize("order", ["before", "after"])
def test_another_faq_may_stand_before_or_after_the_command(
    call: Call, faq: Path, order: str
) -> None:
    other = faq.rename(faq.parent / "annan mapp")
    option = ("--faq", str(other))
    question = ("ask", OPENING_HOURS)
    code, out, err = call(*option, *question) if order == "before" else call(*question, *option)
    assert (code, err) == (0, "")
    assert "10:30" in out


@pytest.mark.parametrize("order", ["before", "after"])
def test_cut_offs_come_from_the_configuration(call: Call, faq: Path, order: str) -> None:
    config = faq.parent / "other.yaml"
    config.write_text("matching:\n  answer_from: 100\n  suggest_from: 1\n", encoding="utf-8")
    option = ("--config", str(config))
    question = ("ask", "--json", "lånekort")
    _, out, _ = call(*option, *question) if order == "before" else call(*question, *option)
    assert json.loads(out)["kind"] == "suggestions"


def test_a_faulty_configuration_stops_with_its_line(call: Call, faq: Path) -> None:
    (faq.parent / "config.yaml").write_text("matching:\n  anser_from: 80\n", encoding="utf-8")
    code, _, err = call("ask", OPENING_HOURS)
    assert code == 2
    assert "config.yaml:2:3" in err
    assert "answer_from" in err


# ask


def test_an_answer_as_text(call: Call) -> None:
    code, out, _ = call("ask", "När", "har", "biblioteket", "öppet?")
    assert code == 0
    assert "https://example.org/regler" in out


def test_an_answer_as_json_keeps_the_contract(call: Call) -> None:
    code, out, _ = call("ask", "--json", OPENING_HOURS)
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == [
        "kind", "entry", "score", "text", "source", "sources", "suggestions", "micros",
    ]  # fmt: skip
    assert (answer["kind"], answer["entry"], answer["suggestions"]) == ("answer", "oppettider", [])
    assert 0 < answer["score"] <= 100
    assert "Källa" not in answer["text"]
    assert [source["id"] for source in answer["sources"]] == ["bibliotekets-sida", "reglerna"]
    assert answer["source"] == answer["sources"][0]
    assert list(answer["source"]) == ["id", "title", "publisher", "date", "url"]
    assert isinstance(answer["micros"], int)
    assert "ö" in out


def test_a_fallback_as_json_has_nulls(call: Call) -> None:
    _, out, _ = call("ask", "--json", "qwx zrt vlk")
    reply = json.loads(out)
    assert (reply["kind"], reply["entry"], reply["score"]) == ("fallback", None, None)
    assert (reply["source"], reply["sources"], reply["suggestions"]) == (None, [], [])


def test_suggestions_as_json(call: Call, faq: Path) -> None:
    (faq.parent / "config.yaml").write_text("matching: {answer_from: 100, suggest_from: 1}\n")
    _, out, _ = call("ask", "--json", "lånekort")
    offered = json.loads(out)["suggestions"]
    assert 1 <= len(offered) <= 3
    assert all(list(one) == ["entry", "question", "score"] for one in offered)


def test_why_says_which_word_matched_what(call: Call) -> None:
    code, out, _ = call("ask", "--why", "när har bibloteket öppet i Skåne")
    assert code == 0
    assert "1. När har biblioteket öppet? – " in out
    assert "oppettider, " in out
    assert "”bibloteket” stavat nästan som ”bibliotek" in out
    assert "”skåne” motsvaras inte av något" in out.lower()


def test_why_of_what_was_not_matched(call: Call) -> None:
    _, out, _ = call("ask", "--why", "jag har ont i bröstet")
    assert "Boten ger: akut" in out


@pytest.mark.parametrize("file", ["-", "frågor.jsonl"])
def test_a_batch_answers_line_by_line(
    call: Call, faq: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    questions = [OPENING_HOURS, "Hur skaffar jag ett lånekort?", ""]
    lines = [json.dumps({"question": one, "expect": ["answer"]}) for one in questions]
    text = "\ufeff" + "\n\n".join(lines)
    type_in(monkeypatch, text)
    (faq.parent / "frågor.jsonl").write_text(text, encoding="utf-8")
    code, out, _ = call("ask", "--batch", file, "--json")
    replies = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [reply["entry"] for reply in replies] == ["oppettider", "lanekort", None]


def test_a_batch_as_text_repeats_the_questions(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, json.dumps({"question": OPENING_HOURS}))
    _, out, _ = call("ask", "--batch", "-")
    assert out.startswith(f"> {OPENING_HOURS}\n")
    assert "https://example.org/regler" in out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{question}", "inte JSON"),
        (b"[" * 100_000, "inte JSON"),
        (b'"text"', "question"),
        (b'{"fraga": "hej"}', "question"),
        (b'{"question": 7}', "question"),
        (b'{"question": "\xe5"}', "UTF-8"),
    ],
)
def test_a_bad_line_in_a_batch_is_named(call: Call, faq: Path, line: bytes, says: str) -> None:
    good = json.dumps({"question": OPENING_HOURS}).encode()
    (faq.parent / "batch.jsonl").write_bytes(good + b"\n\n" + line + b"\n" + good)
    code, out, err = call("ask", "--json", "--batch", "batch.jsonl")
    assert code == 2
    assert len(out.splitlines()) == 1
    assert err.startswith("batch.jsonl:3: ")
    assert says in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("form", ["--json", "--why"])
def test_half_a_letter_is_no_reason_to_fail(
    call: Call, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    type_in(monkeypatch, '{"question": "när är det öppet \\ud83d \\u0000"}')
    code, out, err = call("ask", form, "--batch", "-")
    assert (code, err) == (0, "")
    assert out


def test_ask_on_a_faulty_faq_shows_the_faults(call: Call, faq: Path) -> None:
    break_faq(faq)
    code, out, err = call("ask", OPENING_HOURS)
    assert (code, out) == (1, "")
    assert "lan.yaml:5:5" in err


# check


def test_check_of_a_good_faq(call: Call) -> None:
    code, out, _ = call("check")
    assert code == 0
    assert out.splitlines()[-1].startswith("0 fel, ")


def test_check_shows_faults_of_the_faq_and_the_configuration(call: Call, faq: Path) -> None:
    break_faq(faq)
    (faq.parent / "config.yaml").write_text("anser: 80\n", encoding="utf-8")
    code, out, _ = call("check")
    assert code == 1
    assert "config.yaml:1:1: fel: " in out
    assert "lan.yaml:5:5: fel: " in out
    assert "svar" in out


def test_check_of_a_folder_that_is_not_there(call: Call) -> None:
    code, out, _ = call("check", "--faq", "saknas")
    assert code == 1
    assert "saknas" in out


# chat and run


def test_without_a_terminal_each_line_is_answered(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{OPENING_HOURS}\nHur skaffar jag ett lånekort?\n")
    code, out, err = call("chat")
    assert (code, err) == (0, "")
    assert out.startswith(OPENING_HOURS)
    assert out.count("https://example.org/regler") == 2


def test_a_faulty_faq_starts_on_the_last_good_one(
    call: Call, faq: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, OPENING_HOURS)
    assert call("chat")[0] == 0
    break_faq(faq)
    type_in(monkeypatch, OPENING_HOURS)
    code, out, err = call("chat")
    assert code == 0
    assert "10:30" in out
    assert "lan.yaml:5:5" in err
    assert "OBS! faq har fel" in err


@pytest.mark.parametrize("command", ["chat", "run"])
def test_a_faulty_faq_without_a_good_one_stops(
    call: Call, faq: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    break_faq(faq)
    code, out, err = call(command)
    assert (code, out) == (2, "")
    assert "lan.yaml:5:5" in err
    assert "Boten kan inte starta" in err


def test_a_token_of_the_wrong_form_is_refused_but_not_shown(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "hemligt men fel")
    code, _, err = call("run")
    assert code == 2
    assert "TELEGRAM_BOT_TOKEN" in err
    assert "hemligt" not in err


# The streams, in a process of its own


def test_bytes_that_are_no_letters_are_answered(faq: Path) -> None:
    out, err = spawn(faq.parent, "chat").communicate(b"\xff\xfe oppet\n", timeout=60)
    assert out
    assert err == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_output_without_all_letters_is_no_reason_to_fail(faq: Path, encoding: str) -> None:
    process = spawn(faq.parent, "chat", PYTHONIOENCODING=encoding)
    out, err = process.communicate(b"/start oppettider", timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert b"example.org" in out


def test_json_is_right_on_an_output_without_all_letters(faq: Path) -> None:
    process = spawn(faq.parent, "ask", "--json", OPENING_HOURS, PYTHONIOENCODING="ascii")
    out, _ = process.communicate(timeout=60)
    assert "öppet" in json.loads(out)["text"]


@pytest.mark.parametrize("form", ["--json", "--why", None])
def test_a_reader_that_goes_away_is_no_error(faq: Path, form: str | None) -> None:
    line = json.dumps({"question": OPENING_HOURS}) + "\n"
    (faq.parent / "many.jsonl").write_text(line * 2000, encoding="utf-8")
    process = spawn(faq.parent, "ask", "--batch", "many.jsonl", *([form] if form else []))
    assert process.stdout
    assert process.stderr
    with process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_ctrl_c_ends_without_a_traceback(faq: Path) -> None:
    process = spawn(faq.parent, "ask", "--json", "--batch", "-")
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process:
        process.stdin.write(json.dumps({"question": OPENING_HOURS}).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130
