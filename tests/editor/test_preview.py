"""`preview` as a program: it says where its page is, answers there, and ends when told to."""

import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest
from preview_program import Program

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PARKING, tmp_path / "faq")
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_shows_its_page_until_a_signal(folder: Path, number: signal.Signals) -> None:
    with Program(folder) as program:
        page = httpx.get(program.url)
        code, errors = program.stop(number)

    assert page.status_code == 200
    assert "/editor/panel.js" in page.text
    assert program.said.startswith("Startar boten.")
    assert (code, errors) == (0, "")


def test_run_without_a_token_is_the_preview(folder: Path) -> None:
    with Program(folder, "run") as program:
        assert httpx.get(program.url).status_code == 200
        code, errors = program.stop()

    assert code == 0
    assert "TELEGRAM_BOT_TOKEN saknas" in errors


def test_a_faq_that_never_was_good_is_shown_with_its_faults(folder: Path) -> None:
    topic = folder / "faq" / "amnen" / "parkering.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("svar: |", "svar |", 1), "utf-8")
    with Program(folder) as program:
        assert httpx.get(program.url).status_code == 200
        _, errors = program.stop()

    assert "faq/amnen/parkering.yaml:8:9: fel: Det saknas ett kolon efter svar." in errors
    assert "        ^" in errors


def test_another_program_on_the_port_is_said_so(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with (
            pytest.raises(AssertionError, match=f"Port {port} är upptagen"),
            Program(folder, "preview", "--no-browser", "--port", port),
        ):
            pass
