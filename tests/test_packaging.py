"""What an installed package holds: every file that the program reads is in it."""

import glob
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"


def data_files() -> set[str]:
    """The files under `bot/` that are no code."""
    return {
        path.relative_to(BOT).as_posix()
        for path in BOT.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }


def packaged() -> set[str]:
    """Those that setuptools takes: its patterns know neither hidden files nor hidden folders."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        patterns = tomllib.load(file)["tool"]["setuptools"]["package-data"]["bot"]
    return {
        Path(name).as_posix()
        for pattern in patterns
        for name in glob.glob(pattern, root_dir=BOT, recursive=True)  # noqa: PTH207 - as setuptools
    }


def test_every_data_file_is_packaged() -> None:
    assert data_files() - packaged() == set()


def test_every_module_is_in_a_package() -> None:
    folders = {path.parent for path in BOT.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
