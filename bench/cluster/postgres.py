"""A real PostgreSQL, Debian's: its own folder and port, on loopback only, ended by its id.

Tests use it, too.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

USER, PASSWORD = "narasvar", "hemligt-ord"
PATIENCE_SECONDS = 60
# The machine itself does not crash: what the operating system has taken is there after a restart.
_FAST = ("fsync=off", "full_page_writes=off")


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first; None if there is none."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(debian, key=lambda one: _number(one.parent.name), reverse=True)
    found = shutil.which("postgres")
    if found:
        folders.append(Path(found).resolve().parent)
    complete = (one for one in folders if (one / "initdb").exists() and (one / "postgres").exists())
    return next(complete, None)


class PostgresServer:
    """A context manager: within it the server runs, unless it is stopped for a while.

    With `durable` it waits for the disk, as one in service does.
    """

    def __init__(self, programs: Path, *, durable: bool = False) -> None:
        self._programs = programs
        self._options = () if durable else _FAST
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="narasvar-postgres-"))
        try:
            self._give_away(self.folder)
            self._make()
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        """The address of a database, as an operator writes it."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a database of its own, with nothing in it."""
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def new_schema(self) -> str:
        """The address of the first database, with an empty schema of its own to work in."""
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url()}?options=-csearch_path%3D{name}"

    def start(self) -> None:
        """Start it, and wait until it answers; it ends with the thread that this runs in."""
        options = ("listen_addresses=127.0.0.1", "unix_socket_directories=", *self._options)
        settings = [word for option in options for word in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - Debian's own program
                [
                    *_as_its_user(),
                    str(self._programs / "postgres"),
                    *("-D", str(self.folder / "data"), "-p", str(self.port)),
                    *settings,
                ],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT rolls back what is open, SIGQUIT is like a crash."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            self._process.wait(PATIENCE_SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _make(self) -> None:
        word = self.folder / "password"
        word.write_text(PASSWORD)
        self._give_away(word)
        subprocess.run(  # noqa: S603 - see below
            [
                *_as_its_user(),
                str(self._programs / "initdb"),
                *("-D", str(self.folder / "data"), "-U", USER, "-E", "UTF8", "--locale=C"),
                *("--auth=scram-sha-256", f"--pwfile={word}", "--no-sync"),
            ],
            cwd="/",
            check=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )

    def _wait(self) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        while True:
            assert self._process
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > ends:
                    log = (self.folder / "log").read_text()
                    raise AssertionError(f"PostgreSQL does not start:\n{log}") from error
                time.sleep(0.02)
            else:
                return

    def _give_away(self, path: Path) -> None:
        """PostgreSQL refuses to run as root, and the folder must belong to its user."""
        if os.geteuid() == 0:
            os.chown(path, *_user())


def _user() -> tuple[int, int]:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise AssertionError("no user to run PostgreSQL as")


def _as_its_user() -> list[str]:
    """What goes before a command: it ends with this process, also if that is killed."""
    words = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() != 0:
        return words
    user, group = _user()
    return [*words, f"--reuid={user}", f"--regid={group}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else 0
