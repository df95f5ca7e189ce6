"""The last good version is kept whole, found again, and never in the way."""

import logging
import shutil
from pathlib import Path

import pytest

from bot.content import last_good
from bot.content.folder import read_folder
from bot.content.loader import load

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PARKING, tmp_path / "faq")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


def version(folder: Path) -> str:
    faq = load(folder).faq
    assert faq
    return faq.version


def changed(folder: Path) -> str:
    """Changes the FAQ and returns its new version."""
    path = folder / "amnen" / "parkering.yaml"
    path.write_bytes(path.read_bytes() + b"# mer\n")
    return version(folder)


def kept(var: Path) -> list[str]:
    return sorted(path.name for path in (var / "last-good").iterdir())


def test_what_is_kept_is_found_again(folder: Path, var: Path) -> None:
    last_good.keep(read_folder(folder), var)
    before = load(folder).faq
    shutil.rmtree(folder)
    restored = last_good.restore(var)

    assert restored
    assert before
    assert version(restored) == before.version


def test_nothing_was_kept(var: Path) -> None:
    assert last_good.restore(var) is None


def test_the_latest_is_found_and_old_ones_go(folder: Path, var: Path) -> None:
    versions = [version(folder), *(changed(folder) for _ in range(3))]
    shutil.rmtree(folder)
    shutil.copytree(PARKING, folder)
    last_good.keep(read_folder(folder), var)
    for expected in versions[1:]:
        assert changed(folder) == expected
        last_good.keep(read_folder(folder), var)
        restored = last_good.restore(var)
        assert restored
        assert version(restored) == expected

    assert len(kept(var)) == 2


def test_the_same_version_is_kept_once(folder: Path, var: Path) -> None:
    last_good.keep(read_folder(folder), var)
    last_good.keep(read_folder(folder), var)

    assert len(kept(var)) == 1


def test_a_damaged_version_gives_way_to_the_one_before(folder: Path, var: Path) -> None:
    first = version(folder)
    last_good.keep(read_folder(folder), var)
    changed(folder)
    last_good.keep(read_folder(folder), var)
    (var / "last-good" / kept(var)[-1] / "kallor.yaml").write_bytes(b"")
    restored = last_good.restore(var)

    assert restored
    assert version(restored) == first


def test_what_a_crash_left_is_not_used_and_goes(folder: Path, var: Path) -> None:
    shutil.copytree(folder, var / "last-good" / ".new-abc")

    assert last_good.restore(var) is None
    last_good.keep(read_folder(folder), var)
    assert len(kept(var)) == 1


def test_a_disk_that_cannot_be_written_is_a_warning(
    folder: Path, var: Path, caplog: pytest.LogCaptureFixture
) -> None:
    var.write_text("en fil, ingen mapp")
    with caplog.at_level(logging.WARNING):
        last_good.keep(read_folder(folder), var)

    assert "kunde inte sparas" in caplog.text
    assert last_good.restore(var) is None
