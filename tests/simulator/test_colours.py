"""The page's colours have the contrast of WCAG 2.2 AA, light and dark."""

from __future__ import annotations

import re

import pytest

from bot.simulator.page_files import FOLDER

# Text 4.5 to 1 (success criterion 1.4.3); marks and controls 3 to 1 (1.4.11).
TEXT, MARK = 4.5, 3.0
ON_BUBBLES = [
    (f"{side}-{what}", f"{side}{ground}", TEXT)
    for side in ("mine", "theirs")
    for what in ("text", "soft", "link")
    for ground in ("", "-inset")
    if (what, ground) != ("soft", "-inset")
]
PAIRS = [
    *ON_BUBBLES,
    ("text", "surface", TEXT),
    ("text", "surface-hover", TEXT),
    ("text-soft", "surface", TEXT),
    ("text-soft", "surface-hover", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "surface-hover", TEXT),
    ("on-accent", "accent-fill", TEXT),
    ("on-accent", "avatar-to", TEXT),
    ("on-accent", "avatar-from", MARK),  # one large letter
    ("on-warning", "warning-fill", TEXT),
    ("on-key", "key", TEXT),
    ("on-key", "key-hover", TEXT),
    ("on-key-soft", "key", TEXT),
    ("on-key-soft", "key-hover", TEXT),
    ("on-service", "service", TEXT),
    ("on-service", "key-hover", MARK),
    ("on-toast", "toast", TEXT),
    ("focus", "surface", MARK),
    ("focus", "surface-hover", MARK),
    *[("focus", f"wallpaper-{number}", MARK) for number in (1, 2, 3, 4)],
    ("focus", "mine", MARK),
    ("focus", "theirs", MARK),
]
COLOUR = re.compile(r"--([a-z0-9-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")


def colours() -> dict[str, tuple[str, str]]:
    """Each opaque colour by name: light and dark, six hexadecimal digits."""
    source = (FOLDER / "colours.css").read_text(encoding="utf-8")
    return {name: (light, dark) for name, light, dark in COLOUR.findall(source)}


def luminance(colour: str) -> float:
    """Relative luminance (www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_everything_can_be_read(scheme: int, front: str, back: str, least: float) -> None:
    known = colours()
    assert contrast(known[front][scheme], known[back][scheme]) >= least


def test_styles_use_no_colour_of_their_own() -> None:
    """What is not in colours.css is not measured."""
    for path in FOLDER.glob("*.css"):
        if path.name != "colours.css":
            used = re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))
            assert not used, path.name
