"""The guide is one, though it stands in two places: here, and in what `init` writes."""

from pathlib import Path

from bot.editor.founding import STARTER

GUIDE = Path(__file__).parent.parent.parent / "faq" / "README.md"


def test_a_new_authority_gets_our_guide() -> None:
    copy = STARTER / "faq" / "README.md"
    assert copy.read_text("utf-8") == GUIDE.read_text("utf-8"), f"Kopiera {GUIDE} till {copy}"
