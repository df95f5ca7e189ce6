"""How long `check` takes on a FAQ of many entries: `python -m bench.checking [--entries 1000]`.

The entries are grown from a real FAQ: each is one of its own where most of the long words, the
same ones in all its texts, are others of the FAQ, as if it were about something else. For time
only: what `check` says of them means nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from bot.content.loader import load
from bot.dialogue import CutOffs
from bot.editor.checking.checker import check_folder
from bot.models import Entry, Faq

SEED: Final = 20261122
PER_FILE: Final = 50
_SUBJECT: Final = 6  # letters: shorter words hold the sentence together
_REPLACED: Final = 0.7  # of those words
_DAY: Final = date(2026, 11, 22)


def write_grown(faq: Faq, source: Path, target: Path, entries: int, variants: int) -> None:
    """A FAQ of that many entries, each with so many variants, grown from `faq` at `source`."""
    rng = random.Random(SEED)
    said = [word for entry in faq.entries for word in f"{entry.question} {entry.answer}".split()]
    pool = [word for word in said if len(word) >= _SUBJECT]
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("amnen", "lankar.csv"))
    (target / "amnen").mkdir()
    chosen = [faq.entries[number % len(faq.entries)] for number in range(entries)]
    for first in range(0, entries, PER_FILE):
        lines = [f"ämne: Ämne {first}", "frågor:"]
        for number, entry in enumerate(chosen[first : first + PER_FILE], first):
            lines += _entry(f"f{number}", entry, variants, pool, rng)
        path = target / "amnen" / f"{first:05}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _entry(
    entry_id: str, entry: Entry, variants: int, pool: Sequence[str], rng: random.Random
) -> Iterator[str]:
    subject = _Subject(pool, rng)
    yield f"  - id: {entry_id}"
    yield f"    fråga: {subject.of(entry.question)}"
    yield "    svar: |"
    for line in entry.answer.split("\n"):
        yield f"      {line}"
    yield "    källa:"
    yield from (f"      - {json.dumps(one.source.id)}" for one in entry.citations)
    for key, texts in (("varianter", entry.variants[:variants]), ("prov", entry.tests[:2])):
        yield f"    {key}:"
        yield from (f"      - {subject.of(text)}" for text in texts)
    yield "    granskad: 2026-11-21"


class _Subject:
    """What an entry is about: which word stands for which."""

    def __init__(self, pool: Sequence[str], rng: random.Random) -> None:
        self._pool = pool
        self._rng = rng
        self._words: dict[str, str] = {}

    def of(self, text: str) -> str:
        """`text` about this, in quotes."""
        said = (self._words.setdefault(word, self._chosen(word)) for word in text.split())
        return json.dumps(" ".join(said), ensure_ascii=False)

    def _chosen(self, word: str) -> str:
        is_other = len(word) >= _SUBJECT and self._rng.random() < _REPLACED
        return self._rng.choice(self._pool) if is_other else word


def main() -> None:
    """Writes the FAQ to a temporary folder, checks it, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faq", type=Path, default=Path("faq"))
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--variants", type=int, default=5)
    options = parser.parse_args()
    faq = load(options.faq).faq
    if faq is None:
        parser.error(f"{options.faq} has faults")
    with tempfile.TemporaryDirectory() as folder:
        grown = Path(folder) / "faq"
        write_grown(faq, options.faq, grown, options.entries, options.variants)
        size = sum(path.stat().st_size for path in grown.rglob("*.yaml"))
        wall, cpu = time.perf_counter(), time.process_time()
        problems = check_folder(grown, CutOffs(), _DAY)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        reading = _reading_alone(grown)
    print(f"{options.entries} entries, {options.variants} variants each, {size / 1000:.0f} kB")
    print(f"{wall:.2f} s ({cpu:.2f} s of processor), {len(problems)} problems")
    print(f"{wall / reading:.2f} times as long as PyYAML reads the files ({reading:.2f} s)")
    print(dict(Counter(problem.rule for problem in problems)))


def _reading_alone(folder: Path) -> float:
    """The seconds that PyYAML's own reader, which keeps no places, takes: a machine's measure."""
    began = time.perf_counter()
    for path in folder.rglob("*.yaml"):
        yaml.safe_load(path.read_text(encoding="utf-8"))
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
