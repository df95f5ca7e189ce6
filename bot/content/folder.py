"""The files of a FAQ folder: which ones count, their bytes, and what is missing."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.content.problems import did_you_mean
from bot.content.source_text import quote
from bot.content.unfit import MAX_BYTES
from bot.models import Level, Place, Problem

TOPICS = "amnen"


class Kind(StrEnum):
    """What an editor's file holds. The value is the name of the file, or of the topics' folder."""

    SOURCES = "kallor.yaml"
    SYNONYMS = "synonymer.yaml"
    TEXTS = "texter.yaml"
    DANGER = "akut.yaml"
    SMALL_TALK = "smaprat.yaml"
    OUT_OF_SCOPE = "utanfor.yaml"
    TOPIC = TOPICS


@dataclass(frozen=True, slots=True)
class FaqFile:
    """One file of the FAQ: `name` within the folder, `shown` as problems name it, its bytes."""

    kind: Kind
    name: str
    shown: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """All files that count, in the order of their names, and what is wrong with the folder."""

    files: tuple[FaqFile, ...]
    problems: tuple[Problem, ...]

    @property
    def version(self) -> str:
        """A short hash of the content: 12 hexadecimal digits, whatever the line endings."""
        digest = hashlib.sha256()
        for file in self.files:
            data = file.data.replace(b"\r\n", b"\n")
            digest.update(f"{file.name}\n{len(data)}\n".encode())
            digest.update(data)
        return digest.hexdigest()[:12]

    def line(self, place: Place) -> str | None:
        """The line of a file at which a problem points; None if it points at none."""
        data = next((file.data for file in self.files if file.shown == place.file), None)
        return None if data is None else quote(data, place.line)


_NAMED = {kind.value: kind for kind in Kind if kind is not Kind.TOPIC}
_WRONG_ENDINGS = (".yml", ".txt")
# What editors' programs leave beside a file while it is open, or as a copy of the last version.
_TEMPORARY = (".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", "~", "#")


def read_folder(folder: Path) -> Folder:
    """The files of the FAQ in `folder`; never fails, what cannot be read is told."""
    scan = _Scan(folder)
    try:
        if not folder.is_dir():
            return Folder((), (_no_folder(folder),))
        scan.root()
        scan.topics()
    except OSError as error:  # not allowed even to ask what a path is
        scan.unreadable(folder, error.strerror)
    files = sorted(scan.files, key=lambda file: file.name)
    return Folder(tuple(files), tuple(scan.problems))


def _no_folder(folder: Path) -> Problem:
    words = ("Mappen finns inte.", "Kontrollera sökvägen, eller ange en annan mapp med --faq.")
    return Problem(Place(folder.as_posix()), "missing-folder", *words)


def _listing(folder: Path) -> list[Path]:
    paths = [path for path in folder.iterdir() if not _ignored(path.name)]
    return sorted(paths, key=lambda path: path.name)


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$", "#")) or name.endswith(_TEMPORARY)


class _Scan:
    """Collects the files and problems of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[FaqFile] = []
        self.problems: list[Problem] = []

    def root(self) -> None:
        """Takes the files with fixed names, and tells what is missing."""
        paths = self._list(self._folder)
        names = {path.name for path in paths}
        for path in paths:
            if path.name in _NAMED:
                self._take(path, path.name, _NAMED[path.name])
            elif path.name != TOPICS:
                self._unknown(path, names)
        guessed = {_meant(path) for path in paths if path.name not in _NAMED}
        for required in (Kind.SOURCES.value, TOPICS):
            if required not in names | guessed:
                self._missing(required)

    def topics(self) -> None:
        """Takes the files under `amnen/`."""
        folder = self._folder / TOPICS
        if not folder.is_dir():
            return
        paths = self._list(folder)
        for path in paths:
            if path.suffix.casefold() == ".yaml":
                name = unicodedata.normalize("NFC", path.name)
                self._take(path, f"{TOPICS}/{name}", Kind.TOPIC)
            elif path.suffix.casefold() in _WRONG_ENDINGS:
                right = path.name.split(".")[0] + ".yaml"
                message = f"Filen {path.name} har fel ändelse. Frågor ska ligga i filer på .yaml."
                self._tell(path, "file-ending", message, f"Byt namn på filen till {right}")
            elif path.suffix.casefold() != ".md":
                message = f"{path.name} läses inte. I mappen amnen ska det bara ligga .yaml-filer."
                self._tell(path, "ignored-file", message, "Flytta den.", Level.WARNING)
        if not any(path.suffix.casefold() in {".yaml", *_WRONG_ENDINGS} for path in paths):
            self._missing(f"{TOPICS}/….yaml")

    def _list(self, folder: Path) -> list[Path]:
        try:
            return _listing(folder)
        except OSError as error:
            self.unreadable(folder, error.strerror)
            return []

    def _take(self, path: Path, name: str, kind: Kind) -> None:
        if not path.is_file():
            self.unreadable(path, "det är ingen vanlig fil")
            return
        try:
            with path.open("rb") as file:
                # One byte more than allowed: enough for the reader to see that it is too much.
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            self.unreadable(path, error.strerror)
            return
        self.files.append(FaqFile(kind, name, path.as_posix(), data))

    def _unknown(self, path: Path, names: Iterable[str]) -> None:
        meant = _meant(path)
        if meant and meant not in names:
            message = f'Filnamnet {path.name} känner boten inte igen. Menade du "{meant}"?'
            self._tell(path, "file-name", message, f"Byt namn till {meant}")
        elif path.suffix.casefold() in {".yaml", ".yml"}:
            message = f"Filen {path.name} läses inte: inget sådant namn ingår i en FAQ."
            remedy = f"Är det frågor i filen: flytta den till mappen {TOPICS}. Annars: ta bort den."
            self._tell(path, "ignored-file", message, remedy, Level.WARNING)

    def _missing(self, name: str) -> None:
        path = self._folder / name
        message = f"{name} saknas. Utan den har boten inget att svara."
        self._tell(path, "missing-file", message, "Lägg till den. Se README.md i mappen faq.")

    def unreadable(self, path: Path, reason: str | None) -> None:
        """Tells that a file or folder cannot be read, and why."""
        message = f"Det går inte att läsa {path.name}: {reason or 'okänt fel'}."
        remedy = "Kontrollera att den finns och att boten har rätt att läsa den."
        self._tell(path, "unreadable-file", message, remedy)

    def _tell(
        self, path: Path, rule: str, message: str, remedy: str, level: Level = Level.FAULT
    ) -> None:
        place = Place(path.as_posix())
        self.problems.append(Problem(place, rule, message, remedy, level))


def _meant(path: Path) -> str | None:
    """The name that a file or folder was probably meant to have: `källor.yml` → `kallor.yaml`."""
    if path.is_dir():
        return did_you_mean(path.name, [TOPICS])
    if path.suffix.casefold() not in {".yaml", *_WRONG_ENDINGS}:
        return None
    stems = {name.removesuffix(".yaml"): name for name in _NAMED}
    stem = did_you_mean(path.name.split(".")[0], stems)
    return stems[stem] if stem else None
