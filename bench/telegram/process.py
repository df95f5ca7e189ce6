"""A bot in a process of its own, on one core, and what it uses (from Linux's /proc)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

_NANO = 1e-9
_KIB = 1024


class BotProcess:
    """A context manager: the process runs within it. What it prints goes to `log`."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], core: int, log: Path
    ) -> None:
        self._command = command
        self._environment = os.environ | dict(environment)
        self._core = core
        self._log = log

    def __enter__(self) -> Self:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                self._command, env=self._environment, stdout=log, stderr=log
            )
        # Threads that it starts later inherit this.
        os.sched_setaffinity(self._process.pid, {self._core})
        return self

    def __exit__(self, *_exception: object) -> None:
        # The server that it would say goodbye to runs in this thread, and nobody waits for a reply.
        self._process.kill()
        self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether it ended by itself, which it never should."""
        return self._process.poll() is not None

    @property
    def printed(self) -> str:
        """What it has printed."""
        return self._log.read_text("utf-8", "replace")

    def cpu_seconds(self) -> float:
        """Processor time of all its threads so far, to the nanosecond."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in tasks) * _NANO

    def resident_bytes(self) -> int:
        """Memory that it holds."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * _KIB
