"""The page of QR codes on paper: nothing is cut, and every code is big enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from chromium import chromium
from playwright.sync_api import Browser, Page
from small_faq import FEE, LOAN, SCAN, small_faq

from bot.editor.links import links
from bot.editor.qr_sheet import LAYOUTS, qr_sheet

SMALLEST_MILLIMETRES = 27.9
MILLIMETRES_A_PIXEL = 25.4 / 96
A_PAGE = b"/Type /Page\n"
LONG = replace(LOAN, question="Hur länge får jag låna en bok? " * 8)
CUT = """() => [...document.querySelectorAll(".card")].filter(
  (card) => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth).length"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".code svg")].map(
  (code) => Math.min(code.clientHeight, code.clientWidth)))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.parametrize("per_page", LAYOUTS)
def test_on_paper(page: Page, per_page: int) -> None:
    made = links([LOAN, FEE, SCAN, LOAN, FEE, SCAN, LOAN], "exempel_bot")
    page.set_content(qr_sheet(made, small_faq().texts, per_page))
    assert page.evaluate(CUT) == 0
    assert page.evaluate(SMALLEST) * MILLIMETRES_A_PIXEL >= SMALLEST_MILLIMETRES
    pages = page.pdf(prefer_css_page_size=True).count(A_PAGE)
    assert pages == -(-len(made) // per_page)


@pytest.mark.parametrize("per_page", LAYOUTS)
def test_a_question_that_is_far_too_long_is_not_cut(page: Page, per_page: int) -> None:
    page.set_content(qr_sheet(links([LONG, FEE], "exempel_bot"), small_faq().texts, per_page))
    assert page.evaluate(CUT) == 0
    assert page.evaluate(SMALLEST) * MILLIMETRES_A_PIXEL >= SMALLEST_MILLIMETRES
