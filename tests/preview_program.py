"""The preview as a program of its own, as an editor starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 30
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


class Program:
    """A context manager: within it the preview runs in `folder`, and its page is at `url`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        clean = {name: value for name, value in os.environ.items() if "TELEGRAM" not in name}
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "bot",
                *(arguments or ("preview", "--no-browser", "--port", "0")),
            ],
            cwd=folder,
            env=clean | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        assert self._process.stdout
        self.said = ""
        for line in self._process.stdout:
            self.said += line
            if found := _ADDRESS.search(line):
                self.url = found[0]
                return self
        raise AssertionError(self.said + self.stop()[1])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End it by a signal: its exit code, and what it wrote on standard error."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            _, errors = self._process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            self._process.kill()
        return self._process.returncode, errors


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    """Within it `old` in the file is `new`, saved as editors' programs do; then it is undone."""
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
