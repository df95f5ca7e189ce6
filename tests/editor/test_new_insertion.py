"""Lines put into files as editors write them: every byte outside them stays."""

import pytest

from bot.content.yaml_reader import read
from bot.editor.writing.insertion import NoRoomError, add_variant, append_item

ITEM = ["id: ny", "svar: |", "  Ett.", "", "  Två."]
ENTRIES = ("frågor",)

# What stands before the insertion, what is inserted, what stands after it.
PLACES = {
    "the last thing in the file": (
        "frågor:\n  - id: a\n\n  - id: b\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "",
    ),
    "before other keys, blank lines between entries": (
        "frågor:\n  - id: a\n\n  - id: b\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "\nområde: stan\n",
    ),
    "no blank lines between entries": (
        "frågor:\n  - id: a\n  - id: b\n",
        "  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "område: stan\n",
    ),
    "one entry": (
        "frågor:\n  - id: a\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "\n\n",
    ),
    "no indentation": (
        "frågor:\n- id: a\n- id: b\n",
        "- id: ny\n  svar: |\n    Ett.\n\n    Två.\n",
        "# om området\nområde: stan\n",
    ),
    "no indentation, a comment last": (
        "frågor:\n- id: a\n- id: b\n# slut\n",
        "- id: ny\n  svar: |\n    Ett.\n\n    Två.\n",
        "",
    ),
    "deep indentation": (
        "frågor:\n    -   id: a\n        svar: b\n",
        "\n    -   id: ny\n        svar: |\n          Ett.\n\n          Två.\n",
        "",
    ),
    "comments after the last entry": (
        "frågor:\n  - id: a\n\n  # - id: c\n  - id: b\n    # granskas av Anna\n\n  # - id: d\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "\n# nästa del\nområde: stan\n",
    ),
    "an answer last, which ends in what looks like a comment": (
        "frågor:\n  - id: a\n    svar: |\n      Hej\n\n      # inte en anteckning\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "\n\n\n",
    ),
    "a text over several lines last": (
        'frågor:\n  - id: a\n    svar: "ett\n      två"\n',
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "",
    ),
    "byte order mark": (
        "\ufefffrågor:\n  - id: a\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "",
    ),
    "decomposed letters": (
        "fra\u030agor:\n  - id: a\n    fra\u030aga: A\u030aka?\n",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.\n",
        "# A\u030a\n",
    ),
    "no line break at the end": (
        "frågor:\n  - id: a\n  - id: b",
        "\n  - id: ny\n    svar: |\n      Ett.\n\n      Två.",
        "",
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("case", PLACES)
def test_an_entry_goes_last_and_all_else_stays(case: str, ending: str) -> None:
    before, inserted, after = (part.replace("\n", ending).encode() for part in PLACES[case])
    assert append_item(before + after, ENTRIES, ITEM, apart=True) == before + inserted + after


@pytest.mark.parametrize(
    "text",
    [
        "frågor: [{id: a}]\n",
        "frågor:\n  [{id: a}]\n",
        "frågor: a\n",
        "ämne: b\n",
        "frågor:\n",
    ],
)
def test_a_list_that_is_none_with_dashes_is_refused(text: str) -> None:
    with pytest.raises(NoRoomError):
        append_item(text.encode(), ENTRIES, ITEM, apart=True)


def test_old_line_breaks_are_kept() -> None:
    assert append_item(b"a:\r  - b\r  - c\r", ("a",), ["d"], apart=True) == (
        b"a:\r  - b\r  - c\r  - d\r"
    )


FIRST = "frågor:\n  - id: a\n    fråga: A?\n"
VARIANTS = {
    "among others": (
        f"{FIRST}    varianter:\n      - x\n      # - för bred\n",
        "      - y\n",
        "    prov:\n      - z\n\n  - id: b\n",
    ),
    "the first one": (
        f"{FIRST}    svar: |\n      Ja.\n\n      Nej.\n    källa:\n      - k\n",
        "    varianter:\n      - y\n",
        "    # provas ofta\n    prov:\n      - z\n",
    ),
    "under a key that has none": (
        f"{FIRST}    varianter: # kommer\n",
        "      - y\n",
        "    prov:\n      - z\n",
    ),
    "as the last thing in the entry": (
        f"{FIRST}    källa: k\n",
        "    varianter:\n      - y\n",
        "\n  - id: b\n    fråga: B?\n",
    ),
    "in a list that is not indented": (
        f"{FIRST}    varianter:\n    - x\n",
        "    - y\n",
        "    prov:\n    - z\n",
    ),
}


@pytest.mark.parametrize("case", VARIANTS)
def test_a_variant_goes_last_and_all_else_stays(case: str) -> None:
    before, inserted, after = (part.encode() for part in VARIANTS[case])
    data = add_variant(before + after, ("frågor", 0), "y")
    assert data == before + inserted + after
    assert read(data, "").at(("frågor", 0, "varianter", -1)) == "y"


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}    varianter: [x]\n",
        f"{FIRST}    varianter: []\n",
        "frågor:\n  - {id: a, fråga: b}\n",
    ],
)
def test_variants_within_brackets_are_refused(text: str) -> None:
    with pytest.raises(NoRoomError):
        add_variant(text.encode(), ("frågor", 0), "y")
