"""The FAQ that the replicas serve, in editions: every file of it says which edition it is of.

So a reply that mixes two editions shows it, for each is made of several files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.content.folder import read_folder

THINGS: Final = (
    *("cykel", "båt", "kanot", "släpvagn", "gräsklippare", "stege", "slipmaskin", "symaskin"),
    *("kamera", "projektor", "trumma", "gitarr", "skidor", "pulka", "tält", "ryggsäck"),
    *("hammock", "grill", "partytält", "kostym", "frack", "brudklänning", "mikroskop", "kikare"),
    *("betongblandare", "borrmaskin", "motorsåg", "vattenpump", "fläkt", "luftfuktare"),
)
FALLBACK: Final = "fallback"
DANGER: Final = "danger"
_EDITION = re.compile(r"utgåva (\d+)", re.IGNORECASE)
_SYLLABLES: Final = tuple(one + two for one in "bdfgjlmnprstv" for two in "aeiouyåäö")


@dataclass(frozen=True, slots=True)
class Question:
    """What a resident writes; the reply is known by `key`: an entry's thing, or its kind."""

    text: str
    key: str


def write(folder: Path, edition: int) -> str:
    """Write an edition over the one before, file by file; its version."""
    (folder / "amnen").mkdir(parents=True, exist_ok=True)
    for name, text in _files(edition):
        (folder / name).write_text(text, "utf-8")
    return read_folder(folder).version


def write_broken(folder: Path, edition: int) -> None:
    """Write an edition of which one file has a fault: half of an entry is missing."""
    write(folder, edition)
    path = folder / "amnen" / "b.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex("    källa:")], "utf-8")


def questions(count: int, seed: int = 1) -> Iterator[Question]:
    """What residents ask: three out of four times for an answer; the others are all distinct."""
    draw = random.Random(seed)
    for number in range(count):
        chance = draw.random()
        if chance < 0.75:
            thing = draw.choice(THINGS)
            yield Question(f"hur hyr jag {thing}", thing)
        elif chance < 0.95:
            yield Question(f"vad tycker alla om {_word(number)} egentligen", FALLBACK)
        else:
            yield Question("hjälp pumphuset rasar", DANGER)


def edition_of(reply: str) -> int | None:
    """The edition that a reply is of; None if it is of several, or of none."""
    found = {int(one) for one in _EDITION.findall(reply)}
    return found.pop() if len(found) == 1 else None


def key_of(reply: str) -> str:
    """What a reply was an answer to."""
    if reply.startswith("Lämna pumphuset"):
        return DANGER
    found = re.match(r"Hur hyr jag (\S+)\?", reply)
    return found[1] if found else FALLBACK


def _files(edition: int) -> Iterator[tuple[str, str]]:
    mark = f"Utgåva {edition}."
    half = len(THINGS) // 2
    yield (
        "kallor.yaml",
        "\n".join(
            (
                "källor:",
                "  - id: handbok",
                f"    titel: Handbok, utgåva {edition}",
                "    utgivare: Kommunen",
                "    url: https://example.org/handbok",
                "    datum: 2026-01-01",
                "",
            )
        ),
    )
    yield "amnen/a.yaml", _topic("Det första", THINGS[:half], mark)
    yield "amnen/b.yaml", _topic("Det andra", THINGS[half:], mark)
    yield (
        "texter.yaml",
        f"inget_svar: Det vet jag inte. {mark}\nhjälpte_svaret: Hjälpte det? {mark}\n",
    )
    danger = "akut:\n  - id: pumphus\n    utlöses_av:\n      - pumphuset rasar\n"
    yield "akut.yaml", f"{danger}    svar: Lämna pumphuset. Ring 112. {mark}\n"


def _topic(name: str, things: tuple[str, ...], mark: str) -> str:
    lines = [f"ämne: {name}", "frågor:"]
    for number, thing in enumerate(things):
        lines += [
            f"  - id: {name[-6:].strip().lower().replace('ö', 'o')}-{number}",
            f"    fråga: Hur hyr jag {thing}?",
            f"    svar: Fråga efter {thing} i hamnen. {mark}",
            "    källa: handbok",
            "    varianter:",
            f"      - hyra {thing}",
            "    granskad: 2026-01-01",
        ]
    return "\n".join(lines) + "\n"


def _word(number: int) -> str:
    """A word that nobody has written before."""
    word = ""
    for _ in range(4):
        number, rest = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[rest]
    return f"{word}x"
