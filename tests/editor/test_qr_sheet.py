"""The page of QR codes: complete in itself, in the FAQ's own words."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_faq import FEE, HOSTILE, LOAN, SCAN, small_faq

from bot.editor.links import Link, links
from bot.editor.qr_sheet import LAYOUTS, qr_sheet

BOT = "exempel_bot"
FAQ = small_faq(namn="Böcker <&>", avsändare="Biblioteket i Exempelstad", skanna="Rikta\nkameran.")
DEFAULTS = Path(__file__).parents[2] / "bot" / "content" / "defaults" / "texter.yaml"


def sheet(made: tuple[Link, ...], per_page: int = 4) -> str:
    return qr_sheet(made, FAQ.texts, per_page)


def test_a_card_says_what_it_asks_where_it_leads_and_who_is_behind() -> None:
    text = sheet(links([LOAN], BOT))
    assert f"<h2>{LOAN.question}</h2>" in text
    assert "t.me/exempel_bot?<wbr>start=lana</a>" in text
    assert '<a class="address" href="https://t.me/exempel_bot?start=lana">' in text
    assert "<p>Rikta kameran.</p>" in text
    assert "Böcker &lt;&amp;&gt;. Biblioteket i Exempelstad" in text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = sheet(links([LOAN, FEE], BOT))
    assert set(re.findall(r'(?:href|src)="([^"?]*)', text)) == {f"https://t.me/{BOT}"}
    assert not re.search(r"<script|<link|@import|url\(", text)


def test_what_editors_write_is_text_and_no_tags() -> None:
    text = sheet(links([HOSTILE], BOT))
    assert "<h2>Vad betyder &lt;script&gt;?</h2>" in text


@pytest.mark.parametrize("per_page", LAYOUTS)
def test_a_page_has_as_many_as_are_wanted(per_page: int) -> None:
    made = links([LOAN, FEE, SCAN, HOSTILE, LOAN, FEE, SCAN], BOT)
    text = sheet(made, per_page)
    assert text.count('class="sheet"') == -(-len(made) // per_page)
    assert text.count('class="card"') == len(made)


def modules(text: str) -> list[ET.Element]:
    return [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]  # noqa: S314 - our own


def test_each_code_is_square_with_a_quiet_zone_and_another_for_each_link() -> None:
    codes = modules(sheet(links([LOAN, FEE], BOT)))
    sides = [code.attrib["viewBox"].split() for code in codes]
    assert all(width == height for _, _, width, height in sides)
    paths = [code[-1].attrib["d"] for code in codes]
    assert paths[0] != paths[1]
    # The first line of the finder pattern, 7 modules, begins 4 modules in.
    assert all(path.startswith("M4 4.5h7") for path in paths)


def test_the_shipped_words_send_who_is_in_danger_to_112() -> None:
    line = next(one for one in DEFAULTS.read_text("utf-8").splitlines() if "skanna:" in one)
    assert "112" in line
