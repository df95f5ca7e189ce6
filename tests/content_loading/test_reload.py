"""Changes of the files are handed over whole, whatever happens to the folder."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from bot.content.folder import Folder, read_folder
from bot.content.loader import Loader
from bot.content.reload import changes

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"
TOPIC = "amnen/parkering.yaml"
PATIENCE_SECONDS = 30

Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PARKING, tmp_path / "faq")


def change(folder: Path, text: str = "# mer\n") -> None:
    path = folder / TOPIC
    path.write_bytes(path.read_bytes() + text.encode())


class Watched:
    """The changes of a folder, where `steps` are taken while it waits for the files to settle."""

    def __init__(self, folder: Path, *steps: Step) -> None:
        self._steps: Iterator[Step] = iter(steps)
        self._changes = changes(folder, read_folder(folder), self._pause)

    async def _pause(self, _seconds: float) -> None:
        next(self._steps, lambda: None)()

    async def next(self) -> Folder:
        return await asyncio.wait_for(anext(self._changes), PATIENCE_SECONDS)

    async def aclose(self) -> None:
        await self._changes.aclose()


async def test_a_saved_file_is_handed_over(folder: Path) -> None:
    async with aclosing(Watched(folder)) as watched:
        for _ in range(2):
            change(folder)
            assert await watched.next() == read_folder(folder)


async def test_a_file_written_piece_by_piece_is_handed_over_whole(folder: Path) -> None:
    path = folder / TOPIC
    whole = path.read_bytes() + b"# slut\n"
    pieces = [whole[:length] for length in (0, 100, 900, len(whole))]
    steps = [lambda piece=piece: path.write_bytes(piece) for piece in pieces[1:]]
    async with aclosing(Watched(folder, *steps)) as watched:
        path.write_bytes(pieces[0])
        handed = await watched.next()

    assert whole in [file.data for file in handed.files]


async def test_a_file_that_is_emptied_at_each_look_is_not_taken_for_settled(folder: Path) -> None:
    path = folder / TOPIC
    whole = path.read_bytes() + b"# slut\n"

    def save_and_empty() -> None:
        path.write_bytes(whole)
        path.unlink()
        path.write_bytes(b"")

    steps = [*[save_and_empty] * 5, lambda: path.write_bytes(whole)]
    async with aclosing(Watched(folder, *steps)) as watched:
        path.write_bytes(b"")
        handed = await watched.next()

    assert whole in [file.data for file in handed.files]


async def test_of_a_thousand_saves_in_a_row_the_last_is_handed_over(folder: Path) -> None:
    steps = [lambda number=number: change(folder, f"# {number}\n") for number in range(1000)]
    async with aclosing(Watched(folder, *steps)) as watched:
        change(folder)
        handed = await watched.next()

    assert handed == read_folder(folder)
    assert b"# 999\n" in handed.files[0].data


async def test_what_is_undone_while_it_settles_is_no_change(folder: Path) -> None:
    path = folder / TOPIC
    before = path.read_bytes()
    undone = asyncio.Event()
    async with aclosing(Watched(folder, lambda: path.write_bytes(before), undone.set)) as watched:
        path.write_bytes(b"")
        waiting = asyncio.create_task(watched.next())
        await asyncio.wait_for(undone.wait(), PATIENCE_SECONDS)
        change(folder)
        handed = await waiting

    assert handed == read_folder(folder)
    assert handed.files[0].data == before + b"# mer\n"


@pytest.mark.parametrize("name", [".parkering.yaml.swp", "parkering.yaml~", "#parkering.yaml#"])
async def test_an_editors_temporary_files_are_no_change(folder: Path, name: str) -> None:
    async with aclosing(Watched(folder)) as watched:
        (folder / "amnen" / name).write_bytes(b"halv")
        change(folder)
        handed = await watched.next()

    assert {file.name for file in handed.files} == {
        file.name for file in read_folder(PARKING).files
    }


async def test_a_file_saved_by_renaming_a_new_one_over_it(folder: Path) -> None:
    async with aclosing(Watched(folder)) as watched:
        for number in range(2):
            new = folder / "amnen" / "parkering.yaml.tmp"
            new.write_bytes((folder / TOPIC).read_bytes() + f"# {number}\n".encode())
            new.replace(folder / TOPIC)
            assert await watched.next() == read_folder(folder)


async def test_a_folder_that_is_deleted_and_comes_back(folder: Path) -> None:
    away = folder.with_name("borta")
    async with aclosing(Watched(folder)) as watched:
        shutil.move(folder, away)
        gone = await watched.next()
        shutil.move(away, folder)
        back = await watched.next()
        change(folder)
        changed = await watched.next()

    assert [problem.rule for problem in gone.problems] == ["missing-folder"]
    assert not back.problems
    assert changed == read_folder(folder)


async def test_a_folder_behind_a_link_that_is_turned(folder: Path, tmp_path: Path) -> None:
    """As Kubernetes swaps a volume: a new folder, then a new link renamed over the old one."""
    link = tmp_path / "länk"
    link.symlink_to(folder)
    async with aclosing(Watched(link)) as watched:
        for number in range(3):
            other = shutil.copytree(folder, tmp_path / f"version-{number}")
            change(other, f"# {number}\n")
            new = tmp_path / "ny"
            new.symlink_to(other)
            new.replace(link)
            assert await watched.next() == read_folder(link)
            change(other)
            assert await watched.next() == read_folder(link)


def test_only_changed_files_are_read_anew_with_the_same_result(folder: Path) -> None:
    loader = Loader()
    loader.load(read_folder(folder))
    change(folder)
    again = loader.load(read_folder(folder))
    fresh = Loader().load(read_folder(folder))

    assert again == fresh
    (folder / "kallor.yaml").write_bytes(b"")
    assert loader.load(read_folder(folder)) == Loader().load(read_folder(folder))
