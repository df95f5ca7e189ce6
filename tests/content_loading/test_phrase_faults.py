"""A phrase that nothing can match is told with its line, and the list that was meant."""

from pathlib import Path

import pytest
from broken_files import SOURCES, SOURCES_FILE, TOPIC, TOPIC_FILE

import bot.content
from bot.content.loader import load

DEFAULTS = Path(bot.content.__file__).parent / "defaults"
DANGER = """\
akut:
  - id: egen
    utlöses_av:
      - {trigger}
    inte_av:
      - {exception}
    svar: Ring 112 nu.
"""


def problems(folder: Path, trigger: str, exception: str) -> list[tuple[str, int, str]]:
    """Rule, line and message of each problem in a FAQ with this group of danger."""
    danger = DANGER.format(trigger=trigger, exception=exception)
    for name, text in ((TOPIC_FILE, TOPIC), (SOURCES_FILE, SOURCES), ("akut.yaml", danger)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [(p.rule, p.place.line, p.message) for p in load(folder).problems]


@pytest.mark.parametrize(
    ("trigger", "exception"),
    [
        ("NÅGON ligger/=låg golvet", "… av skratt"),
        ("TAL/MÅNGA tabletter", "… ÅRTAL"),
        ("bröst* ENSAM", "bvc … nu"),
    ],
)
def test_a_phrase_of_words_and_lists_is_fine(tmp_path: Path, trigger: str, exception: str) -> None:
    assert problems(tmp_path, trigger, exception) == []


@pytest.mark.parametrize(
    ("trigger", "exception", "rule", "line", "says"),
    [
        ("NAGON ligger", "skratt", "unknown-word-list", 4, "NÅGON"),
        ("ont/KROPPSDELAR", "skratt", "unknown-word-list", 4, "KROPPSDEL"),
        ("ont/ENSAM bröstet", "skratt", "unknown-word-list", 4, "ENSAM"),
        ("ont", "… BVC", "unknown-word-list", 6, "BVC"),
        ("ENSAM", "skratt", "empty-phrase", 4, "saknar ord"),
        ("ont", "…", "empty-phrase", 6, "saknar ord"),
        ("ont /", "skratt", "empty-phrase", 4, "saknar ord"),
    ],
)
def test_a_phrase_that_cannot_match_is_told(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, trigger: str, exception: str, rule: str, line: int, says: str
) -> None:
    ((found, where, message),) = problems(tmp_path, trigger, exception)
    assert (found, where) == (rule, line)
    assert says in message


@pytest.mark.parametrize("name", ["akut.yaml", "smaprat.yaml"])
def test_the_engines_own_phrases_are_fine(tmp_path: Path, name: str) -> None:
    for file, text in ((TOPIC_FILE, TOPIC), (SOURCES_FILE, SOURCES)):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / name).write_bytes((DEFAULTS / name).read_bytes())
    assert load(tmp_path).problems == ()
