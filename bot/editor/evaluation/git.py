"""Files as they were at a commit, without touching the working copy or the index."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

# A hook sets these for its own repository; here the folder decides.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class GitError(Exception):
    """git cannot give what was asked for; the text says why and what to do, in Swedish."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the repository at `root`; `ref` is what the user calls it."""

    root: Path
    ref: str
    id: str

    def folder(self, folder: Path, target: Path) -> None:
        """Writes `folder` as it was into the new folder `target`.

        Raises:
            GitError: it was not there.
        """
        tree = f"{self.id}:{self._path(folder)}"
        if not self._has(tree):
            raise GitError(
                f"{folder} fanns inte i {self.ref}, så det finns inget att jämföra med.\n"
                "Välj en senare version, eller kör evaluate utan --against."
            )
        target.mkdir(parents=True)
        # An index of its own, beside the files: nobody else's is written.
        index = {"GIT_INDEX_FILE": str(target.with_name(f"{target.name}.index"))}
        _run(self.root, "read-tree", tree, extra=index)
        _run(self.root, "checkout-index", "--all", f"--prefix={target}/", extra=index)

    def file(self, path: Path, target: Path) -> bool:
        """Writes the file at `path` as it was to `target`; False if it was not there."""
        name = f"{self.id}:{self._path(path)}"
        if not self._has(name):
            return False
        target.write_bytes(_run(self.root, "cat-file", "blob", name))
        return True

    def holds(self, path: Path) -> bool:
        """Whether `path` lies in the repository's folder, tracked or not."""
        return path.resolve().is_relative_to(self.root)

    def _path(self, path: Path) -> str:
        inside = path.resolve().relative_to(self.root).as_posix()
        return "" if inside == "." else inside

    def _has(self, name: str) -> bool:
        try:
            _run(self.root, "cat-file", "-e", name)
        except GitError:
            return False
        return True


def find_commit(ref: str, folder: Path) -> Commit:
    """The commit that `ref` names in the repository that holds `folder`.

    Raises:
        GitError: git is missing, there is no repository, or no such commit in it.
    """
    if not folder.is_dir():
        raise GitError(f"Mappen {folder} finns inte.")
    top = _run(folder, "rev-parse", "--show-toplevel").decode().removesuffix("\n")
    root = Path(top).resolve()
    try:
        found = _run(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except GitError as error:
        raise GitError(
            f"git känner inte till {ref}.\n"
            "Skriv en gren, en tagg eller en version som finns i den här kopian, till exempel "
            "main, origin/main eller HEAD~1. Är kopian grund (fetch-depth i CI): hämta hela "
            "historiken med git fetch --unshallow."
        ) from error
    return Commit(root, ref, found.decode().strip())


def _run(folder: Path, *arguments: str, extra: dict[str, str] | None = None) -> bytes:
    """What git writes on standard output."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(extra or {})}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a ref cannot be read as an option
            ["git", *arguments],  # noqa: S607 - the user's git, wherever it is installed
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError(
            "git är inte installerat, och behövs för --against.\nInstallera git och försök igen."
        ) from error
    if done.returncode:
        raise GitError(_explained(done.stderr.decode("utf-8", "replace").strip(), folder))
    return done.stdout


def _explained(said: str, folder: Path) -> str:
    if "not a git repository" in said:
        return (
            f"{folder} ligger inte i något git-arkiv, så det finns ingen tidigare version.\n"
            "Kör evaluate utan --against."
        )
    if "dubious ownership" in said:
        return f"git vägrar läsa arkivet, som ägs av en annan användare:\n{said}"
    return f"git säger: {said}"
