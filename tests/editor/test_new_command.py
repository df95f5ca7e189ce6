"""`new` as it is run: in a terminal, and with the answers on standard input."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FIXTURE = ROOT / "tests" / "fixtures" / "faq"
PATIENCE_SECONDS = 120.0
CTRL_D = b"\x04"
# A signal that comes just before readline waits is noticed with the next line.
CTRL_C = b"\x03\n"
# The terminal must be the process's own for Ctrl-C to reach it.
IN_OWN_TERMINAL = """
import fcntl, runpy, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv = ["bot", "new"]
runpy.run_module("bot", run_name="__main__")
"""
NEW = (sys.executable, "-m", "bot", "new")
WHOLE = "Får jag ställa upp en husvagn?\n1\n1\n\nJa.\n.\n\nhusvagn på gatan\n\nhusvagn\n1\n"


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if "TELEGRAM" not in name}
    return clean | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE, tmp_path / "faq")
    return tmp_path


class Terminal:
    """The command in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._side, other = pty.openpty()
        self.process = subprocess.Popen(
            (sys.executable, "-c", IN_OWN_TERMINAL),
            cwd=folder,
            env=environment(),
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        self.seen = ""

    def wait_for(self, text: str) -> None:
        """Reads until `text` is shown."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        data = b""
        while text not in self.seen:
            assert select.select([self._side], [], [], deadline - time.monotonic())[0], self.seen
            data += os.read(self._side, 4096)
            self.seen = data.decode(errors="ignore")
        self.seen = ""

    def type(self, data: bytes) -> None:
        os.write(self._side, data)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._side)


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    opened = Terminal(folder)
    yield opened
    opened.close()


def untouched(folder: Path) -> bool:
    pairs = ((path, folder / "faq" / path.relative_to(FIXTURE)) for path in FIXTURE.rglob("*.yaml"))
    return all(one.read_bytes() == other.read_bytes() for one, other in pairs)


def test_in_a_terminal_ctrl_c_leaves_everything_as_it_was(terminal: Terminal, folder: Path) -> None:
    terminal.wait_for("> ")
    terminal.type("Får jag ställa upp en båt?\n".encode())
    terminal.wait_for("Nummer")
    terminal.type(CTRL_C)
    terminal.wait_for("Avbrutet. Inget är ändrat.")
    assert terminal.process.wait(PATIENCE_SECONDS) == 130
    assert untouched(folder)


def test_in_a_terminal_ctrl_d_leaves_everything_as_it_was(terminal: Terminal, folder: Path) -> None:
    terminal.wait_for("> ")
    terminal.type(CTRL_D)
    terminal.wait_for("Inget är ändrat.")
    assert terminal.process.wait(PATIENCE_SECONDS) == 1
    assert untouched(folder)


def test_lines_on_standard_input_do_as_well(folder: Path) -> None:
    done = subprocess.run(
        NEW, cwd=folder, env=environment(), input=WHOLE.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Sparat: faq/amnen/parkering.yaml, rad 64." in done.stdout.decode()
    written = (folder / "faq" / "amnen" / "parkering.yaml").read_text("utf-8")
    assert "  - id: husvagn\n    fråga: Får jag ställa upp en husvagn?\n" in written
