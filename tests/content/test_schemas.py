"""The schemas beside our FAQ are those of the program, and every file of it finds its own."""

import json
import re
from pathlib import Path

import pytest
from json_form import SCHEMAS as MADE
from json_form import marked

ROOT = Path(__file__).parent.parent.parent
FAQ = ROOT / "faq"
SCHEMAS = FAQ / ".schema"
FILES = [ROOT / "config.yaml", *sorted(FAQ.rglob("*.yaml"))]
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def test_they_are_up_to_date() -> None:
    committed = {path.name: json.loads(path.read_bytes()) for path in SCHEMAS.iterdir()}
    assert committed == MADE, "Kör: python -m bot schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_names_its_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = _MODELINE.fullmatch(text.splitlines()[0])
    assert found
    name = "amne.json" if path.parent.name == "amnen" else f"{path.stem}.json"
    assert (path.parent / found[1]).resolve() == SCHEMAS / name
    assert marked(text, name) == set()
