"""Debian's nginx with the settings of `deploy/nginx.conf`, as near as loopback allows.

Without TLS, on another port, with its files in a folder of its own and two bots by their ports: as
docs/drift.md writes for machines without containers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

SHIPPED: Final = Path(__file__).parents[2] / "deploy" / "nginx.conf"
PATIENCE_SECONDS: Final = 10.0
_PROGRAMS: Final = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
# What cannot be here, or must be another; each must be there, so that none is forgotten.
_CHANGES: Final = (
    (r"^ *(?:ssl_\w+|resolver\w*|set) [^;]+;\n", ""),
    (r"listen 8443 ssl;", "listen 127.0.0.1:{port};"),
    (r"proxy_pass http://\$bot:8080;", "proxy_pass http://bot;"),
    (r"/tmp/", "{folder}/"),  # noqa: S108 - it is looked for, not used
    (r"^    server \{\n", "    upstream bot {{\n{servers}    }}\n\n    server {{\n"),
)


def find_program() -> str | None:
    """Where nginx is; None if it is not installed."""
    return shutil.which("nginx", path=_PROGRAMS)


def settings(folder: Path, port: int, bots: Sequence[int]) -> str:
    """The shipped settings for a server on loopback before bots on these ports."""
    # A 503 of a bot that leaves an update to the other one must not keep the next ones from it.
    servers = "".join(f"        server 127.0.0.1:{bot} max_fails=0;\n" for bot in bots)
    given = {"port": port, "folder": folder, "servers": servers}
    text = SHIPPED.read_text("utf-8")
    for pattern, new in _CHANGES:
        text, count = re.subn(pattern, new.format(**given), text, flags=re.MULTILINE)
        assert count, f"{pattern} is no longer in {SHIPPED}"
    return text


class Nginx:
    """A context manager: within it nginx listens on `port` of 127.0.0.1."""

    def __init__(self, program: str, folder: Path, port: int, bots: Sequence[int]) -> None:
        self.port = port
        self._folder = folder
        self._line = [program, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        (folder / "nginx.conf").write_text(settings(folder, port, bots), "utf-8")

    def __enter__(self) -> Self:
        with (self._folder / "nginx.log").open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - found in the system's own folders
                ["setpriv", "--pdeathsig=TERM", *self._line, "-g", "daemon off;"],  # noqa: S607
                stdout=log,
                stderr=log,
            )
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
